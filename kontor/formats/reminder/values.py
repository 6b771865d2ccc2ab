"""Everything a reminder says on paper, as one frozen value."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kontor.formats.einvoice.values import Buyer, Seller


class Moved(StrEnum):
    """How what is open of an invoice became less, or more again."""

    PAYMENT = "payment"
    RETURN = "return"
    WAIVED = "waived"


@dataclass(frozen=True, kw_only=True)
class Movement:
    """`amount` is above zero where less is open afterwards."""

    kind: Moved
    on: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class InterestPart:
    """Interest of the days from `first` to `last`; percents a year."""

    first: date
    last: date
    open: Decimal
    base_rate: Decimal
    points: Decimal
    amount: Decimal

    @property
    def days(self) -> int:
        """Both counted."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What default costs (§ 288 BGB); demanded in the formal step alone."""

    default_from: date
    consumer: bool
    points: Decimal
    interest: tuple[InterestPart, ...]
    lump_sum: Decimal

    @property
    def amount(self) -> Decimal:
        """Interest and lump sum."""
        return sum((part.amount for part in self.interest), self.lump_sum)


@dataclass(frozen=True, kw_only=True)
class PrintedReminder:
    """`level` 1 to 3; `language` (de or en) stands first, the other beside it.

    `pay_by` is the last day to pay. Movements up to `counted_until` are taken in. `reminded_on`:
    days of the earlier reminders. `claim`: in a formal demand, where the client is in default.
    """

    level: int
    language: str
    written_on: date
    pay_by: date
    counted_until: date
    seller: Seller
    buyer: Buyer
    number: str
    issued_on: date
    due_on: date
    order_number: str
    purchase_order: str = ""
    member_name: str
    title: str
    gross: Decimal
    movements: tuple[Movement, ...] = ()
    reminded_on: tuple[date, ...] = ()
    claim: Claim | None = None

    @property
    def open(self) -> Decimal:
        """What is left of the invoice."""
        return self.gross - sum((each.amount for each in self.movements), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What is asked for: the open amount and what default costs."""
        return self.open + (self.claim.amount if self.claim else Decimal(0))
