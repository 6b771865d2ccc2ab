"""The one reminder of an offer's deadline, some days before it, to client and member (spec § 6)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kontor.actions import act, post
from kontor.actions.invite import OFFER_PATH
from kontor.cooperative.deadlines import deadline
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK
from kontor.foundation.models import HistoryEntry
from kontor.foundation.outbox import SecretLink, seed_of
from kontor.orders import letters
from kontor.orders.models import Invitation, Order
from kontor.orders.naming import about
from kontor.orders.revising import offer_in

EVENT = "valid_until_reminder"


def due(now: datetime) -> Iterable[int]:
    """Orders whose client has so few days left, or fewer where a nightly run was missed."""
    today = day_of(now)
    waiting = Order.objects.filter(
        status="client_confirmation",
        valid_until__range=(today, today + _days_before()),
    )
    return list(waiting.order_by("valid_until", "id").values_list("id", flat=True))


@act.one_transaction
def remind(order_id: int, now: datetime) -> bool:
    """Remind both, once per deadline; nobody whose link is as young as the reminder would be."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    until = order.valid_until
    link = Invitation.objects.filter(order=order, ended_at=None).select_related("revision").first()
    if order.status != "client_confirmation" or until is None or link is None:
        return False  # answered, extended or taken back while we waited for the lock
    if day_of(link.created_at) >= until - _days_before() or _reminded(order, until):
        return False
    _mail_both(order, link, until, now)
    history.write(
        about(order.pk), EVENT, CLOCK, now, status=order.status, valid_until=until.isoformat()
    )
    return True


def _days_before() -> timedelta:
    return timedelta(days=deadline("lapse_reminder_days"))


def _mail_both(order: Order, link: Invitation, until: date, now: datetime) -> None:
    cause = f"reminder:{link.pk}:{until}"
    post.to_contact(
        order,
        letters.valid_until_reminder(offer_in(link.revision), until, post.house_name()),
        purpose=EVENT,
        cause=cause,
        link=SecretLink(OFFER_PATH, seed_of(f"invitation:{link.pk}")),
        now=now,
    )
    post.to_member(
        order,
        letters.valid_until_reminder_member(order.title, order.contact_name, until),
        purpose="valid_until_reminder_member",
        cause=cause,
        now=now,
    )


def _reminded(order: Order, until: date) -> bool:
    told = HistoryEntry.objects.filter(about=about(order.pk), event=EVENT)
    return told.filter(data__valid_until=until.isoformat()).exists()
