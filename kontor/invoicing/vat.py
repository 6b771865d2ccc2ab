"""VAT on the services of a German cooperative: a rule table with its paragraph per row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.clients.eu import in_eu, special_territory
from kontor.clients.facts import ClientFacts, Kind
from kontor.foundation.sentence import S, Sentence
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


@dataclass(frozen=True)
class Rule:
    """One row of the table; the first that applies rules. `applies(client, in the EU)`."""

    applies: Callable[[ClientFacts, bool], bool]
    treatment: Treatment | None
    paragraph: str
    sentence: Sentence


RULES: tuple[Rule, ...] = (
    Rule(
        lambda client, _: special_territory(client.country, client.postcode) is not None,
        None,
        "§ 1 (2), § 3a UStG; Directive 2006/112/EC, Articles 6 and 7",
        S(
            "This place has VAT rules of its own, so the team decides. "
            "Such orders cannot be billed through Kontor yet; talk to the team."
        ),
    ),
    Rule(
        lambda client, _: client.country == "DE",
        Treatment.STANDARD,
        "§ 12 (1) UStG",
        S("Client in Germany: German VAT."),
    ),
    Rule(
        lambda client, in_union: in_union and client.kind is Kind.PRIVATE,
        Treatment.STANDARD,
        "§ 3a (1) UStG",
        S("Private person in the EU: German VAT."),
    ),
    Rule(
        lambda client, in_union: in_union and client.vat_number != "",
        Treatment.REVERSE_CHARGE,
        "§ 3a (2), § 14a (1) UStG; Directive 2006/112/EC, Article 196",
        S("Business in another EU country with a VAT number: reverse charge, no German VAT."),
    ),
    Rule(
        lambda _, in_union: in_union,
        Treatment.STANDARD,
        "§ 3a (1) UStG",
        S("Client in another EU country without a VAT number: German VAT."),
    ),
    Rule(
        lambda client, _: client.kind is Kind.PRIVATE,
        None,
        "§ 3a (1), (4) UStG",
        S(
            "For private persons outside the EU the team decides about VAT. "
            "Such orders cannot be billed through Kontor yet; talk to the team."
        ),
    ),
    Rule(
        lambda _client, _in_union: True,
        Treatment.OUTSIDE,
        "§ 3a (2) UStG",
        S("Business outside the EU: not taxable in Germany."),
    ),
)

_REFUSED: dict[Treatment, Sentence] = {
    Treatment.REDUCED: S(
        "The team decides about the reduced rate; it cannot be billed through Kontor yet."
    ),
    Treatment.EXEMPT: S(
        "The team decides about exempt services; they cannot be billed through Kontor yet."
    ),
}


def ruling_for(client: ClientFacts, day: date) -> Ruling:
    """The rule for a service to this client on `day` (judges EU membership)."""
    in_union = in_eu(client.country, day)
    rule = next(rule for rule in RULES if rule.applies(client, in_union))
    return Ruling(rule.treatment, rule.paragraph, rule.sentence)


def terms_for(client: ClientFacts, day: date, rates: VatRates) -> VatTerms:
    """The ruling as `orders` takes it: default treatment, rates, what cannot be chosen yet."""
    ruling = ruling_for(client, day)
    refused = dict(_REFUSED)
    if not client.vat_number:  # BR-AE-02 of EN 16931, § 14a (1) UStG
        refused[Treatment.REVERSE_CHARGE] = S("Reverse charge needs the client’s VAT number.")
    return VatTerms(
        default=ruling.treatment,
        rates={
            treatment: category_of(treatment, rates).rate
            for treatment in Treatment
            if treatment not in refused
        },
        refused=refused,
        undecided=ruling.sentence if ruling.treatment is None else None,
    )


def category_of(treatment: Treatment, rates: VatRates) -> Category:
    """Code, rate and notes of a treatment."""
    match treatment:
        case Treatment.STANDARD:
            return _taxed(treatment, rates.standard, "§ 12 (1) UStG")
        case Treatment.REDUCED:
            return _taxed(treatment, rates.reduced, "§ 12 (2) no. 7 c UStG")
        case Treatment.EXEMPT:
            return Category(
                treatment=treatment,
                code="E",
                rate=Decimal(0),
                exemption_code="",
                note_de="Steuerfrei nach § 4 UStG",
                note_en="Exempt from VAT under section 4 of the German VAT Act",
                paragraph="§ 4 no. 20, 21 UStG",
            )
        case Treatment.REVERSE_CHARGE:
            return Category(
                treatment=treatment,
                code="AE",
                rate=Decimal(0),
                exemption_code="VATEX-EU-AE",
                note_de="Steuerschuldnerschaft des Leistungsempfängers",
                note_en="Reverse charge",
                paragraph="§ 14a (1) UStG",
            )
        case Treatment.OUTSIDE:
            return Category(
                treatment=treatment,
                code="O",
                rate=Decimal(0),
                exemption_code="VATEX-EU-O",
                note_de="In Deutschland nicht steuerbare Leistung (§ 3a Abs. 2 UStG)",
                note_en="Service not taxable in Germany (section 3a (2) of the German VAT Act)",
                paragraph="§ 3a (2) UStG",
            )


def _taxed(treatment: Treatment, rate: Decimal, paragraph: str) -> Category:
    return Category(
        treatment=treatment,
        code="S",
        rate=rate,
        exemption_code="",
        note_de="",
        note_en="",
        paragraph=paragraph,
    )
