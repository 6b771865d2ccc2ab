"""The demo's money: invoices paid, paid in part and overdue, and a statement. All invented."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from kontor.actions import issue_invoices, take_in_statement
from kontor.cli import demo_orders
from kontor.cli.made_statement import Booked, made_statement
from kontor.clients.models import Client
from kontor.cooperative.own_data import cooperative
from kontor.foundation.days import day_of
from kontor.invoicing.models import Invoice
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    Line,
    Payment,
    SkipReason,
    Unit,
)
from kontor.people.models import Person

DAY, WEEK = timedelta(days=1), timedelta(days=7)
LATELY = timedelta(days=18)  # overdue for days only: each reminder comes after what the last gave
CONCERTS, PRESS = "Graupelwind Konzerte GmbH", "Verlag Birkenhain GmbH"
CONTACTS = {
    CONCERTS: Contact("Edda Marlow", "edda.marlow@graupelwind.example"),
    PRESS: Contact("Ruben Ostrau", "ruben.ostrau@birkenhain.example"),
}
OPENING = Decimal("18402.77")


def seed(member: Person, other: Person, advisor: Person, now: datetime) -> None:
    """What was billed lately, and the bank's statement of yesterday with what came in."""
    paid = _issued(member, advisor, _draft(PRESS, "Umschlag Herbstroman", "1250"), now - 6 * WEEK)
    _issued(member, advisor, _draft(CONCERTS, "Plakate für vier Konzerte", "980"), now - LATELY)
    short = _issued(other, advisor, _draft(PRESS, "Lektorat Sachbuch", "1640"), now - LATELY)
    yesterday = now - DAY
    arrived = [
        _came(paid.gross, PRESS, f"{paid.number} vielen Dank", 1),
        _came(short.gross - 40, PRESS, "Lektorat Sachbuch, abzgl. Porto", 2),
        _came(Decimal("312.40"), "Kantorei St. Gallus", "Chorheft", 3),
        Booked(amount=Decimal("-9.90"), bank_reference="DEMO4", reference="Kontoführung"),
    ]
    iban = cooperative().iban.replace(" ", "")
    data = made_statement(iban, day_of(yesterday), OPENING, arrived)
    take_in_statement.take_in(None, f"Umsaetze_{day_of(yesterday)}.xml", data, now)


def _came(amount: Decimal, name: str, reference: str, n: int) -> Booked:
    return Booked(amount=amount, bank_reference=f"DEMO{n}", name=name, reference=reference)


def _issued(member: Person, advisor: Person, draft: Draft, at: datetime) -> Invoice:
    """The only invoice of an order that was agreed in writing, issued at that time."""
    today = day_of(at)
    draft = replace(
        draft,
        service_from=today - 2 * WEEK,
        service_to=today - DAY,
        payment=Payment(billing_date=today),
    )
    order = demo_orders.approved(member, advisor, draft, at - 2 * WEEK)
    invoice = Invoice.objects.get(order=order)
    issue_invoices.draft(invoice.pk, at - WEEK)
    issue_invoices.issue(invoice.pk, at)
    invoice.refresh_from_db()
    return invoice


def _draft(client: str, title: str, price: str) -> Draft:
    known = Client.objects.get(name=client)
    return Draft(
        client_id=known.pk,
        contact=CONTACTS[client],
        title=title,
        description="Wie im Angebot beschrieben.",
        sector="graphic-design",
        hours=Decimal(24),
        lines=(Line(title, Decimal(1), Unit.FLAT, Decimal(price)),),
        confirmation=ClientConfirmation(ask=False, skip_reason=SkipReason.SIGNED_AGREEMENT),
    )
