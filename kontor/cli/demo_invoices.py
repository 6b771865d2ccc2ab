"""The demo's running invoices: one that goes out tonight, one to look at. All invented."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from kontor.actions import issue_invoices
from kontor.cli import demo_orders
from kontor.clients.models import Client
from kontor.foundation import jobs
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
TOWN, STUDIO = "Stadt Lumenau, Kulturamt", "Brightmoor Ltd"


def seed(member: Person, advisor: Person, now: datetime) -> None:
    """Agreed in writing some days ago; the first night of the demo begins as the worker starts."""
    for draft_of in (_wayfinding, _map):
        _agreed(member, advisor, draft_of, now)
    jobs.defer("tick", timestamp=int(now.timestamp()))


def _agreed(
    member: Person, advisor: Person, draft_of: Callable[[date], Draft], now: datetime
) -> None:
    """The order is active since a week ago, and its member was mailed the invoice yesterday."""
    order = demo_orders.approved(member, advisor, draft_of(day_of(now)), now - WEEK)
    for invoice in Invoice.objects.filter(order=order):
        issue_invoices.draft(invoice.pk, now - DAY)


def _wayfinding(today: date) -> Draft:
    return Draft(
        client_id=_client(TOWN),
        contact=Contact("Greta Holmsen", "greta.holmsen@lumenau.example"),
        title="Wegweiser für die Stadtbibliothek",
        description="Leitsystem für drei Stockwerke:\nPiktogramme, Tafeln, Druckdaten.",
        service_from=today - 3 * WEEK,
        service_to=today - DAY,
        sector="graphic-design",
        hours=Decimal(48),
        lines=(
            Line("Piktogramme", Decimal(14), Unit.PIECE, Decimal(85)),
            Line("Tafeln und Druckdaten", Decimal(1), Unit.FLAT, Decimal("1333.50")),
        ),
        confirmation=ClientConfirmation(ask=False, skip_reason=SkipReason.PUBLIC_AWARD),
        payment=Payment(billing_date=today, term_days=30),
        purchase_order="KA-4711",
    )


def _map(today: date) -> Draft:
    return Draft(
        client_id=_client(STUDIO),
        contact=Contact("Imogen Ashby", "imogen.ashby@brightmoor.example"),
        title="Festival map, print and web",
        description="One map in two formats.\nTwo rounds of corrections are included.",
        service_from=today - WEEK,
        service_to=today + 2 * DAY,
        sector="graphic-design",
        lines=(Line("Map", Decimal(30), Unit.HOUR, Decimal(72)),),
        confirmation=ClientConfirmation(ask=False, skip_reason=SkipReason.SIGNED_AGREEMENT),
        payment=Payment(billing_date=today + 5 * DAY),
    )


def _client(name: str) -> int:
    return Client.objects.get(name=name).pk
