"""The planned invoice of a single payment."""

from dataclasses import replace
from datetime import date

from kontor.invoicing.vat import terms_for
from kontor.orders.draft import Mode
from kontor.orders.plan import InvoiceKind, plan_of
from kontor.orders.totals import totals
from tests.builders.drafts import RATES, TODAY, draft, german_client

SUMS = totals(draft().lines, terms_for(german_client(), TODAY, RATES))


def test_a_single_payment_is_one_invoice_over_everything() -> None:
    (row,) = plan_of(draft(), SUMS)
    assert (row.position, row.kind) == (1, InvoiceKind.INVOICE)
    assert (row.billing_date, row.due_on) == (date(2027, 1, 18), date(2027, 2, 1))
    assert (row.service_from, row.service_to) == (date(2027, 1, 11), date(2027, 1, 15))
    assert (row.net, row.vat, row.gross) == (SUMS.net, SUMS.vat, SUMS.gross)


def test_nothing_is_planned_without_a_date_or_for_modes_to_come() -> None:
    payment = draft().payment
    for changed in ({"billing_date": None}, {"term_days": None}, {"mode": Mode.INSTALMENTS}):
        assert plan_of(draft(payment=replace(payment, **changed)), SUMS) == ()
