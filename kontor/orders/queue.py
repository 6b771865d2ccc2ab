"""The team's queue: orders in Smart Confirmation, oldest first (spec § 7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from kontor.foundation.days import day_of
from kontor.foundation.workdays import one_workday_later
from kontor.orders.claims import Holder
from kontor.orders.models import Decision, Invitation, Order
from kontor.orders.review_models import ReviewClaim
from kontor.orders.states import Status
from kontor.people.models import Person


class Promise(StrEnum):
    """How the order stands to the promise of a review within 24 hours on working days."""

    LATE = "late"
    TODAY = "today"
    IN_TIME = "in_time"


@dataclass(frozen=True)
class TimeLeft:
    """`until`: the end of the promise; `left`: to it or, where it is late, since it."""

    promise: Promise
    until: datetime
    left: timedelta


@dataclass(frozen=True)
class Waiting:
    """An order in review: `since` when, whose, and who has taken it, or None."""

    id: int
    since: datetime
    owner_id: int
    sector: str
    holder: Holder | None


def in_review() -> QuerySet[Order]:
    """Orders that wait for the team."""
    return Order.objects.filter(status=Status.TEAM_REVIEW)


def waiting(now: datetime) -> list[Waiting]:
    """The whole queue, the oldest first; one query however long it is."""
    rows = _oldest_first(in_review()).values_list(
        "pk",
        "since",
        "owner",
        "sector",
        *(f"claim__{each}" for each in ("advisor", "advisor__name", "since", "until")),
    )
    return [
        Waiting(pk, since, owner, sector, Holder(*claim) if claim[-1] and claim[-1] > now else None)
        for pk, since, owner, sector, *claim in rows
    ]


def to_take(advisor: Person, now: datetime, sector: str = "") -> QuerySet[Order]:
    """What the advisor can review next, the oldest first: others' orders that nobody else has."""
    others = ReviewClaim.objects.filter(order=OuterRef("pk"), until__gt=now).exclude(
        advisor=advisor
    )
    orders = in_review().filter(~Exists(others)).exclude(owner=advisor)
    return _oldest_first(orders.filter(sector=sector) if sector else orders)


def came_at() -> Greatest:
    """Of an order in review: when it came to the team from its member or its client.

    From the client it comes with their click, or with a proof that ended their link.
    """
    confirmed = Decision.objects.filter(revision=OuterRef("confirmed_revision"), kind="confirm")
    links = Invitation.objects.filter(revision=OuterRef("confirmed_revision")).exclude(
        ended_at=None
    )
    return Greatest(
        "submitted_at",
        Subquery(confirmed.values("decided_at")[:1]),
        Subquery(links.order_by("-ended_at").values("ended_at")[:1]),
    )


def _oldest_first(orders: QuerySet[Order]) -> QuerySet[Order]:
    return orders.annotate(since=came_at()).order_by("since", "pk")


def time_left(since: datetime, now: datetime, state: str) -> TimeLeft:
    """`state`: the federal state whose public holidays count, e.g. `BE`."""
    until = one_workday_later(since, state)
    if now > until:
        return TimeLeft(Promise.LATE, until, now - until)
    today = day_of(until) == day_of(now)
    return TimeLeft(Promise.TODAY if today else Promise.IN_TIME, until, until - now)
