"""The draft: everything the member types, every field optional, so that half a draft is a value.

Attribute names are those of the order file of `kontor simulate`, and faults name their field by
the same path (`lines[0].unit_price`, `confirmation.valid_until`). Text is never None: empty text
means not given.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kontor.foundation.written import Language


class Unit(StrEnum):
    """What the quantity of a line counts."""

    HOUR = "hour"
    DAY = "day"
    PIECE = "piece"
    FLAT = "flat"


class LineKind(StrEnum):
    """Fees are paid for work; expenses stay outside the wage check."""

    FEE = "fee"
    EXPENSE = "expense"


class Treatment(StrEnum):
    """How VAT is charged on a line."""

    STANDARD = "standard"
    REDUCED = "reduced"
    EXEMPT = "exempt"
    REVERSE_CHARGE = "reverse_charge"
    OUTSIDE = "outside"


class Mode(StrEnum):
    """Mode of payment (R39)."""

    SINGLE = "single"
    INSTALMENTS = "instalments"
    ADVANCE = "advance"
    RECURRENT = "recurrent"


class SkipReason(StrEnum):
    """Why the client is not asked to confirm (R33)."""

    SIGNED_AGREEMENT = "signed_agreement"
    OWN_FORM = "own_form"
    FRAMEWORK_CONTRACT = "framework_contract"
    PUBLIC_AWARD = "public_award"
    SMALL_REGULAR = "small_regular"
    OTHER = "other"


class First(StrEnum):
    """Whose gate comes first (R50)."""

    TEAM = "team"
    CLIENT = "client"


@dataclass(frozen=True)
class Line:
    """A fee or expense line; net price per unit in euros. `vat` None: by the rules."""

    text: str = ""
    quantity: Decimal | None = None
    unit: Unit | None = None
    unit_price: Decimal | None = None
    kind: LineKind = LineKind.FEE
    vat: Treatment | None = None


@dataclass(frozen=True)
class Contact:
    """The contact person of this one order (R16). Seen by the owner and whoever must write."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: Language | None = None


@dataclass(frozen=True)
class ClientConfirmation:
    """Whether the client is asked, until when, and if not, why."""

    ask: bool = True
    valid_until: date | None = None
    skip_reason: SkipReason | None = None
    skip_text: str = ""


class Every(StrEnum):
    """The unit of the interval of a recurrent payment."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Share:
    """A part of the order's net: an amount in euros or a percentage, one of them to submit."""

    amount: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True)
class Part:
    """One instalment: billed `on` a day, and its share."""

    on: date | None = None
    share: Share = field(default_factory=Share)


@dataclass(frozen=True)
class Recurrence:
    """Every so many units, a number of times, until a day, or (neither given) open-ended.

    `last_day`: billed on the last day of the month. `until` is the last possible billing date.
    `times` 0: nobody has said yet when it ends, so that nothing left out goes on for ever.
    """

    every: int | None = 1
    unit: Every | None = Every.MONTH
    last_day: bool = False
    times: int | None = None
    until: date | None = None

    @property
    def open_ended(self) -> bool:
        """Whether it goes on until somebody ends it."""
        return self.times is None and self.until is None


@dataclass(frozen=True)
class Payment:
    """When and how the client pays. `billing_date` is the first one where there are several.

    `parts` belong to instalments and are kept with no other mode. `deposit` and `final_date`
    belong to the advance payment; without a deposit it is the whole amount. `recurrence` belongs
    to the recurrent payment.
    """

    mode: Mode = Mode.SINGLE
    billing_date: date | None = None
    term_days: int | None = 14
    parts: tuple[Part, ...] = ()
    deposit: Share | None = None
    final_date: date | None = None
    recurrence: Recurrence | None = None

    @property
    def open_ended(self) -> bool:
        """Whether invoices follow until somebody ends them; the service then has no last day."""
        if self.mode is not Mode.RECURRENT or self.recurrence is None:
            return False
        return self.recurrence.open_ended


@dataclass(frozen=True)
class Draft:
    """An order as its member types it. Country codes are ISO 3166-1 alpha-2.

    `place_country` empty: the client's country. `buyer_reference` empty: the client's.
    `service_to` None: not given yet, or left out because the payment is open-ended.
    """

    client_id: int | None = None
    contact: Contact = field(default_factory=Contact)
    title: str = ""
    description: str = ""
    service_from: date | None = None
    service_to: date | None = None
    place_country: str = ""
    sector: str = ""
    hours: Decimal | None = None
    lines: tuple[Line, ...] = ()
    confirmation: ClientConfirmation = field(default_factory=ClientConfirmation)
    payment: Payment = field(default_factory=Payment)
    buyer_reference: str = ""
    purchase_order: str = ""
    special_agreement: str = ""
    comment: str = ""
