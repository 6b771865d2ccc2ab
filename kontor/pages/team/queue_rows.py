"""The rows of the queue: how much time is left, and what the checks found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kontor.actions.order_facts import checks_of
from kontor.foundation.sentence import S, Sentence
from kontor.orders.checks import Check, Level
from kontor.orders.claims import Holder
from kontor.orders.models import Order
from kontor.orders.queue import Promise, TimeLeft, Waiting, time_left
from kontor.pages.shared.frame import initials_of
from kontor.pages.shared.parts.shapes import Tone
from kontor.people.models import Person

Tag = tuple[Sentence, Tone | str, str]

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class QueueRow:
    """One order of the queue; tags are word, tone and icon.

    `holder`: who has taken it, `mine`: the reader; `own`: the reader is its member.
    """

    id: int
    title: str
    member: str
    client: str
    new_client: bool
    net: Decimal
    time: TimeLeft
    time_tag: Tag
    check_tags: Sequence[Tag]
    holder: Holder | None
    initials: str
    mine: bool
    own: bool

    @property
    def can_be_taken(self) -> bool:
        """By an advisor who reads this: nobody else has it, and it is not their own order."""
        return not self.own and (self.mine or self.holder is None)

    @property
    def late(self) -> bool:
        return self.time.promise is Promise.LATE


def queue_rows(
    shown: Sequence[Waiting], now: datetime, state: str, reader: Person
) -> list[QueueRow]:
    """The rows of a page, in its order; `state`: whose public holidays count, e.g. `BE`."""
    orders = Order.objects.select_related("client", "owner", "revision").in_bulk(
        [each.id for each in shown]
    )
    found = checks_of(list(orders.values()), now)
    return [
        _row(orders[each.id], each, time_left(each.since, now, state), found[each.id], reader)
        for each in shown
        if each.id in orders
    ]


def _row(
    order: Order, place: Waiting, time: TimeLeft, found: Sequence[Check], reader: Person
) -> QueueRow:
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
        holder=place.holder,
        initials=initials_of(place.holder.name) if place.holder else "",
        mine=place.holder is not None and place.holder.id == reader.pk,
        own=order.owner_id == reader.pk,
    )


def time_tag(time: TimeLeft) -> Tag:
    """Late, due today, or how long still; never by colour alone."""
    long = duration(time.left)
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


def duration(left: timedelta) -> Sentence:
    """How long it is or was, in the two largest units."""
    days, rest = divmod(left, DAY)
    hours, minutes = rest // HOUR, rest % HOUR // timedelta(minutes=1)
    if days:
        return S.plural("{n} day {hours} h", "{n} days {hours} h", days, hours=hours)
    if hours:
        return S("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return S("{minutes} min", minutes=minutes)
