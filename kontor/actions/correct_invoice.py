"""Correct and re-issue: an issued invoice is cancelled and drafted anew in one step (spec § 9).

Nothing issued is ever edited. The new row stands in the same place of the plan; the client's data
and the references are read when it is issued, and its amounts can only go down.
"""

from datetime import datetime

from kontor.actions import act, cancel_invoice, post, reopen_order
from kontor.actions.review_order import refuse_own
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.invoicing import access, dispute_letters, replacing
from kontor.invoicing.models import Invoice
from kontor.invoicing.schedule import issue_day
from kontor.orders.naming import about
from kontor.people.models import Person


@act.one_transaction
def correct(advisor: Person, invoice_id: int, now: datetime) -> Invoice:
    """Cancel the issued invoice and return the draft that replaces it; its member is mailed.

    The draft goes out the day after, unless it is changed or held. Raises NotFound, Forbidden
    (also their own order) or Conflict, as `cancel_invoice.cancel`.
    """
    actor = act.advisor(advisor)
    invoice = access.locked_for_team(advisor, invoice_id)
    refuse_own(invoice.order, advisor)
    return replace(invoice, actor, now)


def replace(invoice: Invoice, actor: Actor, now: datetime) -> Invoice:
    """Part of an act that has locked the order: cancel the invoice and draft its successor."""
    cancel_invoice.cancel(invoice, actor, now)
    draft = replacing.draft_after(invoice, day_of(now))
    history.write(
        about(invoice.order_id),
        "invoice_correct",
        actor,
        now,
        status=invoice.order.status,
        invoice=draft.pk,
        position=draft.position,
        number=invoice.number,
    )
    reopen_order.reopen(invoice.order, actor, now)
    post.on_invoice(
        draft,
        dispute_letters.corrected_draft(
            invoice.order.title,
            str(invoice.number),
            draft.gross,
            issue_day(draft.billing_date, day_of(now)),
        ),
        purpose="corrected_draft",
        cause=f"draft:{draft.pk}",
        now=now,
    )
    return draft
