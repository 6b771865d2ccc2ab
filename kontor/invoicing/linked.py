"""What a link to an issued invoice opens: what was printed, its payment state, its documents."""

import json
from dataclasses import dataclass
from datetime import date

from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation import secret_link
from kontor.foundation.refusal import NotFound
from kontor.foundation.written import Language
from kontor.invoicing import disputes
from kontor.invoicing.models import Dispute, Document, Invoice, InvoiceLink
from kontor.invoicing.states import InvoiceStatus
from kontor.orders.invited import language_of


@dataclass(frozen=True)
class LinkedInvoice:
    """`days_left` counts to the due date, below 0 once it is overdue; `sizes` in bytes by kind.

    `counterpart` is the invoice that a cancellation cancels, and the other way round,
    `corrected_by` the one that was issued in its place. `dispute`: the open one, or the one
    answered last.
    """

    row: Invoice
    printed: PrintedInvoice
    number: str
    status: InvoiceStatus
    days_left: int
    language: Language
    sizes: dict[str, int]
    counterpart: Invoice | None
    corrected_by: Invoice | None
    dispute: Dispute | None

    @property
    def to_pay(self) -> bool:
        """Whether money is still asked for."""
        return self.row.cancels is None and self.status in (
            InvoiceStatus.ISSUED,
            InvoiceStatus.DISPUTED,
        )

    @property
    def disputable(self) -> bool:
        """Whether the client can say here that something is wrong."""
        return disputes.can_be_disputed(self.row)


def linked_invoice(token: str, today: date) -> LinkedInvoice:
    """Read only. Raises NotFound; links to issued invoices never expire."""
    link = (
        InvoiceLink.objects.select_related(
            "invoice__order__client", "invoice__cancels", "invoice__replaces"
        )
        .filter(token_hash=secret_link.digest(token))
        .first()
    )
    if link is None or link.invoice.number is None:
        raise NotFound
    invoice = link.invoice
    printed = PrintedInvoice.from_json(json.dumps(invoice.printed))
    return LinkedInvoice(
        row=invoice,
        printed=printed,
        number=link.invoice.number,
        status=InvoiceStatus(invoice.status),
        days_left=(printed.due_on - today).days if printed.due_on else 0,
        language=language_of(invoice.order),
        sizes=dict(Document.objects.filter(invoice=invoice).values_list("kind", "size")),
        counterpart=invoice.cancels or _cancelled_by(invoice),
        corrected_by=_corrected_by(invoice),
        dispute=disputes.newest_dispute(invoice),
    )


def invoice_id_of(token: str) -> int:
    """The invoice that the link opens. Raises NotFound."""
    links = InvoiceLink.objects.filter(token_hash=secret_link.digest(token))
    found = links.filter(invoice__number__isnull=False).values_list("invoice_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def _cancelled_by(invoice: Invoice) -> Invoice | None:
    if invoice.status != InvoiceStatus.CANCELLED:
        return None
    return Invoice.objects.filter(cancels=invoice).first()


def _corrected_by(invoice: Invoice) -> Invoice | None:
    if invoice.status != InvoiceStatus.CANCELLED:
        return None
    return Invoice.objects.filter(replaces=invoice, number__isnull=False).first()
