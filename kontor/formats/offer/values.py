"""Everything an offer says on paper, as one frozen value; nothing else of an order has a place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.formats.einvoice.values import Buyer, Line, Seller, VatGroup


@dataclass(frozen=True, kw_only=True)
class PlannedPayment:
    """An invoice that will come; `name` says what for, in the offer's language."""

    name: str
    billing_date: date
    due_on: date
    net: Decimal
    gross: Decimal


@dataclass(frozen=True, kw_only=True)
class PrintedOffer:
    """Amounts are euro, days calendar days in Berlin; words are in the offer's language.

    `valid_until` is None where the client is not asked, `service_to` where the end is open; `open`
    says whether it can still be confirmed. `place` is the country's name, `total_name` what the
    amounts are (the whole, or each invoice). `terms` are sentences about the payments.
    """

    number: str
    revision: int
    offered_on: date
    valid_until: date | None
    open: bool
    confirmed_on: date | None = None
    confirmed_by: str = ""
    seller: Seller
    client: Buyer
    member_name: str
    title: str
    description: str
    service_from: date
    service_to: date | None
    place: str
    lines: tuple[Line, ...]
    vat_groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    total_name: str
    payments: tuple[PlannedPayment, ...]
    payments_summed: bool
    terms: tuple[str, ...] = ()
    special_agreement: str = ""
    purchase_order: str = ""
