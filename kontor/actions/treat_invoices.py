"""Part of cancelling an order: its invoices are held, let go, stopped, cancelled (spec § 10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kontor.actions import cancel_invoice
from kontor.foundation.history import Actor
from kontor.invoicing import cancelling, final, lifecycle
from kontor.invoicing.cancelling import Choice, Listed
from kontor.invoicing.cancelling_letters import Treated
from kontor.invoicing.models import CancellationChoice, CancellationRequest, Invoice
from kontor.invoicing.states import InvoiceEvent, InvoiceStatus
from kontor.orders.models import Order
from kontor.orders.plan import InvoiceKind


def planned(order: Order) -> list[Invoice]:
    """Every invoice of the plan of the locked order, locked, in the order of the plan."""
    rows = Invoice.objects.select_for_update(of=("self",)).filter(order=order)
    invoices = list(rows.exclude(kind="cancellation").order_by("position", "pk"))
    for invoice in invoices:
        invoice.order = order
    return invoices


def listed(invoices: Sequence[Invoice]) -> list[Listed]:
    """The invoices as the rules of cancelling see them."""
    return [
        Listed(one.pk, one.kind, InvoiceStatus(one.status), one.billing_date) for one in invoices
    ]


def keep_wishes(
    asked: CancellationRequest, invoices: Sequence[Invoice], chosen: Mapping[int, Choice]
) -> None:
    """Note what the member wants otherwise than kept, and hold what must not go out meanwhile."""
    for invoice in invoices:
        wish = chosen.get(invoice.pk, Choice.KEEP)
        if wish is Choice.KEEP:
            continue
        held = cancelling.to_hold(InvoiceStatus(invoice.status), wish)
        if held:
            lifecycle.move(invoice, InvoiceEvent.HOLD)
            invoice.save(update_fields=["status"])
        CancellationChoice.objects.create(
            request=asked, invoice=invoice, wish=wish.value, held=held
        )


def release(asked: CancellationRequest) -> None:
    """What the request held goes on as planned."""
    held = asked.choices.filter(held=True).values("invoice")
    for invoice in Invoice.objects.select_for_update(of=("self",)).filter(pk__in=held):
        _let_go(invoice)


def treat(
    asked: CancellationRequest,
    invoices: Sequence[Invoice],
    chosen: Mapping[int, Choice],
    actor: Actor,
    now: datetime,
) -> list[Treated]:
    """Do with each invoice what was chosen; what became of them, in the order of the plan."""
    treated = [one for one in invoices if one.pk in chosen]
    notes = {note.invoice_id: note for note in asked.choices.all()}
    paid = [one.pk for one in treated if one.status == InvoiceStatus.PAID]
    cancelled_by: dict[int, str] = {}
    # A deposit can go only once the final invoice that deducts it is gone (spec § 9).
    for invoice in sorted(treated, key=lambda one: one.kind != InvoiceKind.FINAL):
        choice, note = chosen[invoice.pk], notes.get(invoice.pk)
        if choice is Choice.CANCEL:
            cancelled_by[invoice.pk] = cancel_invoice.cancel(invoice, actor, now).number or ""
        elif choice is Choice.STOP:
            lifecycle.stop(invoice)
        elif note is not None and note.held:
            _let_go(invoice)
        _note_done(asked, invoice, note, choice)
    for invoice in treated:
        _settle(invoice)
    return [
        Treated(
            number=one.number or "",
            billing_date=one.billing_date,
            gross=one.gross,
            done=chosen[one.pk],
            cancelled_by=cancelled_by.get(one.pk, ""),
            refund=one.pk in paid and one.pk in cancelled_by,
        )
        for one in treated
    ]


def _settle(invoice: Invoice) -> None:
    """A final invoice still to come bills what the deposits that are left do not."""
    if invoice.number is None and invoice.kind == InvoiceKind.FINAL:
        final.settle(invoice)
        invoice.save(update_fields=["groups", "net", "vat", "gross"])


def _note_done(
    asked: CancellationRequest,
    invoice: Invoice,
    note: CancellationChoice | None,
    choice: Choice,
) -> None:
    if note is None:
        note = CancellationChoice(request=asked, invoice=invoice, wish=Choice.KEEP.value)
    note.done = choice.value
    note.save()


def _let_go(invoice: Invoice) -> None:
    """A held invoice goes on, unless its member has sent or changed it meanwhile."""
    if invoice.status == InvoiceStatus.AWAITING_UPDATE:
        lifecycle.release(invoice)
        invoice.save(update_fields=["status"])
