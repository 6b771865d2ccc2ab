"""A final invoice and the earlier ones of its order that it deducts (spec § 9)."""

from kontor.foundation.plain import from_plain, to_plain
from kontor.invoicing import content
from kontor.invoicing.changing import groups_of
from kontor.invoicing.models import Invoice
from kontor.invoicing.parts import rest_of
from kontor.invoicing.states import UNISSUED
from kontor.invoicing.vat_rates import at_law
from kontor.orders.plan import InvoiceKind
from kontor.orders.revising import offer_in
from kontor.orders.totals import Amounts, VatGroup, amounts_of

STANDING = ["issued", "disputed", "paid"]
NOT_BILLED = ["cancelled", "stopped"]


def groups_in(invoice: Invoice) -> tuple[VatGroup, ...]:
    """The VAT groups of the row."""
    return tuple(from_plain(VatGroup, group) for group in invoice.groups)


def earlier(invoice: Invoice) -> list[Invoice]:
    """What a final invoice deducts, in plan order; nothing of any other kind.

    Cancelled and stopped ones bill nothing; issued ones are deducted, paid or not.
    """
    if invoice.kind != InvoiceKind.FINAL:
        return []
    rows = Invoice.objects.filter(order=invoice.order_id, position__lt=invoice.position)
    rows = rows.exclude(kind=InvoiceKind.CANCELLATION).exclude(status__in=NOT_BILLED)
    return list(rows.select_related("revision").order_by("position"))


def waits(invoice: Invoice) -> bool:
    """Whether an earlier invoice is still to be issued, so that nothing can be deducted yet."""
    return any(row.status in UNISSUED for row in earlier(invoice))


def settle(invoice: Invoice) -> None:
    """Set VAT to the law of the last service day, of a final row all to what is left now.

    The net of others stays. The caller saves.
    """
    amounts = _rest(invoice) if invoice.kind == InvoiceKind.FINAL else _as_planned(invoice)
    invoice.groups = to_plain(amounts.groups)
    invoice.net, invoice.vat, invoice.gross = amounts.net, amounts.vat, amounts.gross


def _as_planned(invoice: Invoice) -> Amounts:
    return at_law(groups_in(invoice), invoice.service_to)


def _rest(invoice: Invoice) -> Amounts:
    own = invoice.own_lines is not None
    whole = groups_of(content.lines_of(invoice)) if own else offer_in(invoice.revision).groups
    due = at_law(whole, invoice.service_to).groups
    return amounts_of(rest_of(due, [groups_in(row) for row in earlier(invoice)]))


def still_to_come(invoice: Invoice) -> Invoice | None:
    """The final invoice of the order that will deduct this one, while it is not issued."""
    later = Invoice.objects.filter(
        order=invoice.order_id,
        kind=InvoiceKind.FINAL,
        position__gt=invoice.position,
        status__in=UNISSUED,
    )
    return later.select_related("revision").first()


def deducting(invoice: Invoice) -> Invoice | None:
    """The final invoice that stands and deducts this one, if there is one."""
    standing = Invoice.objects.filter(
        order=invoice.order_id, kind=InvoiceKind.FINAL, status__in=STANDING
    )
    for row in standing:
        if row.printed and invoice.number in [each["number"] for each in row.printed["preceding"]]:
            return row
    return None
