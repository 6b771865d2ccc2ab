"""What matching is asked with and what it answers. Pure; amounts are signed euros unless named."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kontor.foundation.money import ZERO
from kontor.foundation.sentence import Sentence

OWED: Final = frozenset({"issued", "disputed"})
MOST_CANDIDATES: Final = 5


@dataclass(frozen=True)
class OpenInvoice:
    """An invoice that money can be for: still open, or paid or cancelled not long ago.

    `references`: order number, purchase order number, buyer reference. `ibans`: accounts from
    which its client has paid. `cancelled_by`: number of the cancellation invoice, if it has one.
    """

    id: int
    number: str
    client_id: int
    client_name: str
    gross: Decimal
    open: Decimal
    issued_on: date
    due_on: date | None
    status: str
    references: tuple[str, ...]
    ibans: frozenset[str]
    cancelled_by: str = ""

    @property
    def is_owed(self) -> bool:
        """Whether it can get money; a disputed one can."""
        return self.status in OWED and self.open > 0


@dataclass(frozen=True)
class Received:
    """An entry of a bank statement. `kind`: payment, return, charge, batch or other."""

    id: int
    booked_on: date
    amount: Decimal
    currency: str
    kind: str
    reference: str
    structured: str
    end_to_end: str
    name: str
    iban: str
    return_reason: str


@dataclass(frozen=True)
class Part:
    """What an invoice gets; below zero where a payment goes back."""

    invoice_id: int
    amount: Decimal


@dataclass(frozen=True)
class Earlier:
    """A payment that was booked, and what to: it may come back.

    `kept`: how much of it is kept for its client, or is to be or was paid back.
    """

    entry_id: int
    booked_on: date
    amount: Decimal
    end_to_end: str
    iban: str
    name: str
    reference: str
    parts: tuple[Part, ...]
    kept: Decimal = ZERO


@dataclass(frozen=True)
class Reason:
    """Why an entry may be for something: a clue of `weighing` and the words for it."""

    key: str
    sentence: Sentence


@dataclass(frozen=True)
class Candidate:
    """What an entry may be for. `confidence` 0 … 100; `rest` of the amount stays undecided."""

    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]
    confidence: int
    rest: Decimal


@dataclass(frozen=True)
class Matched:
    """What is said of an entry. `certain` may be booked unasked and is the first of `candidates`.

    `candidates`: the best first, at most five. `named`: the invoices whose number it bears,
    whatever their state.
    """

    certain: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    remark: Sentence | None = None
    named: tuple[int, ...] = ()
