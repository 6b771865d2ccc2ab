"""Part of an act: the link to the contact person, sent and ended. The token is only in the mail."""

from collections.abc import Callable
from datetime import datetime

from kontor.actions import post
from kontor.foundation import secret_link
from kontor.foundation.days import day_of
from kontor.foundation.letter import Letter
from kontor.foundation.outbox import SecretLink
from kontor.orders import letters
from kontor.orders.models import Decision, Invitation, Order
from kontor.orders.offer import Offer
from kontor.orders.revising import offer_in

OFFER_PATH = "/c/"


def send_link(order: Order, now: datetime) -> None:
    """End the link that waits, and mail the contact person a new one to the present revision.

    An offer whose deadline has passed is not sent: the next nightly run lapses it, and the member
    is told to set a new date.
    """
    if order.revision is None or order.valid_until is None:
        message = "only a submitted order with a deadline is sent to the client"
        raise ValueError(message)
    end_links(order, now)
    if order.valid_until < day_of(now):
        return
    seed = secret_link.new_seed()
    invitation = Invitation.objects.create(
        order=order,
        revision=order.revision,
        token_hash=secret_link.digest(secret_link.token_of(seed)),
        created_at=now,
    )
    post.to_contact(
        order,
        letters.client_confirmation(offer_in(order.revision), order.valid_until, post.house_name()),
        purpose="client_confirmation",
        cause=f"invitation:{invitation.pk}",
        link=SecretLink(OFFER_PATH, seed),
        now=now,
    )


def withdraw(
    order: Order, now: datetime, letter: Callable[[Offer], Letter] = letters.offer_withdrawn
) -> None:
    """End the link that waits, and tell the contact person that there is nothing left to do.

    `letter`: says why, of the offer that the link leads to.
    """
    answered = Decision.objects.filter(revision__order=order).values("invitation")
    waiting = Invitation.objects.filter(order=order, ended_at=None).exclude(pk__in=answered)
    for invitation in waiting:
        post.to_contact(
            order,
            letter(offer_in(invitation.revision)),
            purpose="offer_withdrawn",
            cause=f"invitation:{invitation.pk}",
            now=now,
        )
    end_links(order, now)


def has_link(order: Order) -> bool:
    """Whether a link to the order waits for an answer."""
    return Invitation.objects.filter(order=order, ended_at=None).exists()


def end_links(order: Order, now: datetime) -> None:
    """Links that wait for an answer open nothing from now on but what happened to the offer."""
    Invitation.objects.filter(order=order, ended_at=None).update(ended_at=now)
