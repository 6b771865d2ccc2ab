"""Values of the pure core with boring defaults: a complete order that may be submitted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kontor.clients.facts import ClientFacts
from kontor.invoicing.vat import terms_for
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    Line,
    Mode,
    Part,
    Payment,
    Recurrence,
    Share,
    Treatment,
    Unit,
)
from kontor.orders.sectors import SHIPPED
from kontor.orders.submitting import Surroundings
from kontor.orders.totals import VatRates, VatTerms
from kontor.orders.wage import WageTerms

TODAY = date(2027, 1, 4)
RATES = VatRates(
    standard=((date(1998, 4, 1), Decimal(16)), (date(2007, 1, 1), Decimal(19))),
    reduced=((date(1983, 7, 1), Decimal(7)),),
)
WAGE_TERMS = WageTerms(
    fee_percent=Decimal(9),
    employer_share_percent=Decimal(21),
    minimum_wages=((date(2026, 1, 1), Decimal("13.90")), (date(2027, 1, 1), Decimal("14.60"))),
)


def client(**changes: Any) -> ClientFacts:
    """A French company with a VAT number."""
    company = ClientFacts(
        name="Imprimerie Lefèvre SARL",
        country="FR",
        street="12 rue des Écoles",
        postcode="67000",
        town="Strasbourg",
        vat_number="FR40303265045",
        language="en",
        verified=True,
    )
    return replace(company, **changes)


def german_client(**changes: Any) -> ClientFacts:
    """A German company without a VAT number."""
    return client(**{"country": "DE", "vat_number": "", "name": "Tiefblau GmbH", **changes})


def line(quantity: str = "5", price: str = "420.00", **changes: Any) -> Line:
    """Five days of layout."""
    days = Line("Layout and typesetting", Decimal(quantity), Unit.DAY, Decimal(price))
    return replace(days, **changes)


def draft(**changes: Any) -> Draft:
    """A complete draft; `lines` may be replaced, other fields too."""
    complete = Draft(
        client_id=1,
        contact=Contact("Chloé Martin", "chloe.martin@lefevre.example"),
        title="Autumn catalogue",
        description="Layout of the autumn catalogue.\nTwo rounds of corrections.",
        service_from=date(2027, 1, 11),
        service_to=date(2027, 1, 15),
        sector="graphic-design",
        hours=Decimal(40),
        lines=(line(),),
        confirmation=ClientConfirmation(valid_until=date(2027, 1, 11)),
        payment=Payment(billing_date=date(2027, 1, 18)),
        comment="Known from an exhibition.",
    )
    return replace(complete, **changes)


def vat_terms(default: Treatment = Treatment.STANDARD, **changes: Any) -> VatTerms:
    """How VAT falls on the lines of a client in Germany."""
    return replace(terms_for(german_client(), TODAY, RATES), default=default, **changes)


def surroundings(
    of: ClientFacts | None = None,
    *,
    today: date = TODAY,
    house_addresses: frozenset[str] = frozenset(),
    unprintable: Callable[[str], list[str]] = lambda _: [],
) -> Surroundings:
    """What stands around the draft of a member on a working day."""
    facts = of or client()
    return Surroundings(
        today=today,
        client=facts,
        vat=terms_for(facts, today, RATES),
        sectors=frozenset(SHIPPED),
        house_addresses=house_addresses,
        unprintable=unprintable,
    )


def in_amounts(*parts: tuple[str, str]) -> Payment:
    """Instalments, each with its day and its net amount."""
    return Payment(
        Mode.INSTALMENTS,
        parts=tuple(Part(date.fromisoformat(on), Share(Decimal(net))) for on, net in parts),
    )


def in_percents(*parts: tuple[str, str]) -> Payment:
    """Instalments, each with its day and its percentage."""
    return Payment(
        Mode.INSTALMENTS,
        parts=tuple(
            Part(date.fromisoformat(on), Share(percent=Decimal(share))) for on, share in parts
        ),
    )


def advance(on: str, term_days: int | None = 0) -> Payment:
    """Everything in advance, payable at once."""
    return Payment(Mode.ADVANCE, date.fromisoformat(on), term_days)


def deposit(net: str, on: str, final: str) -> Payment:
    """A deposit of so much net, and a final invoice over the rest."""
    return Payment(
        Mode.ADVANCE,
        date.fromisoformat(on),
        deposit=Share(Decimal(net)),
        final_date=date.fromisoformat(final),
    )


def recurrent(first: str, **rule: Any) -> Payment:
    """The same invoice every month; open-ended unless told otherwise."""
    return Payment(Mode.RECURRENT, date.fromisoformat(first), recurrence=Recurrence(**rule))
