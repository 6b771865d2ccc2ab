"""An issued invoice is cancelled by a document of its own, never edited or deleted (spec § 9)."""

from datetime import datetime

from kontor.actions import settle_invoice
from kontor.foundation import history, jobs
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing import disputes, final, issuing, lifecycle, rehearsal
from kontor.invoicing.mirror import mirrored
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import InvoiceEvent
from kontor.orders.naming import about


def cancel(invoice: Invoice, actor: Actor, now: datetime) -> Invoice:
    """Part of an act that has locked the order: issue the cancellation invoice and return it (R69).

    It mirrors what was printed on the original, which becomes *cancelled*, and a dispute about it
    ends; documents and mails follow in a job. A final invoice is cancelled before the deposits it
    deducts. Raises Conflict: wrong moment, deducted by a final invoice that stands, refused by the
    official rules.
    """
    original = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    original.order = invoice.order
    if original.cancels_id is not None:
        raise Conflict(S("This invoice cancels another one and cannot be cancelled itself."))
    lifecycle.move(original, InvoiceEvent.CANCEL)
    _refuse_deducted(original)
    mirror = mirrored(issuing.printed_of(original), day_of(now), number=None)
    fault = rehearsal.fault_in(mirror)
    if fault:
        raise Conflict(
            S(
                "The check refuses the cancellation invoice of {number}, so nothing was"
                " cancelled: {fault}",
                number=str(original.number),
                fault=fault,
            )
        )
    original.save(update_fields=["status"])
    dispute = disputes.open_dispute(original)
    if dispute is not None:
        disputes.close(dispute, "cancelled", actor.id, now)
    invoice.refresh_from_db(fields=["status"])
    settle_invoice.cancelled(original, actor, now)
    cancellation = issuing.issue_cancellation(original, day_of(now))
    _note(original, cancellation, actor, now)
    jobs.defer("make_documents", invoice_id=cancellation.pk)
    return cancellation


def _note(original: Invoice, cancellation: Invoice, actor: Actor, now: datetime) -> None:
    history.write(
        about(original.order_id),
        "invoice_cancel",
        actor,
        now,
        status=original.order.status,
        invoice=original.pk,
        position=original.position,
        number=cancellation.number,
        cancels=original.number,
    )


def _refuse_deducted(invoice: Invoice) -> None:
    """A deposit stays as long as the final invoice that deducts it stands (spec § 9)."""
    standing = final.deducting(invoice)
    if standing is not None:
        raise Conflict(
            S(
                "Invoice {number} is deducted by the final invoice {final}. It can only be"
                " cancelled together with that one.",
                number=str(invoice.number),
                final=str(standing.number),
            )
        )
