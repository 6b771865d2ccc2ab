"""What the review's automatic checks judge, and what they say (spec § 7): plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kontor.clients.alike import Alike
from kontor.clients.facts import ClientFacts
from kontor.clients.standing import Standing
from kontor.clients.vat_register import Verdict
from kontor.foundation.sentence import Sentence
from kontor.orders.draft import Treatment
from kontor.orders.sectors import Sector
from kontor.orders.totals import VatTerms
from kontor.orders.wage import Step, Wage


class Level(StrEnum):
    """How much a finding asks of the advisor."""

    OK = "ok"
    LOOK = "look"
    STOP = "stop"


class RefKind(StrEnum):
    """What a finding leads to; `id` is that of an order for the first three, else of a client.

    ADJUST and PROOFS are those of the order that is checked.
    """

    ORDER = "order"
    COMPARE = "compare"
    PROOFS = "proofs"
    ADJUST = "adjust"
    CLIENT = "client"
    VERIFY = "verify"
    CONVERSATION = "conversation"


@dataclass(frozen=True)
class Ref:
    """Something a finding speaks about; a page turns it into a link with this label."""

    kind: RefKind
    label: Sentence
    id: int = 0


@dataclass(frozen=True)
class SameOrder:
    """Another order of the member that looks the same."""

    id: int
    number: str


@dataclass(frozen=True)
class CheckFacts:
    """What the checks judge; gathered by the action from the rooms that know.

    `paid_in_advance`: as in `block_sentence`. `similar_clients`: as in `clients.similar.alike_of`.
    `standing`: None while nobody knows what the client has paid. `vat`: how it falls by the rules;
    `treatments`: those used in the lines. `place_country`: where the service is done.
    `vat_verdict`: of the client's VAT number, None where nobody has asked. `certificate`: the
    cooperative's own for exempt services, empty where it has none. `share_of_fees` and
    `weekly_hours`: as in `dependence`.
    """

    client: ClientFacts
    sector: Sector
    wage: Wage
    today: date
    vat: VatTerms
    client_id: int = 0
    treatments: frozenset[Treatment] = frozenset()
    place_country: str = ""
    vat_verdict: Verdict | None = None
    certificate: str = ""
    paid_in_advance: bool = False
    similar_clients: tuple[Alike, ...] = ()
    contact_is_member: bool = False
    standing: Standing | None = None
    share_of_fees: Decimal | None = None
    weekly_hours: Decimal | None = None
    same_orders: tuple[SameOrder, ...] = ()
    proofs_waiting: int = 0


@dataclass(frozen=True)
class Check:
    """A finding: headline, reasoning, for the wage the calculation, and what it is about."""

    key: str
    level: Level
    title: Sentence
    text: Sentence
    steps: tuple[Step, ...] = ()
    refs: tuple[Ref, ...] = ()


def in_order(key: str, title: Sentence, text: Sentence | None = None) -> Check:
    """Nothing was found; without a text the headline says it all."""
    return Check(key, Level.OK, title, text or title)


def worst(found: Iterable[Check]) -> Level:
    """The gravest level among them; *ok* for none."""
    levels = list(Level)
    return max((check.level for check in found), key=levels.index, default=Level.OK)
