"""The team asks for a new attempt of a mail that could not be delivered (spec § 12)."""

from datetime import datetime

from kontor.actions import act
from kontor.clients.conversation import is_conversation
from kontor.clients.queries import is_client
from kontor.foundation import history, outbox
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict, NotFound
from kontor.foundation.sentence import S
from kontor.orders import access
from kontor.orders.models import Invitation, Order
from kontor.orders.naming import id_in
from kontor.people.models import Person


@act.one_transaction
def send_again(advisor: Person, mail_id: int, now: datetime) -> OutboxMail:
    """Queue the same mail to the same address again.

    Raises NotFound, Forbidden, or Conflict (it is on its way, or its link is dead).
    """
    actor = act.advisor(advisor)
    mail = OutboxMail.objects.filter(pk=mail_id).first()
    if mail is None:
        raise NotFound
    of_client = is_conversation(mail.about) or is_client(mail.about)
    order = None if of_client else _order_of(advisor, mail)
    if mail.state != "failed":
        raise Conflict(S("This e-mail has not failed. Nothing was sent again."))
    if order is not None and _link_is_dead(mail, order):
        raise Conflict(S("The link in this e-mail opens nothing any more. Nothing was sent again."))
    if not outbox.send_again(mail, now):
        raise Conflict(S("This e-mail is being sent right now."))
    history.write(
        mail.about,
        "send_mail_again",
        actor,
        now,
        status=order.status if order else "",
        mail=mail.pk,
        purpose=mail.purpose,
    )
    return mail


def _order_of(advisor: Person, mail: OutboxMail) -> Order:
    order_id = id_in(mail.about)
    if order_id is None:
        raise NotFound
    return access.locked_for_team(advisor, order_id)


def _link_is_dead(mail: OutboxMail, order: Order) -> bool:
    """A link to an offer is sent again only while it waits for an answer."""
    if mail.purpose != "client_confirmation":
        return False
    waiting = Invitation.objects.filter(order=order, ended_at=None).first()
    return waiting is None or mail.cause != f"invitation:{waiting.pk}"
