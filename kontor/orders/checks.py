"""The review's automatic checks (spec § 7): each key once, with level and reasoning."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kontor.clients.facts import ClientFacts
from kontor.foundation.sentence import Sentence
from kontor.orders.draft import Treatment
from kontor.orders.sectors import Sector
from kontor.orders.wage import Step, Wage


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
    raise NotImplementedError


def worst(found: tuple[Check, ...]) -> Level:
    """The gravest level among them."""
    raise NotImplementedError
