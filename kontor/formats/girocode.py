"""The payment code on invoices: EPC069-12, version 002 ("GiroCode"), a SEPA transfer in a QR code.

The text for the bank is the invoice number, which is what banks show and statements bring back.
"""

import io
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import segno
from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError

QUIET_MODULES: Final = 4
LONGEST_NAME: Final = 70
LONGEST_TEXT: Final = 140
LARGEST_PAYLOAD: Final = 331  # bytes, the limit of version 13 at level M
LOWEST: Final = Decimal("0.01")
HIGHEST: Final = Decimal("999999999.99")


class NoPaymentCode(ValueError):
    """These data make no payment code; the message names the reason."""


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A transfer to be made: euro with two decimals, `text` up to 140 characters."""

    holder: str
    iban: str
    bic: str = ""
    amount: Decimal
    text: str


def payload(transfer: Transfer) -> str:
    """The lines inside the code. Control characters are taken out: they would shift the lines.

    Raises:
        NoPaymentCode: wrong IBAN check digits, an amount that is not 0.01 to 999,999,999.99 in
            whole cents, a missing name or a text that is too long.
    """
    try:
        iban = iban_numbers.validate(transfer.iban)
    except ValidationError:
        raise NoPaymentCode(f"{transfer.iban!r} is no IBAN") from None
    amount = transfer.amount
    if not LOWEST <= amount <= HIGHEST or amount != amount.quantize(LOWEST):
        raise NoPaymentCode(f"{amount} cannot be asked for by a payment code")
    name = _one_line(transfer.holder)[:LONGEST_NAME]
    text = _one_line(transfer.text)
    if not name or len(text) > LONGEST_TEXT:
        raise NoPaymentCode("the name is missing or the text too long")
    euro = f"EUR{amount:.2f}"
    lines = ("BCD", "002", "1", "SCT", transfer.bic, name, iban, euro, "", "", text)
    content = "\n".join(lines)
    if len(content.encode()) > LARGEST_PAYLOAD:
        raise NoPaymentCode("the name and the text are too long")
    return content


def svg(transfer: Transfer) -> bytes:
    """The code as an SVG file: black on white, with 4 modules of quiet space around it.

    It has no size of its own: 38 mm wide, the code itself is at least 30 mm wide.

    Raises:
        NoPaymentCode: as `payload`.
    """
    code = segno.make_qr(payload(transfer), error="m", boost_error=False, encoding="utf-8")
    out = io.BytesIO()
    code.save(out, kind="svg", border=QUIET_MODULES, light="#fff", omitsize=True)
    return out.getvalue()


def _one_line(text: str) -> str:
    return "".join(each for each in text if unicodedata.category(each) != "Cc").strip()
