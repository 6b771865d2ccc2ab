"""The invoices of an order as rows: planned, draft or issued, with what became of their mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.mails import MailState
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import Invoice
from kontor.invoicing.schedule import due_day, issue_day
from kontor.pages.member.order_content import PlanRow
from kontor.pages.shared.mail_lines import MailLine, mail_lines


@dataclass(frozen=True)
class InvoiceRow:
    """`status` is empty while the order is not active: then it is only what would be planned.

    `day`: of issue, or when it is expected to go out. `deliveries`: its mails to the client.
    """

    label: Sentence | str
    day: date
    due: date
    gross: Decimal
    status: str = ""
    id: int | None = None
    is_issued: bool = False
    fault: bool = False
    deliveries: Sequence[MailLine] = ()


def rows_of(
    invoices: Sequence[Invoice], mails: Sequence[MailState], plan: Sequence[PlanRow]
) -> list[InvoiceRow]:
    """The rows of an order; without invoices those that its plan would make."""
    if invoices:
        return [_row(invoice, mails) for invoice in invoices]
    return [
        InvoiceRow(S("Single payment"), row.billing_date, row.due_on, row.gross) for row in plan
    ]


def _row(invoice: Invoice, mails: Sequence[MailState]) -> InvoiceRow:
    day = invoice.issued_on or expected_day(invoice)
    cause = f"invoice:{invoice.pk}"
    own = [mail for mail in mails if mail.cause == cause and mail.audience == "client"]
    return InvoiceRow(
        label=invoice.number or S("Single payment"),
        day=day,
        due=invoice.due_on or due_day(day, invoice.term_days),
        gross=invoice.gross,
        status=invoice.status,
        id=invoice.pk,
        is_issued=invoice.number is not None,
        fault=bool(invoice.fault),
        deliveries=mail_lines(own, names_client=True),
    )


def expected_day(invoice: Invoice) -> date:
    """When an invoice that is not out yet goes out, as things stand."""
    if invoice.drafted_on is None:
        return invoice.billing_date
    return issue_day(invoice.billing_date, invoice.drafted_on)
