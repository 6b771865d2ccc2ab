"""What is allowed about recurrent payments but noticed: each invoice, not only the first."""

from datetime import date

from kontor.clients.facts import ClientFacts
from kontor.invoicing.vat import terms_for
from kontor.orders.draft import Every, Mode, Payment, Recurrence
from kontor.orders.payment_warnings import warnings
from tests.builders.drafts import RATES, TODAY, client, draft, german_client


def said(billing_date: date, rule: Recurrence, who: ClientFacts | None = None) -> list[str]:
    """Warnings about an order that begins on 1 February 2027, for a client in France."""
    order = draft(
        service_from=date(2027, 2, 1),
        service_to=date(2027, 12, 31),
        payment=Payment(Mode.RECURRENT, billing_date, recurrence=rule),
    )
    terms = terms_for(who or client(), TODAY, RATES)
    return [fault.sentence.english() for fault in warnings(order, TODAY, terms)]


WEEKLY = Recurrence(unit=Every.WEEK, times=48)


def test_every_invoice_of_a_recurrent_payment_is_held_against_the_15th() -> None:
    (late,) = said(date(2027, 3, 15), WEEKLY)
    assert late == (
        "With reverse charge the law wants the invoice for the service until 14 February 2027 by"
        " 15 March 2027; it is planned for 22 March 2027."
    )


def test_in_time_each_week_or_without_reverse_charge_nothing_is_said() -> None:
    assert said(date(2027, 2, 12), WEEKLY) == []
    assert said(date(2027, 3, 15), WEEKLY, german_client()) == []


def test_where_the_first_is_late_it_is_the_one_that_is_named() -> None:
    (late,) = said(date(2027, 3, 16), WEEKLY)
    assert late == "With reverse charge the law wants the invoice by 15 March 2027."
