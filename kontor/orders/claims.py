"""Who reviews an order at the moment: a claim that two advisors never hold at once (spec § 7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kontor.cooperative.deadlines import deadline
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import BERLIN
from kontor.orders.models import Order
from kontor.orders.review_models import ReviewClaim
from kontor.people.models import Person

TAKE, TAKE_OVER, LET_GO = "take_review", "take_over_review", "let_go_review"
EVENTS = (TAKE, TAKE_OVER, LET_GO)
"""In the order's history; they are the team's alone, and no member reads them."""


@dataclass(frozen=True)
class Holder:
    """The advisor who has taken an order, since when and until when."""

    id: int
    name: str
    since: datetime
    until: datetime


def lasts() -> timedelta:
    """How long an order stays with the advisor who took it; a setting."""
    return timedelta(minutes=deadline("claim_minutes"))


def holder_of(order: Order, now: datetime) -> Holder | None:
    """Who has the order; None too where the claim has run out. One query."""
    claim = ReviewClaim.objects.filter(order=order, until__gt=now).select_related("advisor").first()
    if claim is None:
        return None
    return Holder(claim.advisor_id, claim.advisor.name, claim.since, claim.until)


def refuse_held(order: Order, advisor: Person, now: datetime) -> None:
    """Raise Conflict where another advisor has the order; without a claim anybody decides."""
    holder = holder_of(order, now)
    if holder is not None and holder.id != advisor.pk:
        raise Conflict(held_by(holder))


def let_go_all(advisor: Person) -> None:
    """Part of an act: whoever decides no more holds no order from the others."""
    ReviewClaim.objects.filter(advisor=advisor).delete()


def held_by(holder: Holder) -> Sentence:
    """Why another advisor cannot decide now, and what they can do."""
    return S(
        "{advisor} is reviewing this order until {time}. Take it over first if you want to decide;"
        " nothing was changed.",
        advisor=holder.name,
        time=clock(holder.until),
    )


def clock(instant: datetime) -> str:
    """`10:12`, in Berlin: a claim is never longer than some hours."""
    return f"{instant.astimezone(BERLIN):%H:%M}"
