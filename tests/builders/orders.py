"""Orders brought to where a test needs them, by the real acts."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kontor.actions import answer_offer, draft_order, review_order, run_night, submit_order
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


def submit(owner: Person, order: Order, now: datetime = MONDAY) -> Order:
    """The drafted order, submitted to the team."""
    return submit_order.submit(owner, order.pk, First.TEAM, order.version, now)


def submit_to(owner: Person, order: Order, to: First, now: datetime = MONDAY) -> Order:
    """As it stands, to that gate first."""
    order.refresh_from_db()
    return submit_order.submit(owner, order.pk, to, order.version, now)


def approved(
    owner: Person, advisor: Person, client: Client, now: datetime = MONDAY, **changes: Any
) -> Order:
    """An order whose client has the link."""
    order = submitted(owner, client, now=now, **changes)
    return review_order.approve(advisor, order.pk, shown(order), now)


def approve(advisor: Person, order: Order, now: datetime = MONDAY) -> Order:
    """The submitted order, approved as it stands."""
    return review_order.approve(advisor, order.pk, shown(order), now)


def confirm(order: Order, now: datetime = MONDAY) -> Order:
    """The order that waits for its client, confirmed as it stands."""
    return answer_offer.confirm(token(order), Answer(hash=shown(order), name="Chloé Martin"), now)


def active(
    owner: Person, advisor: Person, client: Client, now: datetime = MONDAY, **changes: Any
) -> Order:
    """An order confirmed on the day after."""
    order = approved(owner, advisor, client, now, **changes)
    return answer_offer.confirm(
        token(order), Answer(hash=shown(order), name="Chloé Martin"), now + timedelta(days=1)
    )


def changes_requested(
    owner: Person, advisor: Person, client: Client, text: str, **changes: Any
) -> Order:
    """An order whose client wants something else."""
    order = approved(owner, advisor, client, **changes)
    answer = Answer(hash=shown(order), text=text)
    return answer_offer.request_changes(token(order), answer, MONDAY)


def rejected(owner: Person, advisor: Person, client: Client, now: datetime = MONDAY) -> Order:
    """An order that the client has declined."""
    order = approved(owner, advisor, client, now)
    return answer_offer.reject(token(order), Answer(hash=shown(order), text="Too dear."), now)


def lapsed(owner: Person, advisor: Person, client: Client, now: datetime = MONDAY) -> Order:
    """An order whose deadline passed without an answer."""
    order = approved(owner, advisor, client, now)
    run_night.run(now + timedelta(days=30))
    order.refresh_from_db()
    return order


def mailed(order: Order, cause: str, address: str, state: str = "sent") -> OutboxMail:
    """A mail to the client about the order, in some state of delivery."""
    return OutboxMail.objects.create(
        cause=cause,
        purpose="invoice" if cause.startswith("invoice") else "client_confirmation",
        address=address,
        about=f"order:{order.pk}",
        to=address,
        audience="client",
        language="en",
        from_name="Smart",
        from_address="team@smart.example",
        subject="About your order",
        message_id=f"<{cause}-{address}>",
        state=state,
        queued_at=MONDAY,
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
