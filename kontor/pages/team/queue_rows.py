"""The rows of the queue: how much time is left, and what the checks found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kontor.actions.order_facts import checks_of
from kontor.foundation.sentence import S, Sentence
from kontor.orders.checks import Check, Level
from kontor.orders.models import Order
from kontor.orders.queue import Promise, TimeLeft
from kontor.pages.shared.parts.shapes import Tone

Tag = tuple[Sentence, Tone | str, str]

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class QueueRow:
    """One order of the queue; tags are word, tone and icon."""

    id: int
    title: str
    member: str
    client: str
    new_client: bool
    net: Decimal
    time: TimeLeft
    time_tag: Tag
    check_tags: Sequence[Tag]

    @property
    def late(self) -> bool:
        return self.time.promise is Promise.LATE


def queue_rows(
    orders: Sequence[Order], times: dict[int, TimeLeft], now: datetime
) -> list[QueueRow]:
    """The orders come with client, owner and revision (`select_related`)."""
    found = checks_of(orders, now)
    return [_row(order, times[order.pk], found[order.pk]) for order in orders]


def _row(order: Order, time: TimeLeft, found: Sequence[Check]) -> QueueRow:
    content = order.revision.content if order.revision else {}
    return QueueRow(
        id=order.pk,
        title=order.title,
        member=order.owner.name,
        client=order.client.name if order.client else "",
        new_client=order.client is not None and order.client.verified_at is None,
        net=Decimal(content.get("net", "0")),
        time=time,
        time_tag=time_tag(time),
        check_tags=check_tags(found),
    )


def time_tag(time: TimeLeft) -> Tag:
    """Late, due today, or how long still; never by colour alone."""
    long = _duration(time.left)
    match time.promise:
        case Promise.LATE:
            return S("Late, {time}", time=long), "stop", "triangle-alert"
        case Promise.TODAY:
            return S("Due today, {time}", time=long), "wait", "clock"
        case Promise.IN_TIME:
            return S("{time} left", time=long), "bare", "clock"


def check_tags(found: Sequence[Check]) -> list[Tag]:
    """How many stop and how many want a look; one tag where all is in order."""
    stops, looks = (
        sum(check.level is level for check in found) for level in (Level.STOP, Level.LOOK)
    )
    tags: list[Tag] = []
    if stops:
        tags.append((S.plural("{n} stop", "{n} stops", stops), "stop", "circle-x"))
    if looks:
        tags.append((S.plural("{n} look", "{n} looks", looks), "wait", "eye"))
    return tags or [(S("all ok"), "bare good", "check")]


def _duration(left: timedelta) -> Sentence:
    days, rest = divmod(left, DAY)
    hours, minutes = rest // HOUR, rest % HOUR // timedelta(minutes=1)
    if days:
        return S.plural("{n} day {hours} h", "{n} days {hours} h", days, hours=hours)
    if hours:
        return S("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return S("{minutes} min", minutes=minutes)
