"""The demo's cooperative, people and clients. Every name, number and company is invented."""

from datetime import datetime
from decimal import Decimal

from kontor.actions import keep_house
from kontor.cli import (
    demo_blocks,
    demo_books,
    demo_clients,
    demo_invoices,
    demo_money,
    demo_orders,
    demo_shared,
)
from kontor.cli.demo_house import COOPERATIVE
from kontor.clients.facts import ClientFacts, Kind
from kontor.cooperative import rates
from kontor.cooperative.rate_rules import missing_half_years
from kontor.foundation.days import day_of
from kontor.people.demo import PEOPLE, DemoPerson
from kontor.people.models import Person

CLIENTS = [
    ClientFacts(
        name="Museum Lumenau gGmbH",
        country="DE",
        street="Uferstraße 4",
        postcode="20095",
        town="Lumenau",
        invoice_email="rechnungen@museum-lumenau.example",
        verified=True,
    ),
    ClientFacts(
        name="Verlag Birkenhain GmbH",
        country="DE",
        street="Kastanienallee 31",
        postcode="04109",
        town="Birkenhain",
        vat_number="DE812345616",
        verified=True,
    ),
    ClientFacts(
        name="Auvelin SARL",
        country="FR",
        street="8 quai des Tanneurs",
        postcode="67000",
        town="Strasbourg",
        vat_number="FR83300000007",
        invoice_email="compta@auvelin.example",
        language="en",
        verified=True,
    ),
    ClientFacts(
        name="Ortenwall B.V.",
        country="NL",
        street="Keizersgracht 999",
        postcode="1017 AA",
        town="Amsterdam",
        vat_number="NL800000006B01",
        language="en",
        verified=True,
    ),
    ClientFacts(
        name=demo_invoices.STUDIO,
        country="GB",
        street="5 Weir Lane",
        postcode="LS1 4AP",
        town="Leeds",
        language="en",
        verified=True,
    ),
    ClientFacts(
        name=demo_invoices.TOWN,
        country="DE",
        kind=Kind.PUBLIC,
        street="Rathausplatz 1",
        postcode="20095",
        town="Lumenau",
        buyer_reference="04011000-1234512345-06",
        invoice_email="rechnungseingang@lumenau.example",
        verified=True,
    ),
    ClientFacts(
        name="Tiefblau Festival e. V.",
        country="DE",
        kind=Kind.ASSOCIATION,
        street="Am Hafen 7",
        postcode="18055",
        town="Rostock",
    ),
    ClientFacts(
        name="Lummersiep Akustik OHG",
        country="DE",
        street="Industrieweg 2",
        postcode="50667",
        town="Wesselau",
    ),
    ClientFacts(
        name="Graupelwind Konzerte GmbH",
        country="DE",
        street="Speicherstraße 18",
        postcode="24103",
        town="Wesselau",
        verified=True,
    ),
    ClientFacts(
        name="Sandbirke Verlag UG",
        country="DE",
        street="Postplatz 6",
        postcode="01067",
        town="Birkenhain",
        verified=True,
    ),
]


def seed(now: datetime) -> None:
    """Bring in what is missing; a second start changes nothing."""
    known = Person.objects.exists()
    people = {key: _account(person) for key, person in PEOPLE.items()}
    if known:
        return
    keep_house.keep_cooperative(**COOPERATIVE)
    _base_rates(now)
    for facts in CLIENTS:
        keep_house.seed_client(facts, now)
    demo_money.seed(people["member"], people["second_member"], people["advisor"], now)
    demo_orders.seed(people["member"], people["advisor"], now)
    demo_invoices.seed(people["member"], people["advisor"], now)
    demo_clients.seed(people["advisor"], now)
    demo_blocks.seed(people["member"], people["advisor"], now)
    demo_shared.seed(people["member"], people["second_member"], now)
    demo_books.seed(people["admin"], now)


def _account(person: DemoPerson) -> Person:
    known = Person.objects.filter(email=person.email).first()
    return known or keep_house.add_person(person.email, person.name, person.roles)


def _base_rates(now: datetime) -> None:
    """Half-years whose base rate nobody has entered get an invented one."""
    known = rates.book(rates.BASE_RATE)[rates.BASE_RATE]
    for day in missing_half_years([day for day, _value in known], day_of(now)):
        keep_house.keep_rate(rates.BASE_RATE, day, Decimal("1.27"))
