"""Each event of an order file as the real act of whoever does it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from kontor.actions import (
    adjust_order,
    answer_offer,
    block_client,
    cancel_order,
    change_contact,
    draft_order,
    keep_proofs,
    review_order,
    submit_order,
    turn_down_order,
)
from kontor.actions.answer_offer import Answer
from kontor.cli.simulate.adjust_input import adjustment_in
from kontor.cli.simulate.bank import MONEY_ACTS
from kontor.cli.simulate.invoice_acting import INVOICE_ACTS, text_of
from kontor.cli.simulate.order_file import contact_fields, edited
from kontor.cli.simulate.stage import Play
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.sentence import S
from kontor.invoicing.cancelling import NO_END, OPEN, Choice
from kontor.orders.record import draft_of

_ROW = re.compile(r"\[([0-9]+)\]")
LINK = re.compile(r"/c/([A-Za-z0-9_-]{43})")


def _submit(play: Play, says: Any, now: datetime) -> None:
    to = says.get("to") or play.file.first
    submit_order.submit(play.owner, play.order.pk, to, play.fresh().version, now)


def _approve(play: Play, says: Any, now: datetime) -> None:  # noqa: ARG001  # one shape for all
    review_order.approve(play.advisor, play.order.pk, _revision_hash(play), now)


def _adjust(play: Play, says: Any, now: datetime) -> None:
    order = play.fresh()
    by = adjustment_in(says["fields"], draft_of(order))
    adjust_order.adjust(play.advisor, order.pk, _revision_hash(play), by, now)


def _block_client(play: Play, says: Any, now: datetime) -> None:
    block_client.block(play.advisor, play.order.client_id or 0, says["level"], now)


def _return(play: Play, says: Any, now: datetime) -> None:
    turn_down_order.return_with_question(
        play.advisor, play.order.pk, _revision_hash(play), says.get("text", ""), now
    )


def _reject(play: Play, says: Any, now: datetime) -> None:
    turn_down_order.reject(
        play.advisor,
        play.order.pk,
        _revision_hash(play),
        says.get("grounds", []),
        says.get("text", ""),
        now,
    )


def _refuse(play: Play, says: Any, now: datetime) -> None:
    turn_down_order.refuse(
        play.advisor, play.order.pk, says.get("grounds", []), says.get("text", ""), now
    )


def _revision_hash(play: Play) -> str:
    revision = play.fresh().revision
    return revision.hash if revision else ""


def _client_confirm(play: Play, says: Any, now: datetime) -> None:
    answer = Answer(
        hash=_shown(play),
        name=play.order.contact_name,
        purchase_order=says.get("purchase_order", ""),
    )
    answer_offer.confirm(_token(play), answer, now)


def _client_reject(play: Play, says: Any, now: datetime) -> None:
    answer = Answer(hash=_shown(play), text=says.get("text", ""))
    answer_offer.reject(_token(play), answer, now)


def _client_request_changes(play: Play, says: Any, now: datetime) -> None:
    answer = Answer(hash=_shown(play), text=says.get("text", ""))
    answer_offer.request_changes(_token(play), answer, now)


def _edit(play: Play, says: Any, now: datetime) -> None:
    order = play.fresh()
    draft, _ = edited(play.file, says["fields"], draft_of(order), day_of(now))
    draft_order.save(play.owner, order.pk, draft, order.version, now)


def _take_back(play: Play, says: Any, now: datetime) -> None:  # noqa: ARG001
    submit_order.take_back(play.owner, play.order.pk, now)


def _set_valid_until(play: Play, says: Any, now: datetime) -> None:
    submit_order.set_valid_until(play.owner, play.order.pk, says["date"], now)


def _upload_proof(play: Play, says: Any, now: datetime) -> None:
    file = says["path"]
    keep_proofs.upload(play.owner, play.order.pk, file.name, file.data, now)


def _accept_proof(play: Play, says: Any, now: datetime) -> None:  # noqa: ARG001
    keep_proofs.accept(play.advisor, play.order.pk, now)


def _refuse_proof(play: Play, says: Any, now: datetime) -> None:
    keep_proofs.refuse(play.advisor, play.order.pk, says.get("text", ""), now)


def _change_contact(play: Play, says: Any, now: datetime) -> None:
    contact = replace(draft_of(play.fresh()).contact, **contact_fields(says["fields"], [])[0])
    change_contact.change(play.owner, play.order.pk, contact, now)


def _request_cancellation(play: Play, says: Any, now: datetime) -> None:
    wishes, last = _by_invoice(play, says), says.get("no_further_after")
    try:
        cancel_order.request(play.owner, play.order.pk, wishes, now, no_further_after=last)
    except Invalid as invalid:
        raise _counted(play, invalid) from invalid


def _carry_out_cancellation(play: Play, says: Any, now: datetime) -> None:
    # Final, so a row or a day left out is not the member's wish: the row is kept.
    kept = dict.fromkeys(_open_invoices(play), Choice.KEEP.value)
    decisions, last = {**kept, **_by_invoice(play, says)}, says.get("no_further_after", NO_END)
    try:
        cancel_order.carry_out(play.advisor, play.order.pk, decisions, now, no_further_after=last)
    except Invalid as invalid:
        raise _counted(play, invalid) from invalid


def _counted(play: Play, invalid: Invalid) -> Invalid:
    """The faults with each invoice as the file counts it."""
    places = {invoice.pk: n for n, invoice in enumerate(play.invoices(), start=1)}
    return Invalid(
        [
            replace(fault, field=_ROW.sub(lambda row: f"[{places[int(row[1])]}]", fault.field))
            for fault in invalid.faults
        ]
    )


def _by_invoice(play: Play, says: Any) -> dict[int, str]:
    """The choices by invoice id. Raises Conflict for a number that the plan does not have."""
    return {play.invoice(n).pk: choice for n, choice in says.get("invoices", {}).items()}


def _open_invoices(play: Play) -> list[int]:
    return [invoice.pk for invoice in play.invoices() if invoice.status in OPEN]


def _shown(play: Play) -> str:
    """The hash the client sees behind the link. Raises Conflict where they have none."""
    order = play.fresh()
    if not _links(play):
        raise Conflict(S("The client has no link to the offer yet."))
    return order.revision.hash if order.revision else ""


def _token(play: Play) -> str:
    return _links(play)[-1]


def _links(play: Play) -> list[str]:
    return [link for mail in play.mails for link in LINK.findall(text_of(mail))]


ACTS: dict[str, Callable[[Play, Any, datetime], None]] = {
    "submit": _submit,
    "approve": _approve,
    "adjust": _adjust,
    "block_client": _block_client,
    "return": _return,
    "reject": _reject,
    "refuse": _refuse,
    "client_confirm": _client_confirm,
    "client_reject": _client_reject,
    "client_request_changes": _client_request_changes,
    "edit": _edit,
    "take_back": _take_back,
    "set_valid_until": _set_valid_until,
    "upload_proof": _upload_proof,
    "accept_proof": _accept_proof,
    "refuse_proof": _refuse_proof,
    "change_contact": _change_contact,
    "request_cancellation": _request_cancellation,
    "carry_out_cancellation": _carry_out_cancellation,
    **INVOICE_ACTS,
    **MONEY_ACTS,
}
