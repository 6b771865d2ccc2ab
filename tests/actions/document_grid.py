"""Orders of every kind of client, country, VAT case and plan, brought to all their documents."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kontor.actions import cancel_invoice, document_invoices, run_night
from kontor.actions.act import one_transaction
from kontor.clients.facts import Kind
from kontor.foundation import files
from kontor.foundation.history import Actor
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Document, Invoice
from kontor.orders.draft import (
    Line,
    LineKind,
    Mode,
    Part,
    Payment,
    Recurrence,
    Share,
    Treatment,
    Unit,
)
from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.cast import Cast, cast

LEITWEG = "991-33333TEST-33"
# Drafts stand a week ahead, then they go out.
NIGHTS = (
    *(date(2027, 1, day) for day in (11, 18, 25)),
    *(date(2027, 2, day) for day in (11, 18)),
)
LAST = datetime(2027, 2, 19, 9, tzinfo=BERLIN)
ADVISOR = Actor("advisor", None, "Jonas Wiebold")


def line(treatment: Treatment | None, quantity: str, price: str, **more: Any) -> Line:
    days = Line("Layout and typesetting", Decimal(quantity), Unit.DAY, Decimal(price))
    return replace(days, vat=treatment, **more)


STANDARD, REDUCED, EXEMPT = Treatment.STANDARD, Treatment.REDUCED, Treatment.EXEMPT
ONE = (line(None, "5", "420.00"),)
OUTSIDE = (line(Treatment.OUTSIDE, "5", "420.00"),)
TWO_RATES = (
    line(STANDARD, "3", "333.335"),
    line(REDUCED, "1", "333.33"),
    line(STANDARD, "2", "45.495", kind=LineKind.EXPENSE),
)
THREE_GROUPS = (*TWO_RATES, line(EXEMPT, "7", "61.17"))


@dataclass(frozen=True)
class Case:
    """A client and the lines of an order for it; `category` is the VAT category of its first."""

    client: dict[str, Any]
    lines: tuple[Line, ...]
    category: str


def _german(kind: Kind, **more: Any) -> dict[str, Any]:
    home = {"street": "Uferstraße 4", "postcode": "20000", "town": "Lumenau", "country": "DE"}
    return {"kind": kind, "vat_number": "", "language": "de", **home, **more}


def _abroad(kind: Kind, country: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "vat_number": "", "country": country, **more}


CASES: dict[str, Case] = {
    "company in Germany": Case(
        _german(Kind.COMPANY, invoice_email="rechnungen@lumenau.example"), ONE, "S"
    ),
    "company in Germany, three groups": Case(_german(Kind.COMPANY), THREE_GROUPS, "S"),
    "association in Germany, 7 %": Case(
        _german(Kind.ASSOCIATION), (line(REDUCED, "5", "420.00"),), "S"
    ),
    "private person in Germany, exempt": Case(
        _german(Kind.PRIVATE), (line(EXEMPT, "5", "420.00"),), "E"
    ),
    "public body with a Leitweg-ID": Case(
        _german(Kind.PUBLIC, buyer_reference=LEITWEG), TWO_RATES, "S"
    ),
    "public body with another reference": Case(
        _german(Kind.PUBLIC, buyer_reference="Ref. 4711"), THREE_GROUPS, "S"
    ),
    "company in France": Case(_abroad(Kind.COMPANY, "FR", vat_number="FR40303265045"), ONE, "AE"),
    "public body in France": Case(
        _abroad(Kind.PUBLIC, "FR", vat_number="FR40303265045", buyer_reference="Service 12"),
        ONE,
        "AE",
    ),
    "association in Austria": Case(_abroad(Kind.ASSOCIATION, "AT"), ONE, "S"),
    "private person in France": Case(_abroad(Kind.PRIVATE, "FR"), ONE, "S"),
    "company in the United States": Case(_abroad(Kind.COMPANY, "US"), ONE, "O"),
    "public body in Canada": Case(_abroad(Kind.PUBLIC, "CA", buyer_reference="Grant 7"), ONE, "O"),
    "private person in Switzerland": Case(_abroad(Kind.PRIVATE, "CH"), OUTSIDE, "O"),
}
FEW = ("company in Germany, three groups", "public body with a Leitweg-ID")
BILLED = date(2027, 1, 18)
DEPOSIT = Payment(
    Mode.ADVANCE,
    BILLED,
    deposit=Share(percent=Decimal(30)),
    final_date=date(2027, 1, 25),
)
PLANS: dict[str, tuple[Payment, tuple[str, ...]]] = {
    "single": (
        Payment(billing_date=BILLED),
        (*FEW, "company in France", "public body in Canada"),
    ),
    "deposit": (DEPOSIT, tuple(CASES)),
    "four instalments": (
        Payment(
            Mode.INSTALMENTS,
            parts=tuple(
                Part(day, Share(percent=Decimal(25)))
                for day in (BILLED, date(2027, 1, 19), date(2027, 1, 20), date(2027, 1, 25))
            ),
        ),
        FEW,
    ),
    "deposit cancelled before the final invoice": (DEPOSIT, FEW),
    "recurrent": (
        Payment(Mode.RECURRENT, BILLED, recurrence=Recurrence(times=2)),
        ("company in France", "public body with another reference"),
    ),
    "all in advance": (Payment(Mode.ADVANCE, BILLED, 0), ("company in the United States",)),
}


@dataclass(frozen=True)
class Made:
    """An issued invoice with its documents as they are stored."""

    case: Case
    plan: str
    invoice: Invoice
    pdf: bytes
    xml: bytes


def grid() -> dict[str, Made]:
    """All documents, by a name that says what they are; the acts are the real ones."""
    people = cast()
    placed = {name: _ordered(people, name, case, payment) for name, case, _, payment in _cells()}
    for night in NIGHTS:
        run_night.run(datetime(night.year, night.month, night.day, 23, tzinfo=BERLIN))
        if night == BILLED:
            for name in FEW:
                _cancel(placed[f"{name}, deposit cancelled before the final invoice"], "deposit")
    for order in placed.values():
        _cancel(order)
    return {
        f"{name}: {invoice.kind} {invoice.position}": _made(case, plan, invoice)
        for name, case, plan, _ in _cells()
        for invoice in Invoice.objects.filter(order=placed[name]).order_by("pk")
    }


def _cells() -> Iterator[tuple[str, Case, str, Payment]]:
    for plan, (payment, names) in PLANS.items():
        for name in names:
            yield f"{name}, {plan}", CASES[name], plan, payment


def _ordered(people: Cast, name: str, case: Case, payment: Payment) -> Order:
    monthly: dict[str, Any] = {}
    if payment.mode is Mode.RECURRENT:
        monthly = {"service_to": date(2027, 3, 10)}
    return orders.active(
        people.owner,
        people.advisor,
        clients.client(people.owner, name=name, **case.client),
        lines=case.lines,
        payment=payment,
        special_agreement="Sketches stay with the client.",
        **monthly,
    )


def _cancel(order: Order, *kinds: str) -> None:
    """What is issued of these kinds, or all of it; the newest first, so finals before deposits."""
    rows = Invoice.objects.filter(order=order, status="issued", cancels=None)
    with one_transaction():
        Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
        for invoice in rows.filter(kind__in=kinds) if kinds else rows.order_by("-position"):
            cancel_invoice.cancel(invoice, ADVISOR, LAST)


def _made(case: Case, plan: str, invoice: Invoice) -> Made:
    document_invoices.make_documents(invoice.pk, LAST)
    kept = dict(Document.objects.filter(invoice=invoice).values_list("kind", "sha256"))
    return Made(case, plan, invoice, files.read(kept["pdf"]), files.read(kept["xml"]))
