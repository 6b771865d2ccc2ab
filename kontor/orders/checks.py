"""The review's automatic checks (spec § 7): each key once, with level and reasoning."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kontor.clients.blocks import Block, block_sentence
from kontor.clients.eu import in_eu
from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.vat_number import has_foreign_prefix
from kontor.foundation.money import HUNDRED, ZERO
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.orders.draft import Treatment
from kontor.orders.sectors import Mark, Sector
from kontor.orders.wage import Step, Wage, WageVerdict

MOST_FROM_ONE_CLIENT = Decimal(5) / Decimal(6)


class Level(StrEnum):
    """How much a finding asks of the advisor."""

    OK = "ok"
    LOOK = "look"
    STOP = "stop"


@dataclass(frozen=True)
class CheckFacts:
    """What the checks judge; gathered by the action from the rooms that know.

    `paid_in_advance`: as in `block_sentence`. `similar_clients`: names. `overdue_since`: due date
    of the client's oldest invoice overdue for more than two months. `treatments`: used in the
    lines; `expected_treatment`: by the rules, None where the team decides. `share_of_fees`: this
    client's part (0 to 1) of the member's fees over twelve months, None while unknown.
    `same_orders`: numbers of orders that look the same.
    """

    client: ClientFacts
    sector: Sector
    wage: Wage
    today: date
    treatments: frozenset[Treatment] = frozenset()
    expected_treatment: Treatment | None = None
    paid_in_advance: bool = False
    similar_clients: tuple[str, ...] = ()
    contact_is_member: bool = False
    overdue_since: date | None = None
    in_debt: bool = False
    share_of_fees: Decimal | None = None
    full_time_hours: bool = False
    same_orders: tuple[str, ...] = ()
    proofs_waiting: int = 0


@dataclass(frozen=True)
class Check:
    """One finding: a headline, the reasoning, and for the wage the calculation."""

    key: str
    level: Level
    title: Sentence
    text: Sentence
    steps: tuple[Step, ...] = ()


def checks(facts: CheckFacts) -> tuple[Check, ...]:
    """Every check once, in the order of the specification, *ok* where nothing is found."""
    return tuple(check(facts) for check in _ALL)


def worst(found: Iterable[Check]) -> Level:
    """The gravest level among them; *ok* for none."""
    levels = list(Level)
    return max((check.level for check in found), key=levels.index, default=Level.OK)


def _ok(key: str, title: Sentence, text: Sentence | None = None) -> Check:
    return Check(key, Level.OK, title, text or title)


def _client_blocked(facts: CheckFacts) -> Check:
    key, block = "client_blocked", facts.client.block
    if block is Block.NONE:
        return _ok(key, S("Client not blocked"))
    if block_sentence(block, paid_in_advance=facts.paid_in_advance) is None:
        return Check(
            key,
            Level.LOOK,
            S("Client only with advance payment"),
            S("The client is open to orders paid in advance only, and this one is."),
        )
    text = (
        S("No new orders are accepted for this client.")
        if block is Block.NO_ORDERS
        else S("Only orders paid in advance are accepted for this client; this one is not.")
    )
    return Check(key, Level.STOP, S("Client blocked"), text)


def _client_unverified(facts: CheckFacts) -> Check:
    if facts.client.verified:
        return _ok("client_unverified", S("Client verified"))
    return Check(
        "client_unverified",
        Level.LOOK,
        S("Client not verified yet"),
        S("Compare name, address and VAT number with the imprint or the commercial register."),
    )


def _client_similar(facts: CheckFacts) -> Check:
    if not facts.similar_clients:
        return _ok("client_similar", S("No similar client"))
    return Check(
        "client_similar",
        Level.LOOK,
        S("Similar to another client"),
        S("The directory also holds: {names}.", names=", ".join(facts.similar_clients)),
    )


def _contact_is_member(facts: CheckFacts) -> Check:
    if not facts.contact_is_member:
        return _ok("contact_is_member", S("Contact is not a member"))
    return Check(
        "contact_is_member",
        Level.LOOK,
        S("Contact is a member"),
        S("The contact person’s address belongs to another member of the cooperative."),
    )


def _client_overdue(facts: CheckFacts) -> Check:
    key = "client_overdue"
    if facts.overdue_since:
        text = S(
            "An invoice has been due since {day}, for more than two months.",
            day=facts.overdue_since,
        )
        return Check(key, Level.STOP, S("Overdue for more than two months"), text)
    if facts.in_debt:
        text = S("The client owes the cooperative money.")
        return Check(key, Level.STOP, S("Client in debt"), text)
    return _ok(key, S("No overdue invoices"), S("No invoice overdue for more than two months."))


def _sector_licence(facts: CheckFacts) -> Check:
    if facts.sector.mark is not Mark.LICENCE:
        return _ok("sector_licence", S("No licence needed"))
    return Check(
        "sector_licence",
        Level.STOP,
        S("Sector needs a licence"),
        S("“{sector}” needs a licence or a guarantee.", sector=_sector_name(facts)),
    )


def _sector_not_processable(facts: CheckFacts) -> Check:
    if facts.sector.mark is not Mark.NOT_PROCESSABLE:
        return _ok("sector_not_processable", S("Sector can be processed"))
    return Check(
        "sector_not_processable",
        Level.STOP,
        S("Sector cannot be processed"),
        S(
            "“{sector}” cannot be processed through the cooperative.",
            sector=_sector_name(facts),
        ),
    )


def _sector_name(facts: CheckFacts) -> str:
    return f"{facts.sector.german} / {facts.sector.english}"


def _hourly_wage(facts: CheckFacts) -> Check:
    key, wage = "hourly_wage", facts.wage
    if wage.verdict is WageVerdict.BELOW:
        title = S("Hourly wage below the minimum wage")
        return Check(key, Level.STOP, title, _what_is_missing(wage), wage.steps)
    if wage.verdict is WageVerdict.OPEN or wage.minimum is None:
        title = S("Hourly wage cannot be judged")
        return Check(key, Level.LOOK, title, wage.sentence, wage.steps)
    if wage.hours_differ:
        text = S(
            "{wage} The working time typed ({hours} hours) is not what the lines add up to; "
            "the typed one counts.",
            wage=wage.sentence,
            hours=wage.hours or 0,
        )
        return Check(key, Level.LOOK, S("Working time differs from the lines"), text, wage.steps)
    title = S("Hourly wage above the minimum wage")
    return Check(key, Level.OK, title, wage.sentence, wage.steps)


def _what_is_missing(wage: Wage) -> Sentence:
    return S.plural(
        "{wage} per hour; the minimum wage on these days is {minimum}. Needed: {fees} more "
        "in fees, or {n} hour less of work.",
        "{wage} per hour; the minimum wage on these days is {minimum}. Needed: {fees} more "
        "in fees, or {n} hours less of work.",
        wage.hours_too_many or 0,
        wage=Money(wage.hourly or ZERO),
        minimum=Money(wage.minimum or ZERO),
        fees=Money(wage.missing_fees or ZERO),
    )


def _vat_plausible(facts: CheckFacts) -> Check:
    doubt = _vat_doubt(facts)
    if doubt is None:
        return _ok("vat_plausible", S("VAT treatment plausible"))
    return Check("vat_plausible", Level.LOOK, S("Look at the VAT treatment"), doubt)


def _vat_doubt(facts: CheckFacts) -> Sentence | None:
    client = facts.client
    if facts.expected_treatment is None:
        return S("For this client the team decides about VAT.")
    if has_foreign_prefix(client.vat_number, client.country, facts.today):
        return S(
            "The VAT number {number} is not one of the country where the client is seated.",
            number=client.vat_number,
        )
    if facts.treatments - {facts.expected_treatment}:
        return S("The lines do not follow the usual treatment for this kind and country of client.")
    elsewhere = client.country != "DE" and in_eu(client.country, facts.today)
    if elsewhere and client.kind is Kind.COMPANY and not client.vat_number:
        return S(
            "A company in another EU country without a VAT number: ask for it. With German VAT "
            "the client may owe it twice."
        )
    return None


def _bogus_self_employment(facts: CheckFacts) -> Check:
    key, share = "bogus_self_employment", facts.share_of_fees
    if share is not None and share > MOST_FROM_ONE_CLIENT:
        text = S(
            "{percent} % of the member’s fees over twelve months come from this client; more than "
            "five sixths.",
            percent=round(share * HUNDRED),
        )
        return Check(key, Level.LOOK, S("Signs of bogus self-employment"), text)
    if facts.full_time_hours:
        text = S("The order repeats full-time hours for one client.")
        return Check(key, Level.LOOK, S("Signs of bogus self-employment"), text)
    return _ok(key, S("No signs of bogus self-employment"))


def _duplicate_order(facts: CheckFacts) -> Check:
    if not facts.same_orders:
        return _ok("duplicate_order", S("No such order yet"))
    return Check(
        "duplicate_order",
        Level.LOOK,
        S("A similar order exists"),
        S("Same client and dates: {orders}.", orders=", ".join(facts.same_orders)),
    )


def _proof_waiting(facts: CheckFacts) -> Check:
    if not facts.proofs_waiting:
        return _ok("proof_waiting", S("No proof waiting"))
    text = S.plural(
        "{n} proof waits to be accepted or refused.",
        "{n} proofs wait to be accepted or refused.",
        facts.proofs_waiting,
    )
    return Check("proof_waiting", Level.LOOK, S("Proof waiting"), text)


_ALL: tuple[Callable[[CheckFacts], Check], ...] = (
    _client_blocked,
    _client_unverified,
    _client_similar,
    _contact_is_member,
    _client_overdue,
    _sector_licence,
    _sector_not_processable,
    _hourly_wage,
    _vat_plausible,
    _bogus_self_employment,
    _duplicate_order,
    _proof_waiting,
)
