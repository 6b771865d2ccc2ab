"""The printed invoice: PDF/A-3b with the XML inside, made from the frozen record alone.

The same record and XML always give the same bytes. "PDF/A-3b as the typesetter writes it": no
independent validator can be had offline, so `inspection` checks what can be checked.
"""

import base64
import binascii
from decimal import Decimal
from typing import Final

from kontor.formats import girocode
from kontor.formats.child import Answer, Child, ChildFailed, ChildTimedOut
from kontor.formats.einvoice import sheet
from kontor.formats.einvoice.values import Bank, PrintedInvoice

TIMED_OUT: Final = "Making the PDF took too long."
CRASHED: Final = "Making the PDF broke off."
REFUSED: Final = "The text cannot be printed as it stands."


class NotRendered(Exception):
    """There is no PDF. `sentence` is one of the three above, `detail` the technical reason."""

    def __init__(self, sentence: str, detail: str) -> None:
        super().__init__(f"{sentence} ({detail})")
        self.sentence = sentence
        self.detail = detail


typesetter = Child("kontor.formats.einvoice.typeset", seconds=20)


def render(invoice: PrintedInvoice, xml: bytes, *, by: Child = typesetter) -> bytes:
    """The PDF of an invoice that has its number, with `xml` attached byte for byte.

    Raises:
        NotRendered: the typesetter refused a text, crashed, or took more than 20 seconds.
        NoPaymentCode: the bank account makes no payment code.
        ValueError: the invoice has no number.
    """
    return typeset(
        {
            "sheet": sheet.compose(invoice),
            "xml": xml.decode(),
            "code": _code_of(invoice),
            "profile": invoice.profile,
        },
        by=by,
    )


def typeset(question: Answer, *, by: Child = typesetter) -> bytes:
    """The document that the child makes of the question (typeset.py). Raises NotRendered."""
    try:
        answer = by.ask(question)
        if "fault" in answer:
            raise NotRendered(REFUSED, str(answer["fault"]))
        return base64.b64decode(answer["pdf"], validate=True)
    except ChildTimedOut as fault:
        raise NotRendered(TIMED_OUT, str(fault)) from fault
    except (ChildFailed, KeyError, TypeError, binascii.Error) as fault:
        raise NotRendered(CRASHED, str(fault)) from fault


def payment_code(bank: Bank, amount: Decimal, number: str) -> str:
    """The code as SVG; empty for an amount larger than banks take from a code.

    Raises NoPaymentCode: the account makes none.
    """
    if amount > girocode.HIGHEST:
        return ""
    transfer = girocode.Transfer(
        holder=bank.holder, iban=bank.iban, bic=bank.bic, amount=amount, text=number
    )
    return girocode.svg(transfer).decode()


def _code_of(invoice: PrintedInvoice) -> str:
    if invoice.number is None or not sheet.asks_for_payment(invoice):
        return ""
    return payment_code(invoice.seller.bank, invoice.gross, invoice.number)
