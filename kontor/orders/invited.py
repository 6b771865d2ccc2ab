"""What a link to an offer opens: the frozen offer, where it stands, and the answer given.

There is no field here for a comment, a note or another person: the client's page sees nothing
else of the order.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kontor.cooperative.deadlines import deadline
from kontor.foundation import secret_link
from kontor.foundation.days import day_of
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import NotFound
from kontor.foundation.written import Language
from kontor.orders.earlier_offer import EarlierOffer, earlier_offer
from kontor.orders.models import Decision, Invitation, Order
from kontor.orders.naming import about
from kontor.orders.offer import Offer
from kontor.orders.revising import offer_in
from kontor.orders.states import Event, Status

BEHIND_THE_CLIENT = (Status.TEAM_REVIEW, Status.ACTIVE, Status.COMPLETED)


class OfferState(StrEnum):
    """Where the offer stands for the person with the link."""

    WAITING = "waiting"
    LAPSED = "lapsed"
    CONFIRMED = "confirm"
    REJECTED = "reject"
    CHANGES_REQUESTED = "request_changes"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    PASSED_ON = "passed_on"


@dataclass(frozen=True)
class GivenAnswer:
    """What was decided, with the words of the person who decided."""

    name: str
    purchase_order: str
    text: str
    at: datetime


@dataclass(frozen=True)
class OpenedOffer:
    """`hash` goes back with the answer. `days_left` counts to the deadline; 0 on the last day.

    `number` is the order's, `offered_on` the day of the revision.
    `replaced`: a newer offer has been sent since, whatever became of this one. `ended`: the order
    has been turned down or cancelled.
    """

    number: str
    revision: int
    offered_on: date
    offer: Offer
    hash: str
    state: OfferState
    valid_until: date | None
    days_left: int
    contact_name: str
    language: Language
    answer: GivenAnswer | None
    replaced: bool
    ended: bool
    # What this person was asked before, with another content.
    earlier: EarlierOffer | None


def open_offer(token: str, today: date) -> OpenedOffer:
    """Read only. Raises NotFound, alike for a wrong token and for one read long ago."""
    invitation = (
        Invitation.objects.select_related("revision", "order__client")
        .filter(token_hash=secret_link.digest(token))
        .first()
    )
    if invitation is None:
        raise NotFound
    order = invitation.order
    decision = Decision.objects.filter(invitation=invitation).first()
    replaced = Invitation.objects.filter(order=order, pk__gt=invitation.pk).exists()
    state = _state(invitation, decision, today, replaced=replaced)
    if decision is None and invitation.ended_at and _passed_on(order, invitation.ended_at):
        state = OfferState.PASSED_ON
    if state is OfferState.LAPSED and _long_ago(order.valid_until, today):
        raise NotFound
    return OpenedOffer(
        number=order.number,
        revision=invitation.revision.number,
        offered_on=day_of(invitation.revision.created_at),
        offer=offer_in(invitation.revision),
        hash=invitation.revision.hash,
        state=state,
        valid_until=order.valid_until,
        days_left=(order.valid_until - today).days if order.valid_until else 0,
        contact_name=order.contact_name,
        language=language_of(order),
        answer=_answer(decision) if decision else None,
        replaced=replaced,
        ended=order.status in (Status.REJECTED, Status.CANCELLED),
        earlier=earlier_offer(invitation),
    )


def language_of(order: Order) -> Language:
    """The contact person's language, else the client's."""
    code = order.contact_language or (order.client.language if order.client else "")
    return "en" if code == "en" else "de"


def _state(
    invitation: Invitation, decision: Decision | None, today: date, *, replaced: bool
) -> OfferState:
    order = invitation.order
    if decision is not None:
        return OfferState(decision.kind)
    if replaced:
        return OfferState.REPLACED
    if invitation.ended_at is not None or order.revision_id != invitation.revision_id:
        return OfferState.SETTLED if _is_settled(invitation) else OfferState.WITHDRAWN
    if order.lapsed:
        return OfferState.LAPSED
    if order.status != Status.CLIENT_CONFIRMATION:
        return OfferState.WITHDRAWN
    late = order.valid_until is not None and today > order.valid_until
    return OfferState.LAPSED if late else OfferState.WAITING


def _passed_on(order: Order, ended_at: datetime) -> bool:
    """Whether a link ended because another contact person answers since."""
    return HistoryEntry.objects.filter(
        about=about(order.pk), event=Event.CHANGE_CONTACT, at=ended_at
    ).exists()


def _is_settled(invitation: Invitation) -> bool:
    """Whether the link has ended because the revision is confirmed in another way."""
    order = invitation.order
    confirmed = order.confirmed_revision_id == order.revision_id == invitation.revision_id
    return confirmed and invitation.ended_at is not None and order.status in BEHIND_THE_CLIENT


def _long_ago(valid_until: date | None, today: date) -> bool:
    readable_for = timedelta(days=deadline("offer_readable_days"))
    return valid_until is not None and today > valid_until + readable_for


def _answer(decision: Decision) -> GivenAnswer:
    return GivenAnswer(
        name=decision.name,
        purchase_order=decision.purchase_order,
        text=decision.text,
        at=decision.decided_at,
    )
