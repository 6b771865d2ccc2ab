"""Each event of an order file that is about one invoice, as the real act of whoever does it."""

import re
from collections.abc import Callable
from datetime import datetime
from email import policy
from email.parser import BytesParser
from typing import Any

from kontor.actions import (
    change_invoice,
    dispute_invoice,
    hold_invoice,
    resolve_dispute,
    send_invoice,
)
from kontor.cli.simulate.change_input import change_in
from kontor.cli.simulate.stage import Play
from kontor.foundation import secret_link
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing.content import lines_of
from kontor.invoicing.models import InvoiceLink

ANSWER = "Thank you. This is the team's answer in the simulation."
INVOICE_LINK = re.compile(r"/i/([A-Za-z0-9_-]{43})")


def _hold(play: Play, says: Any, now: datetime) -> None:
    invoice = play.invoice(says["invoice"])
    hold_invoice.hold(play.owner, invoice.pk, says.get("text", ""), now)


def _change(play: Play, says: Any, now: datetime) -> None:
    invoice = play.invoice(says["invoice"])
    change = change_in(says["fields"], lines_of(invoice))
    change_invoice.change(play.owner, invoice.pk, change, now)


def _send_now(play: Play, says: Any, now: datetime) -> None:
    send_invoice.send_now(play.owner, play.invoice(says["invoice"]).pk, now)


def _dispute(play: Play, says: Any, now: datetime) -> None:
    dispute_invoice.dispute(_token(play, says["invoice"]), says.get("text", ""), now)


def _resolve(play: Play, says: Any, now: datetime) -> None:
    invoice = play.invoice(says["invoice"])
    resolve_dispute.resolve(play.advisor, invoice.pk, says["outcome"], ANSWER, now)


def _token(play: Play, n: int) -> str:
    """The link with which the client got the invoice. Raises Conflict where they have none."""
    hashes = set(
        InvoiceLink.objects.filter(invoice=play.invoice(n)).values_list("token_hash", flat=True)
    )
    for mail in play.mails:
        for token in INVOICE_LINK.findall(text_of(mail)):
            if secret_link.digest(token) in hashes:
                return str(token)
    raise Conflict(S("The client has not got invoice {n} yet.", n=n))


def text_of(mail: bytes) -> str:
    """The plain text of a mail."""
    body = BytesParser(policy=policy.default).parsebytes(mail).get_body(("plain",))
    return str(body.get_content()) if body else ""


INVOICE_ACTS: dict[str, Callable[[Play, Any, datetime], None]] = {
    "invoice_hold": _hold,
    "invoice_change": _change,
    "invoice_send_now": _send_now,
    "dispute": _dispute,
    "resolve_dispute": _resolve,
}
