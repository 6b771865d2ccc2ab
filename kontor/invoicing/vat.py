"""VAT on the services of a German cooperative: a rule table with its paragraph per row."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.clients.facts import ClientFacts
from kontor.foundation.sentence import Sentence
from kontor.orders.draft import Treatment
from kontor.orders.totals import VatTerms


@dataclass(frozen=True)
class VatRates:
    """The German rates in percent, valid on the day of the service."""

    standard: Decimal = Decimal(19)
    reduced: Decimal = Decimal(7)


@dataclass(frozen=True)
class Category:
    """What the e-invoice and the printed invoice say about a treatment.

    `code`: UNTDID 5305 (S, E, AE, O). `rate` in percent. `exemption_code`: VATEX, `note_de` and
    `note_en`: the legal note; all empty for taxed services. `paragraph`: the source.
    """

    treatment: Treatment
    code: str
    rate: Decimal
    exemption_code: str
    note_de: str
    note_en: str
    paragraph: str


@dataclass(frozen=True)
class Ruling:
    """The rule that applies: a treatment, or None with the reason why the team decides."""

    treatment: Treatment | None
    paragraph: str
    sentence: Sentence


def ruling_for(client: ClientFacts, day: date) -> Ruling:
    """The rule for a service to this client on `day` (judges EU membership)."""
    raise NotImplementedError


def terms_for(client: ClientFacts, day: date, rates: VatRates) -> VatTerms:
    """The ruling as `orders` takes it: default treatment, rates, what cannot be chosen yet."""
    raise NotImplementedError


def category_of(treatment: Treatment, rates: VatRates) -> Category:
    """Code, rate and notes of a treatment."""
    raise NotImplementedError
