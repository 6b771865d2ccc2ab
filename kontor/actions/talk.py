"""Member and team talk about an order; each is told by mail what the other wrote (R48, R56)."""

from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from kontor.actions import act, post
from kontor.clients.models import ClientMessage
from kontor.foundation import history
from kontor.foundation.refusal import Conflict, Fault, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.wanted_text import wanted_text_faults
from kontor.orders import access, thread
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.talk_letters import thread_message
from kontor.orders.thread_models import OrderMessage, OrderQuestion
from kontor.people.models import Person

LONGEST_MESSAGE = 4000
MEMBER, TEAM, CLIENT = "member", "team", "client"
MARK_READ = "mark_read"

_Message = TypeVar("_Message", OrderMessage, ClientMessage)


@act.one_transaction
def say(person: Person, order_id: int, text: str, key: str, now: datetime) -> OrderMessage:
    """Add a message: the owner's to the team, an advisor's to the owner, told by mail.

    `key`: of the page it was typed on (1–40 characters); a second click finds its message.
    Raises NotFound, Forbidden (the rest of the team only reads), Invalid (`text`) or Conflict (a
    draft, or the page has sent other words already).
    """
    order = access.locked_seen(person, order_id)
    side = MEMBER if order.owner_id == person.pk else TEAM
    (act.member if side == MEMBER else act.advisor)(person)
    sent = sent_before(OrderMessage.objects.filter(author=person, key=key), text, order=order)
    if sent is not None:
        return sent
    closed = thread.closed(order.status, begun=OrderMessage.objects.filter(order=order).exists())
    if closed is not None:
        raise Conflict(closed)
    refuse_words(text)
    message = OrderMessage.objects.create(
        order=order, author=person, side=side, text=text, key=key, at=now
    )
    _pass_on(message, now)
    return message


@act.one_transaction
def mark_read(advisor: Person, order_id: int, last: int, now: datetime) -> Order:
    """Nothing to answer: the thread leaves the desk. `last`: the newest message that was shown.

    Done already, it changes nothing. Raises NotFound, Forbidden or Conflict (a newer message).
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_newer(OrderMessage.objects.filter(order=order), last)
    if OrderQuestion.objects.filter(order=order).delete()[0]:
        history.write(about(order.pk), MARK_READ, actor, now, status=order.status)
    return order


def sent_before(found: QuerySet[_Message], text: str, **place: object) -> _Message | None:
    """What this page has sent already, or None. Raises Conflict where that was something else."""
    message = found.first()
    if message is None or (message.text == text and found.filter(**place).exists()):
        return message
    raise Conflict(
        S("This page has sent a message already. Your new words are still here: send them again.")
    )


def refuse_words(text: str) -> None:
    """Raise Invalid where the text is empty, too long, or holds what cannot be read."""
    refuse_faults(words_faults(text))


def words_faults(text: str) -> list[Fault]:
    """What keeps a text from being a message."""
    return wanted_text_faults("text", text, LONGEST_MESSAGE, S("Write your message."))


def refuse_newer(messages: QuerySet[_Message], last: int) -> None:
    """Raise Conflict where something has been said after the message `last`."""
    if messages.filter(pk__gt=last).exists():
        raise Conflict(S("A new message has come in since you opened this page. Here it is."))


def _pass_on(message: OrderMessage, now: datetime) -> None:
    """What the member said waits for the team; what the team said answers it. By mail to both."""
    order = message.order
    post_on = post.to_team if message.side == MEMBER else post.to_member
    if message.side == MEMBER:
        OrderQuestion.objects.get_or_create(order=order, defaults={"since": now})
    else:
        OrderQuestion.objects.filter(order=order).delete()
    post_on(
        order,
        thread_message(order.title, message.author.name, message.text),
        purpose="thread_message",
        cause=f"order_message:{message.pk}",
        now=now,
        place="#conversation",
    )
