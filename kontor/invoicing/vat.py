"""VAT on the services of a German cooperative: a rule table with its paragraph per row. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kontor.clients.eu import in_eu, special_territory
from kontor.clients.facts import ClientFacts, Kind
from kontor.foundation.sentence import S, Sentence
from kontor.orders.draft import Treatment
from kontor.orders.totals import VatRates, VatTerms

HOME = "DE"


@dataclass(frozen=True)
class Case:
    """What the rules look at.

    `in_union`: the client sits in the EU on the day of the service. `place`: the country where the
    service is done. `usual`: how the sector is taxed in Germany. `number_invalid`: the VAT
    register says so of the client's number.
    """

    client: ClientFacts
    in_union: bool
    place: str
    usual: Treatment = Treatment.STANDARD
    number_invalid: bool = False

    @property
    def elsewhere(self) -> bool:
        """Whether the work is done neither where the client sits nor in Germany."""
        return self.place not in (self.client.country, HOME)

    @property
    def private(self) -> bool:
        return self.client.kind is Kind.PRIVATE

    @property
    def abroad_in_union(self) -> bool:
        return self.in_union and self.client.country != HOME


@dataclass(frozen=True)
class Rule:
    """One row of the table; the first that applies rules.

    Where the `team_decides`, the treatment counts until then.
    """

    applies: Callable[[Case], bool]
    treatment: Treatment
    paragraph: str
    sentence: Sentence
    team_decides: bool = False


PROPOSALS: dict[Treatment, tuple[str, Sentence]] = {
    Treatment.REDUCED: (
        "§ 12 (2) no. 7 c UStG",
        S(
            "Reduced rate: only where rights of use are granted as the main content of the service"
            " (§ 12 (2) no. 7 c UStG). The team decides in the review."
        ),
    ),
    Treatment.EXEMPT: (
        "§ 4 no. 20, 21 UStG",
        S(
            "Exempt: only with a certificate of the cooperative’s own (§ 4 no. 20, 21 UStG)."
            " The team decides in the review."
        ),
    ),
}
"""What the team looks at wherever it is used: its paragraph and its condition."""

RULES: tuple[Rule, ...] = (
    Rule(
        lambda case: special_territory(case.client.country, case.client.postcode) is not None,
        Treatment.STANDARD,
        "§ 1 (2), § 3a UStG",
        S(
            "The client’s place has VAT rules of its own (§ 1 (2), § 3a UStG), so the team decides"
            " in the review. Until then German VAT is shown."
        ),
        team_decides=True,
    ),
    Rule(
        lambda case: case.elsewhere,
        Treatment.STANDARD,
        "§ 3a (3) UStG",
        S(
            "The service is done in another country than the client’s. For events and for work on"
            " land or buildings VAT follows the place (§ 3a (3) UStG), so the team decides in the"
            " review. Until then German VAT is shown."
        ),
        team_decides=True,
    ),
    Rule(
        lambda case: case.private and not case.in_union,
        Treatment.STANDARD,
        "§ 3a (1), (4) UStG",
        S(
            "For private persons outside the EU the team decides about VAT in the review"
            " (§ 3a (1), (4) UStG). Until then German VAT is shown."
        ),
        team_decides=True,
    ),
    Rule(
        lambda case: not case.in_union,
        Treatment.OUTSIDE,
        "§ 3a (2) UStG",
        S("Business outside the EU: not taxable in Germany."),
    ),
    Rule(
        lambda case: (
            case.abroad_in_union
            and not case.private
            and case.client.vat_number != ""
            and not case.number_invalid
        ),
        Treatment.REVERSE_CHARGE,
        "§ 3a (2), § 14a (1) UStG; Directive 2006/112/EC, Article 196",
        S("Business in another EU country with a VAT number: reverse charge, no German VAT."),
    ),
    Rule(
        lambda case: case.usual is Treatment.REDUCED,
        Treatment.REDUCED,
        *PROPOSALS[Treatment.REDUCED],
    ),
    Rule(
        lambda case: case.usual is Treatment.EXEMPT,
        Treatment.EXEMPT,
        *PROPOSALS[Treatment.EXEMPT],
    ),
    Rule(
        lambda case: case.client.country == HOME,
        Treatment.STANDARD,
        "§ 12 (1) UStG",
        S("Client in Germany: German VAT."),
    ),
    Rule(
        lambda case: case.private,
        Treatment.STANDARD,
        "§ 3a (1) UStG",
        S("Private person in the EU: German VAT."),
    ),
    Rule(
        lambda case: case.client.vat_number != "",
        Treatment.STANDARD,
        "§ 3a (1) UStG",
        S(
            "The VAT register says that the client’s VAT number is not valid, so German VAT is"
            " charged. Ask the client for the right number."
        ),
    ),
    Rule(
        lambda _: True,
        Treatment.STANDARD,
        "§ 3a (1) UStG",
        S("Client in another EU country without a VAT number: German VAT."),
    ),
)


def ruling_for(case: Case) -> Rule:
    """The row of the table that applies."""
    return next(rule for rule in RULES if rule.applies(case))


def terms_for(  # noqa: PLR0913  # what the rules look at
    client: ClientFacts,
    day: date,
    rates: VatRates,
    *,
    place: str = "",
    usual: Treatment = Treatment.STANDARD,
    number_invalid: bool = False,
) -> VatTerms:
    """The ruling as `orders` takes it. `day`: the last service day. `place` empty: the client's."""
    case = Case(
        client=client,
        in_union=in_eu(client.country, day),
        place=place or client.country,
        usual=usual,
        number_invalid=number_invalid,
    )
    ruling = ruling_for(case)
    return VatTerms(
        default=ruling.treatment,
        why=ruling.sentence,
        rates=rates,
        day=day,
        team_decides=ruling.team_decides,
        refused=_refused(case),
        proposals={treatment: sentence for treatment, (_, sentence) in PROPOSALS.items()},
    )


def _refused(case: Case) -> dict[Treatment, Sentence]:
    if not case.client.vat_number:  # BR-AE-02 of EN 16931, § 14a (1) UStG
        return {Treatment.REVERSE_CHARGE: S("Reverse charge needs the client’s VAT number.")}
    if case.number_invalid:
        return {
            Treatment.REVERSE_CHARGE: S(
                "The VAT register says that the client’s VAT number is not valid, so reverse"
                " charge is not possible."
            )
        }
    return {}
