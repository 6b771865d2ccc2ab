"""A SEPA credit transfer as a pain.001 file, the order to the bank to pay several people.

Banks take few characters: everything else is written with them here, `ö` as `oe`, before the
library drops the dots.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from anyascii import anyascii
from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError
from stdnum import iban

SCHEMA = "pain.001.001.09"
LONGEST_NAME = 70
LONGEST_TEXT = 140
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "&": "+"}
)
_NOT_TAKEN = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
# European Payments Council, EPC409-09: the countries and territories of SEPA by the IBAN's letters.
_LETTERS = (
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT"
    " NL NO PL PT RO RS SE SI SK SM VA"
)
SEPA = frozenset(_LETTERS.split())


class NoCreditTransfer(ValueError):
    """These values make no file that a bank would take."""


@dataclass(frozen=True)
class Transfer:
    """One payment in euros; the statement brings `end_to_end` back, `text` is for the payee."""

    end_to_end: str
    name: str
    iban: str
    amount: Decimal
    text: str


@dataclass(frozen=True)
class TransferOrder:
    """What the bank is told to pay, and from which account; `bic` may be empty."""

    message_id: str
    created_at: datetime
    execution_on: date
    holder: str
    iban: str
    bic: str
    transfers: Sequence[Transfer]


def document(order: TransferOrder) -> bytes:
    """The file as XML, valid by the official schema. Raises NoCreditTransfer.

    Each transfer stands in a group of its own, so that the bank books and shows each by itself.
    """
    made = _Order(order)
    for each in order.transfers:
        made.add_payment(
            {
                "name": plain(each.name, LONGEST_NAME),
                "IBAN": iban.compact(each.iban),
                "amount": int(each.amount * 100),
                "execution_date": order.execution_on,
                "description": plain(each.text, LONGEST_TEXT),
                "endtoend_id": each.end_to_end,
            }
        )
    try:
        return bytes(made.export(validate=True, pretty_print=True))
    except ValidationError as reason:
        raise NoCreditTransfer(str(reason.__cause__ or reason)) from reason


def plain(text: str, longest: int) -> str:
    """The text in the characters that banks take: `Müller & Söhne` as `Mueller + Soehne`."""
    letters = anyascii(text.translate(_UMLAUTS))
    return " ".join(_NOT_TAKEN.sub(" ", letters).split())[:longest].strip()


def reachable(text: str) -> bool:
    """Whether it is an IBAN with right digits to which a SEPA transfer can be sent."""
    return iban.is_valid(text) and iban.compact(text)[:2] in SEPA


class _Order(SepaTransfer):  # type: ignore[misc]  # the library has no types
    """Takes number and time of the file from us; the library would make them up."""

    def __init__(self, order: TransferOrder) -> None:
        self._order = order
        account = {"BIC": order.bic} if order.bic else {}
        config: dict[str, Any] = {
            "name": plain(order.holder, LONGEST_NAME),
            "IBAN": iban.compact(order.iban),
            "batch": False,
            "currency": "EUR",
            **account,
        }
        super().__init__(config, schema=SCHEMA, clean=False)

    def _create_header(self) -> None:
        super()._create_header()
        head = self._xml.find("CstmrCdtTrfInitn/GrpHdr")
        head.find("MsgId").text = self._order.message_id
        head.find("CreDtTm").text = self._order.created_at.isoformat(timespec="seconds")
