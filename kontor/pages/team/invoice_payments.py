"""The payments of an invoice on its page for the team, with what can be done about the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from kontor.invoicing.models import Invoice
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import written_amount
from kontor.pages.team.bank_forms import WriteOffForm
from kontor.pages.team.bank_rows import Booked, booked, with_all
from kontor.pages.team.door import keeps_money
from kontor.receivables.kept_credit import kept_for
from kontor.receivables.models import Allocation
from kontor.receivables.payments import Payments, payments_in


@dataclass(frozen=True)
class PaymentsShown:
    """`kept`: money of its client that it could get. `decides`: the reader may act on all of it."""

    payments: Payments
    rows: Sequence[Booked]
    kept: Sequence[Allocation]
    form: WriteOffForm
    decides: bool


def payments_shown(
    request: HttpRequest, invoice: Invoice, typed: WriteOffForm | None
) -> PaymentsShown | None:
    """None of what is not issued, or cancels another; `typed`: a form that was refused."""
    if invoice.number is None or invoice.cancels_id is not None:
        return None
    decides = keeps_money(request) and invoice.order.owner_id != reader(request).pk
    payments, kept = _read(invoice, with_kept=decides)
    return PaymentsShown(
        payments=payments,
        rows=booked(payments.rows),
        kept=kept if payments.open else (),
        form=typed or WriteOffForm(initial={"amount": written_amount(payments.open)}),
        decides=decides,
    )


def _read(invoice: Invoice, *, with_kept: bool) -> tuple[Payments, list[Allocation]]:
    """What was booked to it, and what is kept for its client: one query."""
    wanted = Q(invoice=invoice, undone_at__isnull=True)
    if with_kept and invoice.order.client is not None:
        wanted |= kept_for(invoice.order.client)
    rows = with_all(Allocation.objects.filter(wanted)).order_by("booked_on", "pk")
    own = [row for row in rows if row.invoice_id == invoice.pk]
    return payments_in(invoice, own), [row for row in rows if row.invoice_id is None]
