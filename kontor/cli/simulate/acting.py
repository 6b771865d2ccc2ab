"""Each event of an order file as the real act of whoever does it."""

import re
from collections.abc import Callable
from datetime import datetime
from email import policy
from email.parser import BytesParser
from typing import Any

from kontor.actions import (
    adjust_order,
    answer_offer,
    draft_order,
    keep_clients,
    review_order,
    submit_order,
    turn_down_order,
)
from kontor.actions.answer_offer import Answer
from kontor.cli.simulate.adjust_input import adjustment_in
from kontor.cli.simulate.order_file import edited
from kontor.cli.simulate.stage import Play
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.orders.record import draft_of

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
    keep_clients.block(play.advisor, play.order.client_id or 0, says["level"], now)


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


def _shown(play: Play) -> str:
    """The hash the client sees behind the link. Raises Conflict where they have none."""
    order = play.fresh()
    if not _links(play):
        raise Conflict(S("The client has no link to the offer yet."))
    return order.revision.hash if order.revision else ""


def _token(play: Play) -> str:
    return _links(play)[-1]


def _links(play: Play) -> list[str]:
    return [link for mail in play.mails for link in LINK.findall(_text_of(mail))]


def _text_of(mail: bytes) -> str:
    body = BytesParser(policy=policy.default).parsebytes(mail).get_body(("plain",))
    return str(body.get_content()) if body else ""


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
}
