"""Orders brought to where a test needs them, by the real acts."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kontor.actions import answer_offer, draft_order, review_order, submit_order
from kontor.actions.answer_offer import Answer
from kontor.clients.models import Client
from kontor.foundation.models import OutboxMail
from kontor.foundation.secret_link import token_of
from kontor.foundation.written import BERLIN
from kontor.orders.draft import First
from kontor.orders.models import Order
from kontor.people.models import Person
from tests.builders import drafts

MONDAY = datetime(2027, 1, 4, 9, tzinfo=BERLIN)


def drafted(owner: Person, client: Client, now: datetime = MONDAY, **changes: Any) -> Order:
    """A complete draft."""
    draft = replace(drafts.draft(**changes), client_id=client.pk)
    return draft_order.create(owner, draft, now)


def submitted(
    owner: Person, client: Client, to: First = First.TEAM, now: datetime = MONDAY, **changes: Any
) -> Order:
    """An order at its first gate."""
    order = drafted(owner, client, now, **changes)
    return submit_order.submit(owner, order.pk, to, order.version, now)


def approved(
    owner: Person, advisor: Person, client: Client, now: datetime = MONDAY, **changes: Any
) -> Order:
    """An order whose client has the link."""
    order = submitted(owner, client, now=now, **changes)
    return review_order.approve(advisor, order.pk, shown(order), now)


def active(
    owner: Person, advisor: Person, client: Client, now: datetime = MONDAY, **changes: Any
) -> Order:
    """An order confirmed on the day after."""
    order = approved(owner, advisor, client, now, **changes)
    return answer_offer.confirm(
        token(order), Answer(hash=shown(order), name="Chloé Martin"), now + timedelta(days=1)
    )


def shown(order: Order) -> str:
    """The hash of what an advisor or client sees now."""
    order.refresh_from_db()
    assert order.revision is not None
    return order.revision.hash


def token(order: Order) -> str:
    """The token in the newest mail with a link to the offer."""
    mail = OutboxMail.objects.filter(
        about=f"order:{order.pk}", purpose="client_confirmation"
    ).latest("id")
    return token_of(mail.link_seed)
