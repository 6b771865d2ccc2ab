"""How long the team's reviews took, against the promise of 24 hours on working days (spec § 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from kontor.foundation.models import HistoryEntry
from kontor.foundation.workdays import one_workday_later, worked_between
from kontor.orders.states import Event, Status

DECISIONS = (Event.APPROVE.value, Event.RETURN.value, Event.REJECT.value)


@dataclass(frozen=True)
class Review:
    """A review that was decided; `about` names the order, `taken` counts working days only."""

    about: str
    came_at: datetime
    decided_at: datetime
    decided_on: date
    event: str
    taken: timedelta
    in_time: bool


@dataclass(frozen=True)
class ReviewTimes:
    """Several reviews in numbers; `median` and `slowest` are None where there were none."""

    count: int
    in_time: int
    median: timedelta | None
    slowest: timedelta | None

    @property
    def share(self) -> int:
        """The part within the promise in percent, rounded down: 100 means all."""
        return 100 * self.in_time // self.count if self.count else 0


def times_of(reviews: Sequence[Review]) -> ReviewTimes:
    """The numbers of the reviews. Pure."""
    taken = [review.taken for review in reviews]
    return ReviewTimes(
        count=len(reviews),
        in_time=sum(review.in_time for review in reviews),
        median=timedelta(seconds=median(map(timedelta.total_seconds, taken))) if taken else None,
        slowest=max(taken, default=None),
    )


def reviews_between(first: date, last: date, state: str) -> list[Review]:
    """Reviews decided on these days, the oldest first; one query.

    A review begins when the order came to the team after it was last submitted, from the member or
    from the client. Refusing is possible at any time and no review. `state`: as in workdays.
    """
    rows = _decided(first, last).values_list("about", "at", "day", "event", "came_at")
    return [
        Review(
            about=about,
            came_at=came_at,
            decided_at=at,
            decided_on=day,
            event=event,
            taken=worked_between(came_at, at, state),
            in_time=at <= one_workday_later(came_at, state),
        )
        for about, at, day, event, came_at in rows
    ]


def _decided(first: date, last: date) -> QuerySet[Any]:
    before = HistoryEntry.objects.filter(about=OuterRef("about"), id__lt=OuterRef("id"))
    submitted = before.filter(event=Event.SUBMIT).order_by("-id")
    came = before.filter(id__gte=OuterRef("submitted"), status=Status.TEAM_REVIEW).order_by("id")
    decided = HistoryEntry.objects.filter(
        about__startswith="order:", event__in=DECISIONS, day__range=(first, last)
    )
    rows: QuerySet[Any] = decided.annotate(submitted=Subquery(submitted.values("id")[:1])).annotate(
        came_at=Subquery(came.values("at")[:1])
    )
    return rows.exclude(came_at=None).order_by("id")
