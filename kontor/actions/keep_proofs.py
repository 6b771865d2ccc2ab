"""Proofs of confirmation (R34/R35): the member uploads them, an advisor accepts or refuses.

An accepted proof counts like the client's click on the present revision, from the day it was
uploaded (spec § 8).
"""

import secrets
from datetime import datetime

from kontor.actions import act, invite, plan_invoices, post, stored_files
from kontor.actions.review_order import refuse_own, shown_revision
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Conflict, Fault, Invalid, NotFound, Unreadable, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.uploads import Upload, read_upload
from kontor.foundation.wanted_text import wanted_text_faults
from kontor.orders import access, kept_proofs, lifecycle, proof_letters, proofs
from kontor.orders.guarantee_facts import guarantee_for
from kontor.orders.models import Order, Proof, Revision
from kontor.orders.naming import about
from kontor.orders.states import Event, Status
from kontor.people.models import Person

FIELD = "proof"
LONGEST_REASON = 2000


def upload(owner: Person, order_id: int, name: str, data: bytes, now: datetime) -> Proof:
    """Keep a file as a proof that waits for the team; the one that waits already is kept once.

    Raises NotFound, Invalid (`proof`: what is wrong with the file, or one too many) or Conflict.
    """
    act.member(owner)
    access.own(owner, order_id)
    try:
        found = read_upload(name, data)
    except Unreadable as unreadable:
        raise Invalid([Fault(FIELD, unreadable.sentence)]) from unreadable
    return _keep(owner, order_id, found, data, now)


@act.one_transaction
def _keep(owner: Person, order_id: int, found: Upload, data: bytes, now: datetime) -> Proof:
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    # What lies in a draft is part of writing it.
    lifecycle.check(order, Event.EDIT if order.status == Status.DRAFT else Event.UPLOAD_PROOF)
    sha256 = stored_files.keep(data)
    waiting = order.proofs.filter(sha256=sha256, state=kept_proofs.WAITING).first()
    if waiting is not None:
        return waiting
    if order.proofs.count() >= proofs.MOST:
        sentence = S(
            "This order holds {n} files already. Remove one that still waits.", n=proofs.MOST
        )
        raise Invalid([Fault(FIELD, sentence)])
    proof = Proof.objects.create(
        order=order,
        key=secrets.token_urlsafe(32),
        name=found.name,
        media_type=found.media_type,
        sha256=sha256,
        size=len(data),
        uploaded_at=now,
    )
    history.write(
        about(order.pk), Event.UPLOAD_PROOF, actor, now, status=order.status, proof=proof.name
    )
    return proof


def remove(owner: Person, order_id: int, proof_key: str, now: datetime) -> None:
    """Take back a proof that nobody has judged. Raises NotFound or Conflict."""
    with act.one_transaction():
        actor = act.member(owner)
        order = access.locked_own(owner, order_id)
        proof = _waiting(order, proof_key)
        sha256 = proof.sha256
        proof.delete()
        history.write(
            about(order.pk), "remove_proof", actor, now, status=order.status, proof=proof.name
        )
    stored_files.forget_unused([sha256])


@act.one_transaction
def accept(
    advisor: Person,
    order_id: int,
    now: datetime,
    proof_key: str | None = None,
    shown_hash: str | None = None,
) -> Order:
    """Take the proof (without a key the oldest that waits) for the client's confirmation.

    `shown_hash`: of the revision that it was compared with, where a page showed one. Raises
    NotFound, Forbidden (also their own order) or Conflict.
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    proof = _to_judge(order, Event.ACCEPT_PROOF, proof_key)
    revision = order.revision if shown_hash is None else shown_revision(order, shown_hash)
    before = order.status
    _judge(proof, kept_proofs.ACCEPTED, advisor, now, revision=revision)
    facts = lifecycle.standing(order, proof_waiting=True)
    order.confirmed_revision = revision
    status = lifecycle.move(
        order,
        Event.ACCEPT_PROOF,
        actor,
        now,
        facts,
        revision=revision.number if revision else 0,
        proof=proof.name,
    )
    if before == Status.CLIENT_CONFIRMATION:
        invite.withdraw(order, now, proof_letters.offer_settled)
        if status is Status.ACTIVE:
            plan_invoices.plan(order, now)
    _tell_accepted(order, proof, moved=status != before, now=now)
    return order


@act.one_transaction
def refuse(
    advisor: Person, order_id: int, text: str, now: datetime, proof_key: str | None = None
) -> Order:
    """Do not take the proof; `text` tells the member why. Raises as `accept`, and Invalid."""
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    proof = _to_judge(order, Event.REFUSE_PROOF, proof_key)
    refuse_faults(_reason_faults(text))
    _judge(proof, kept_proofs.REFUSED, advisor, now, reason=text)
    facts = lifecycle.standing(order, proof_waiting=True)
    lifecycle.move(order, Event.REFUSE_PROOF, actor, now, facts, text=text, proof=proof.name)
    post.to_member(
        order,
        proof_letters.proof_refused(order.title, advisor.name, proof.name, text),
        purpose="proof_refused",
        cause=f"proof:{proof.pk}",
        now=now,
    )
    return order


def _to_judge(order: Order, event: Event, key: str | None) -> Proof:
    waiting = order.proofs.filter(state=kept_proofs.WAITING).order_by("uploaded_at", "pk")
    oldest = waiting.values_list("key", flat=True).first()
    lifecycle.check(order, event, proof_waiting=oldest is not None)
    return _waiting(order, key or oldest or "")


def _waiting(order: Order, key: str) -> Proof:
    proof = order.proofs.filter(key=key).first()
    if proof is None:
        raise NotFound
    if proof.state != kept_proofs.WAITING:
        raise Conflict(S("The team has already judged this proof. Nothing was changed."))
    return proof


def _judge(  # noqa: PLR0913  # the parts of a verdict
    proof: Proof,
    state: str,
    advisor: Person,
    now: datetime,
    *,
    revision: Revision | None = None,
    reason: str = "",
) -> None:
    proof.state, proof.judged_by, proof.judged_at = state, advisor, now
    proof.revision, proof.reason = revision, reason
    proof.save()


def _tell_accepted(order: Order, proof: Proof, *, moved: bool, now: datetime) -> None:
    letter = proof_letters.proof_accepted(
        order.title,
        day_of(proof.uploaded_at),
        Status(order.status),
        granted=guarantee_for(order, day_of(now)).granted,
        moved=moved,
    )
    post.to_member(order, letter, purpose="proof_accepted", cause=f"proof:{proof.pk}", now=now)


def _reason_faults(text: str) -> list[Fault]:
    missing = S("Write what is missing, so that the member can mend it.")
    return wanted_text_faults("text", text, LONGEST_REASON, missing)
