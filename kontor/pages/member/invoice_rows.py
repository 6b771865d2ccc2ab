"""The invoices of an order as rows: planned, draft or issued, with what became of their mails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.mails import MailState
from kontor.foundation.money import ZERO
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.faults import WAITS
from kontor.invoicing.models import Invoice
from kontor.invoicing.replacing import plan_length
from kontor.invoicing.schedule import due_day, issue_day
from kontor.orders.draft import Mode, Payment
from kontor.orders.payment_words import invoice_words, terms_words
from kontor.orders.plan import InvoiceKind
from kontor.pages.member.order_content import PlanRow
from kontor.pages.shared.counterparts import Counterpart, counterparts_among
from kontor.pages.shared.mail_lines import MailLine, mail_lines
from kontor.pages.shared.parts.shapes import SumLine
from kontor.pages.shared.parts.words import period

CHECKED = S(
    "The check before issuing found something. The team takes care of it; there is nothing for"
    " you to do."
)
# As long as they are only planned, rows beyond these stand behind a fold.
PLANNED_SHOWN = 6


@dataclass(frozen=True)
class InvoiceRow:
    """`status` is empty while the order is not active: then it is only what would be planned.

    `label`: the number, or what it is for while there is none; `what`: what a numbered one is for.
    `day`: of issue, or when it is expected to go out. `due`: None where nothing is to be paid.
    `period`: the service it bills. `deliveries`: its mails to the client.
    """

    label: Sentence | str
    day: date
    due: date | None
    gross: Decimal
    period: str
    what: Sentence | str = ""
    status: str = ""
    id: int | None = None
    counterparts: Sequence[Counterpart] = ()
    is_issued: bool = False
    fault: Sentence | None = None
    deliveries: Sequence[MailLine] = ()


@dataclass(frozen=True)
class InvoiceTable:
    """The rows of an order's invoices, the later planned ones `folded`.

    `total`: their sum with its name; None where it says nothing. `periods`: whether each row bills
    days of its own.
    """

    shown: Sequence[InvoiceRow]
    folded: Sequence[InvoiceRow]
    terms: Sentence | None
    total: SumLine | None
    periods: bool

    @property
    def rows(self) -> list[InvoiceRow]:
        """All of them."""
        return [*self.shown, *self.folded]

    @property
    def more(self) -> Sentence:
        """What opens the fold."""
        return S("and {n} more until {day}", n=len(self.folded), day=self.folded[-1].day)


def table_of(
    invoices: Sequence[Invoice],
    mails: Sequence[MailState],
    plan: Sequence[PlanRow],
    payment: Payment,
) -> InvoiceTable:
    """The invoices of an order; without any those that its plan would make."""
    if invoices:
        count = plan_length(invoices)
        others = counterparts_among(invoices)
        rows = [
            _row(invoice, mails, _what(invoice, payment, count), others)
            for invoice in sorted(invoices, key=lambda one: (one.position, one.pk))
        ]
    else:
        rows = [_planned(row, payment, len(plan)) for row in plan]
    shown = _shown(rows)
    return InvoiceTable(
        shown=rows[:shown],
        folded=rows[shown:],
        terms=terms_words(payment, plan) if payment.mode is not Mode.SINGLE else None,
        total=_total(rows, payment),
        periods=payment.mode is Mode.RECURRENT,
    )


def _shown(rows: Sequence[InvoiceRow]) -> int:
    """How many rows stand open: no single one is folded away."""
    planned = [at for at, row in enumerate(rows) if row.status in ("", "planned")]
    if len(planned) <= PLANNED_SHOWN + 1 or planned[-1] != len(rows) - 1:
        return len(rows)
    return planned[PLANNED_SHOWN]


def _total(rows: Sequence[InvoiceRow], payment: Payment) -> SumLine | None:
    if not rows or payment.open_ended:
        return None
    billed = (row.gross for row in rows if row.status != "stopped")
    return SumLine(S("Sum, gross"), sum(billed, ZERO))


def _planned(row: PlanRow, payment: Payment, count: int) -> InvoiceRow:
    return InvoiceRow(
        label=invoice_words(payment, row.kind, row.position, count),
        day=row.billing_date,
        due=row.due_on,
        gross=row.gross,
        period=period(row.service_from, row.service_to) if row.service_from else "",
    )


def _what(invoice: Invoice, payment: Payment, count: int) -> Sentence:
    """What a row of the plan is for, of `count` in all."""
    return invoice_words(payment, InvoiceKind(invoice.kind), invoice.position, count)


def _row(
    invoice: Invoice,
    mails: Sequence[MailState],
    what: Sentence,
    others: Mapping[int, Sequence[Counterpart]],
) -> InvoiceRow:
    day = invoice.issued_on or expected_day(invoice)
    cause = f"invoice:{invoice.pk}"
    own = [mail for mail in mails if mail.cause == cause and mail.audience == "client"]
    due = due_day(day, invoice.term_days) if invoice.number is None else invoice.due_on
    return InvoiceRow(
        label=invoice.number or what,
        what=what if invoice.number else "",
        day=day,
        due=due,
        gross=invoice.gross,
        period=period(invoice.service_from, invoice.service_to),
        status=invoice.status,
        id=invoice.pk,
        counterparts=others.get(invoice.pk, ()),
        is_issued=invoice.number is not None,
        fault=fault_words(invoice),
        deliveries=mail_lines(own, names_client=True),
    )


def fault_words(invoice: Invoice) -> Sentence | None:
    """Why it has not gone out, as far as it concerns its member."""
    if not invoice.fault:
        return None
    return WAITS if invoice.waits else CHECKED


def expected_day(invoice: Invoice) -> date:
    """When an invoice that is not out yet goes out, as things stand."""
    if invoice.drafted_on is None:
        return invoice.billing_date
    return issue_day(invoice.billing_date, invoice.drafted_on)
