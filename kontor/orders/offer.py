"""The offer: what the client sees of an order. There is no field for anything else.

No comment, no sector, no working time, no other person's address can leak from a type that does
not have them. An offer is frozen as JSON in a revision; its hash covers the fields that make a
new revision (spec § 6), and nothing else.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.clients.facts import ClientFacts
from kontor.orders.draft import Draft, LineKind, Mode, Treatment, Unit
from kontor.orders.plan import InvoiceKind
from kontor.orders.totals import VatGroup, VatTerms


@dataclass(frozen=True)
class OfferClient:
    """The client as addressed in the offer and on the invoice."""

    name: str
    addition: str
    street: str
    postcode: str
    town: str
    country: str
    vat_number: str
    kind: str


@dataclass(frozen=True)
class OfferLine:
    """A line as the client sees it; amounts net."""

    text: str
    quantity: Decimal
    unit: Unit
    unit_price: Decimal
    kind: LineKind
    treatment: Treatment
    rate: Decimal
    net: Decimal


@dataclass(frozen=True)
class OfferInvoice:
    """An invoice the client will get."""

    kind: InvoiceKind
    billing_date: date
    due_on: date
    service_from: date
    service_to: date
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True)
class Offer:
    """Everything the client sees. `valid_until` None: the client is not asked."""

    client: OfferClient
    member_name: str
    title: str
    description: str
    service_from: date
    service_to: date
    place_country: str
    lines: tuple[OfferLine, ...]
    groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    mode: Mode
    term_days: int
    invoices: tuple[OfferInvoice, ...]
    special_agreement: str
    valid_until: date | None
    buyer_reference: str
    purchase_order: str


def offer_of(
    draft: Draft,
    client: ClientFacts,
    member_name: str,
    vat: VatTerms,
) -> Offer:
    """The offer of a draft that `faults_to_submit` found complete; ValueError otherwise."""
    raise NotImplementedError


def offer_json(offer: Offer) -> str:
    """The offer as canonical JSON: sorted keys, no spaces, amounts as plain text."""
    raise NotImplementedError


def offer_from_json(text: str) -> Offer:
    """The offer that `offer_json` wrote."""
    raise NotImplementedError


def content_hash(offer: Offer) -> str:
    """SHA-256 (hex) over the fields whose change makes a new revision (spec § 6)."""
    raise NotImplementedError
