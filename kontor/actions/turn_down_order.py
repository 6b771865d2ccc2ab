"""The team says no, or not yet: return with a question, reject, refuse at any stage (R61–R68)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kontor.actions import act, cancel_order, change_running, invite, post
from kontor.actions.review_order import refuse_own, shown_revision
from kontor.foundation.refusal import Fault, refuse_faults
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults
from kontor.invoicing import lifecycle as invoice_lifecycle
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import UNISSUED
from kontor.orders import access, claims, letters, lifecycle
from kontor.orders.ground_texts import ground_text
from kontor.orders.grounds import GROUNDS, LONGEST_TEXT, ground_texts_faults, grounds_faults
from kontor.orders.models import Decision, Order
from kontor.orders.revising import offer_in
from kontor.orders.standing import standing
from kontor.orders.states import Event, Status
from kontor.people.held import language_of
from kontor.people.models import Person


@act.one_transaction
def return_with_question(
    advisor: Person, order_id: int, shown_hash: str, text: str, now: datetime
) -> Order:
    """Back to the member, who answers and submits again.

    Raises NotFound, Forbidden, Invalid (`text`) or Conflict (wrong moment, another revision).
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    lifecycle.check(order, Event.RETURN)
    claims.refuse_held(order, advisor, now)
    revision = shown_revision(order, shown_hash)
    refuse_faults(_words(text, S("Write your question, so that the member can answer.")))
    facts = standing(order)
    lifecycle.move(order, Event.RETURN, actor, now, facts, revision=revision.number, text=text)
    post.to_member(
        order,
        letters.order_returned(order.title, advisor.name, text),
        purpose="order_returned",
        cause=f"return:{order.pk}:{now.isoformat()}",
        now=now,
    )
    return order


@act.one_transaction
def reject(  # noqa: PLR0913, PLR0917  # the parts of a decision
    advisor: Person,
    order_id: int,
    shown_hash: str,
    grounds: Sequence[str],
    text: str,
    now: datetime,
    ground_texts: Mapping[str, str] | None = None,
) -> Order:
    """Reject in the review, on one or more of the eight grounds.

    To the member goes what `ground_texts` says of each ground, where it is left out the house's
    words in their language, and then `text`. Raises NotFound, Forbidden, Invalid (`grounds`,
    `text_KEY` of a ground, `text`) or Conflict.
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    lifecycle.check(order, Event.REJECT)
    claims.refuse_held(order, advisor, now)
    revision = shown_revision(order, shown_hash)
    refuse_faults(grounds_faults(grounds, refusing=False))
    said = _said(order, grounds, ground_texts or {})
    refuse_faults(ground_texts_faults(said) + _words(text, None))
    lifecycle.move(
        order,
        Event.REJECT,
        actor,
        now,
        standing(order),
        revision=revision.number,
        grounds=list(said),
        text=_as_one(said, text),
    )
    invite.withdraw(order, now)
    _tell_who_confirmed(order, now)
    _tell_rejected(order, said, text, now)
    return order


@act.one_transaction
def refuse(  # noqa: PLR0913, PLR0917  # the parts of a decision
    advisor: Person,
    order_id: int,
    grounds: Sequence[str],
    text: str,
    now: datetime,
    ground_texts: Mapping[str, str] | None = None,
) -> Order:
    """Refuse at any stage on R65–R68: what is planned stops, a waiting link or request ends.

    Invoices that are issued stay until the team has decided about each (`decide_issued`). The
    words go to the member as in `reject`, which raises the same.
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    unissued = Invoice.objects.select_for_update().filter(order=order, status__in=UNISSUED)
    facts = standing(order, invoices_planned=unissued.exists())
    lifecycle.check(order, Event.REFUSE, invoices_planned=facts.invoices_planned)
    claims.refuse_held(order, advisor, now)
    refuse_faults(grounds_faults(grounds, refusing=True))
    said = _said(order, grounds, ground_texts or {})
    refuse_faults(ground_texts_faults(said) + _words(text, None))
    for invoice in unissued:
        invoice_lifecycle.stop(invoice)
    waiting = order.status == Status.CLIENT_CONFIRMATION
    told = _as_one(said, text)
    lifecycle.move(order, Event.REFUSE, actor, now, facts, grounds=list(said), text=told)
    if waiting:
        invite.withdraw(order, now)
    cancel_order.close_with_order(order, advisor, text, now)
    change_running.end_open(order, actor, now)
    _tell_who_confirmed(order, now)
    _tell_rejected(order, said, text, now)
    return order


def _tell_who_confirmed(order: Order, now: datetime) -> None:
    """A contact person who has placed the order by their click hears that it ends."""
    clicked = Decision.objects.filter(revision__order=order, kind="confirm").exists()
    if clicked and order.revision is not None:
        post.to_contact(
            order,
            letters.order_ended(offer_in(order.revision), post.house_name()),
            purpose="order_ended",
            cause=f"rejection:{order.pk}:{now.isoformat()}",
            now=now,
        )


def _said(order: Order, grounds: Sequence[str], typed: Mapping[str, str]) -> dict[str, str]:
    """What is said of each ground, in the order of the list."""
    language = language_of(order.owner)
    return {
        key: typed[key] if key in typed else ground_text(key, language)
        for key in GROUNDS
        if key in grounds
    }


def _as_one(said: Mapping[str, str], text: str) -> str:
    """All that the member reads, for the history."""
    return "\n\n".join(each for each in (*said.values(), text) if not is_blank(each))


def _tell_rejected(order: Order, said: Mapping[str, str], text: str, now: datetime) -> None:
    post.to_member(
        order,
        letters.order_rejected(order.title, tuple(said.values()), text),
        purpose="order_rejected",
        cause=f"rejection:{order.pk}:{now.isoformat()}",
        now=now,
    )


def _words(text: str, missing: Sentence | None) -> list[Fault]:
    faults = [Fault("text", each) for each in text_faults(text, LONGEST_TEXT, multiline=True)]
    if missing is not None and is_blank(text):
        faults.append(Fault("text", missing, missing=True))
    return faults
