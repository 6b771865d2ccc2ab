"""The planned invoices beside the form: the first rows, the rest folded, and their sum."""

from dataclasses import dataclass

from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.preview import Preview
from kontor.orders.draft import Draft, Mode, Payment
from kontor.orders.payment_words import invoice_words, terms_words
from kontor.orders.plan import PlannedInvoice as Planned
from kontor.orders.plan import sum_of
from kontor.pages.shared.parts.shapes import PlannedInvoice, SumLine, Words
from kontor.pages.shared.parts.words import period

ROWS_SHOWN = 6


@dataclass(frozen=True)
class PlannedRows:
    """`more` opens the `folded` rows; `total` where it is another amount than the order's gross."""

    shown: list[PlannedInvoice]
    folded: list[PlannedInvoice]
    more: Sentence | None
    counted: Sentence
    terms: Sentence | None
    total: SumLine | None


def planned_rows(draft: Draft, seen: Preview) -> PlannedRows:
    """The plan of a draft as it stands; no row stands alone behind a fold.

    A recurrent invoice is told by the days it bills.
    """
    payment, invoices = draft.payment, seen.invoices if seen.totals.net else ()
    count = len(invoices)
    rows = [_row(row, payment, count) for row in invoices]
    shown = rows if count <= ROWS_SHOWN + 1 else rows[:ROWS_SHOWN]
    folded = rows[len(shown) :]
    return PlannedRows(
        shown=shown,
        folded=folded,
        more=S("and {n} more until {day}", n=len(folded), day=folded[-1].day) if folded else None,
        counted=_counted(payment, count),
        terms=terms_words(payment, invoices) if payment.mode is not Mode.SINGLE else None,
        total=_total(payment, seen),
    )


def _row(row: Planned, payment: Payment, count: int) -> PlannedInvoice:
    words: Words = invoice_words(payment, row.kind, row.position, count)
    if payment.mode is Mode.RECURRENT and row.service_from:
        words = period(row.service_from, row.service_to)
    return PlannedInvoice(day=row.billing_date, label=words, gross=row.gross, due=row.due_on)


def _counted(payment: Payment, count: int) -> Sentence:
    if payment.open_ended:
        return S.plural(
            "{n} invoice planned in the first year",
            "{n} invoices planned in the first year",
            count,
        )
    return S.plural("{n} invoice planned", "{n} invoices planned", count)


def _total(payment: Payment, seen: Preview) -> SumLine | None:
    total = sum_of(seen.invoices).gross
    if not seen.invoices or total == seen.totals.gross:
        return None
    if payment.open_ended:
        return SumLine(S("Sum of the first year, gross"), total, strong=True)
    return SumLine(S("Sum of all invoices, gross"), total, strong=True)
