"""The team's queue: orders in Smart Confirmation, oldest first (spec § 7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from kontor.foundation.days import day_of
from kontor.foundation.workdays import one_workday_later
from kontor.orders.models import Decision, Invitation, Order
from kontor.orders.states import Status


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


def in_review() -> QuerySet[Order]:
    """Orders that wait for the team."""
    return Order.objects.filter(status=Status.TEAM_REVIEW)


def waiting_since() -> dict[int, datetime]:
    """When each order in review came to the team, from its member or its client; oldest first.

    From the client it comes with their click, or with a proof that ended their link.
    """
    confirmed = Decision.objects.filter(revision=OuterRef("confirmed_revision"), kind="confirm")
    links = Invitation.objects.filter(revision=OuterRef("confirmed_revision")).exclude(
        ended_at=None
    )
    since = Greatest(
        "submitted_at",
        Subquery(confirmed.values("decided_at")[:1]),
        Subquery(links.order_by("-ended_at").values("ended_at")[:1]),
    )
    rows = in_review().annotate(since=since).order_by("since", "pk")
    return {pk: came for pk, came in rows.values_list("pk", "since") if came is not None}


def time_left(since: datetime, now: datetime, state: str) -> TimeLeft:
    """`state`: the federal state whose public holidays count, e.g. `BE`."""
    until = one_workday_later(since, state)
    if now > until:
        return TimeLeft(Promise.LATE, until, now - until)
    today = day_of(until) == day_of(now)
    return TimeLeft(Promise.TODAY if today else Promise.IN_TIME, until, until - now)
