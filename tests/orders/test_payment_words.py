"""The payments of an order in words."""

from datetime import date

import pytest

from kontor.orders.draft import Every, Mode, Payment, Share
from kontor.orders.payment_words import invoice_words, terms_words
from kontor.orders.plan import InvoiceKind, plan_of
from kontor.orders.totals import totals
from tests.builders import drafts

JANUARY = date(2027, 1, 31)


def said(payment: Payment) -> str:
    """The terms of two years of work, paid like this."""
    draft = drafts.draft(
        payment=payment, service_from=date(2027, 1, 1), service_to=date(2028, 12, 31)
    )
    around = drafts.surroundings()
    assert around.vat
    words = terms_words(payment, plan_of(draft, totals(draft.lines, around.vat)))
    return words.english() if words else ""


@pytest.mark.parametrize(
    ("payment", "words"),
    [
        (Payment(billing_date=JANUARY), "One invoice for the whole amount, on 31 January 2027."),
        (
            drafts.in_percents(("2027-01-31", "40"), ("2027-02-28", "60")),
            "In 2 instalments from 31 January 2027 to 28 February 2027.",
        ),
        (drafts.advance("2027-01-01"), "The whole amount in advance, on 1 January 2027."),
        (
            drafts.deposit("700", "2027-01-31", "2027-02-28"),
            "€700.00 net deposit on 31 January 2027, the rest on 28 February 2027.",
        ),
        (
            drafts.recurrent("2027-01-31", last_day=True),
            (
                "Every month on the last day of the month, first on 31 January 2027,"
                " until further notice."
            ),
        ),
        (
            drafts.recurrent("2027-01-15", unit=Every.WEEK, every=2, times=3),
            (
                "Every 2 weeks, first on 15 January 2027, 3 invoices in all,"
                " the last on 12 February 2027."
            ),
        ),
        (
            drafts.recurrent("2027-01-15", unit=Every.YEAR, until=date(2028, 2, 1)),
            "Every year, first on 15 January 2027, 2 invoices in all, the last on 15 January 2028.",
        ),
        (
            drafts.recurrent("2027-01-15", unit=Every.QUARTER, times=1),
            "Every quarter, first on 15 January 2027, 1 invoice in all.",
        ),
        (Payment(), ""),
    ],
)
def test_the_terms_are_one_sentence(payment: Payment, words: str) -> None:
    assert said(payment) == words


@pytest.mark.parametrize(
    ("payment", "kind", "words"),
    [
        (Payment(), InvoiceKind.INVOICE, "Single payment"),
        (Payment(Mode.INSTALMENTS), InvoiceKind.DEPOSIT, "Instalment 2 of 3"),
        (Payment(Mode.INSTALMENTS), InvoiceKind.FINAL, "Instalment 2 of 3"),
        (Payment(Mode.ADVANCE), InvoiceKind.INVOICE, "Advance payment"),
        (Payment(Mode.ADVANCE, deposit=Share()), InvoiceKind.DEPOSIT, "Deposit"),
        (Payment(Mode.ADVANCE, deposit=Share()), InvoiceKind.FINAL, "Final invoice"),
        (drafts.recurrent("2027-01-31"), InvoiceKind.INVOICE, "Invoice 2"),
        (drafts.recurrent("2027-01-31", times=3), InvoiceKind.INVOICE, "Invoice 2 of 3"),
        (Payment(), InvoiceKind.CANCELLATION, "Cancellation invoice"),
    ],
)
def test_each_invoice_says_what_it_is_for(payment: Payment, kind: InvoiceKind, words: str) -> None:
    assert invoice_words(payment, kind, 2, 3).english() == words
