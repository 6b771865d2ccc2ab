"""What every mode of payment must hold to be submitted, each fault at its own field (spec § 5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kontor.foundation.refusal import Fault
from kontor.orders.draft import Draft, Every, Mode, Part, Payment, Recurrence, Share
from kontor.orders.payment_warnings import warnings
from kontor.orders.submitting import faults_to_save, faults_to_submit
from tests.builders.drafts import (
    TODAY,
    advance,
    deposit,
    draft,
    german_client,
    in_amounts,
    in_percents,
    line,
    recurrent,
    surroundings,
)

NEXT_YEAR: dict[str, Any] = {"service_from": date(2027, 1, 31), "service_to": date(2028, 1, 30)}


def faults(payment: Payment, **changes: Any) -> list[Fault]:
    return faults_to_submit(draft(payment=payment, **changes), surroundings())


def fields(payment: Payment, **changes: Any) -> list[str]:
    return [fault.field for fault in faults(payment, **changes)]


def said(payment: Payment, **changes: Any) -> str:
    """The one sentence that refuses it."""
    (fault,) = faults(payment, **changes)
    return fault.sentence.english()


@pytest.mark.parametrize(
    "payment",
    [
        advance("2027-01-04"),
        deposit("0.01", "2027-01-04", "2027-01-04"),
        deposit("2099.99", "2027-01-04", "2027-01-18"),
        replace(deposit("1", "2027-01-04", "2027-01-18"), deposit=Share(percent=Decimal("33.3"))),
        in_amounts(("2027-01-04", "1000.00"), ("2027-01-04", "1100.00")),
        in_percents(("2027-01-04", "33.33"), ("2027-01-11", "33.33"), ("2027-01-18", "33.34")),
    ],
)
def test_a_complete_payment_can_be_submitted(payment: Payment) -> None:
    assert fields(payment) == []


@pytest.mark.parametrize(
    "payment",
    [
        recurrent("2027-01-31", times=12),
        recurrent("2027-01-31", until=date(2027, 12, 31)),
        recurrent("2027-01-31", last_day=True, until=date(2027, 1, 31)),
        recurrent("2027-01-31", unit=Every.WEEK, times=52),
    ],
)
def test_a_complete_recurrence_can_be_submitted(payment: Payment) -> None:
    assert fields(payment, **NEXT_YEAR) == []


def test_an_open_ended_payment_leaves_the_last_day_of_the_service_out() -> None:
    assert fields(recurrent("2027-01-31"), service_to=None) == []
    assert fields(recurrent("2027-01-31")) == ["service_to"]
    assert fields(recurrent("2027-01-31", times=1), service_to=None) == ["service_to"]


@pytest.mark.parametrize(
    ("payment", "field"),
    [
        (advance("2032-01-05"), "payment.billing_date"),
        (replace(advance("2027-01-04"), billing_date=None), "payment.billing_date"),
        (deposit("0.00", "2027-01-04", "2027-01-18"), "payment.deposit"),
        (deposit("2100.00", "2027-01-04", "2027-01-18"), "payment.deposit"),
        (deposit("0.001", "2027-01-04", "2027-01-18"), "payment.deposit"),
        (deposit("100", "2027-01-18", "2027-01-17"), "payment.final_date"),
        (deposit("100", "2027-01-18", "2032-01-05"), "payment.final_date"),
        (in_amounts(("2027-01-18", "2100.00")), "payment.parts"),
        (in_amounts(("2027-01-18", "1000"), ("2027-01-19", "1099.99")), "payment.parts"),
        (in_amounts(("2027-01-18", "2100"), ("2027-01-19", "0")), "payment.parts[1].amount"),
        (in_amounts(("2027-01-18", "2100"), ("2027-01-19", "-1")), "payment.parts[1].amount"),
        (in_amounts(("2027-01-18", "1000"), ("2027-01-17", "1100")), "payment.parts[1].date"),
        (in_amounts(("2027-01-18", "1000"), ("2032-01-05", "1100")), "payment.parts[1].date"),
        (in_percents(("2027-01-18", "50"), ("2027-01-19", "49.99")), "payment.parts"),
        (in_percents(("2027-01-18", "99.999"), ("2027-01-19", "1")), "payment.parts[0].percent"),
        (in_percents(("2027-01-18", "101"), ("2027-01-19", "1")), "payment.parts[0].percent"),
    ],
)
def test_one_wrong_field_is_named_alone(payment: Payment, field: str) -> None:
    assert fields(payment) == [field]


@pytest.mark.parametrize(
    ("payment", "field"),
    [
        (recurrent("2027-01-31", every=None, times=1), "payment.every"),
        (recurrent("2027-01-31", every=0, times=1), "payment.every"),
        (recurrent("2027-01-31", unit=None, times=1), "payment.unit"),
        (recurrent("2027-01-31", unit=Every.WEEK, last_day=True, times=1), "payment.last_day"),
        (recurrent("2027-01-31", times=0), "payment.times"),
        (recurrent("2027-01-31", times=261), "payment.times"),
        (recurrent("2027-01-31", times=13), "payment.times"),
        (recurrent("2027-01-31", times=1, until=date(2027, 2, 1)), "payment.until"),
        (recurrent("2027-01-31", until=date(2027, 1, 30)), "payment.until"),
        (recurrent("2027-01-30", until=date(2027, 1, 30), last_day=True), "payment.until"),
        (recurrent("2027-01-31", until=date(2028, 1, 31)), "payment.until"),
        (recurrent("2027-01-31", until=date(2032, 1, 5)), "payment.until"),
    ],
)
def test_one_wrong_field_of_a_recurrence_is_named_alone(payment: Payment, field: str) -> None:
    assert fields(payment, **NEXT_YEAR) == [field]


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert fields(Payment(Mode.INSTALMENTS, term_days=None)) == [
        "payment.parts",
        "payment.term_days",
    ]
    assert fields(Payment(Mode.INSTALMENTS, parts=(Part(), Part(TODAY)))) == [
        "payment.parts[0].date",
        "payment.parts[0].amount",
        "payment.parts[1].amount",
    ]
    assert fields(Payment(Mode.ADVANCE, deposit=Share())) == [
        "payment.billing_date",
        "payment.deposit",
        "payment.final_date",
    ]
    nothing = Payment(Mode.RECURRENT)
    assert fields(nothing) == ["payment.billing_date", "payment.every", "payment.unit"]
    assert all(fault.missing for fault in faults(nothing))


def test_amounts_and_percentages_may_stand_side_by_side_if_they_sum_to_the_cent() -> None:
    def mixed(amount: str, percent: str) -> Payment:
        shares = (Share(Decimal(amount)), Share(percent=Decimal(percent)))
        return Payment(Mode.INSTALMENTS, parts=tuple(Part(TODAY, share) for share in shares))

    assert fields(mixed("1050.00", "50")) == []
    assert fields(mixed("1050.01", "50")) == ["payment.parts"]


def test_an_instalment_is_an_amount_or_a_percentage_and_never_nothing() -> None:
    parts = (Part(TODAY), Part(TODAY, Share(Decimal(1), Decimal(1))))
    assert fields(Payment(Mode.INSTALMENTS, parts=parts)) == [
        "payment.parts[1].percent",
        "payment.parts[0].amount",
    ]


def test_a_share_too_small_to_bill_is_named() -> None:
    tiny = (line("1", "0.02"),)
    assert fields(
        in_percents(("2027-01-18", "20"), ("2027-01-19", "40"), ("2027-01-20", "40")), lines=tiny
    ) == ["payment.parts[0].percent"]
    thirds = in_percents(("2027-01-18", "33.3"), ("2027-01-19", "33.3"), ("2027-01-20", "33.4"))
    assert fields(thirds, lines=tiny) == ["payment.parts"]
    nothing = replace(deposit("1", "2027-01-04", "2027-01-18"), deposit=Share(percent=Decimal(1)))
    assert fields(nothing, lines=tiny) == ["payment.deposit"]


def test_amounts_are_not_judged_while_a_line_is_missing() -> None:
    half = (line(), replace(line(), quantity=None))
    assert fields(deposit("9000", "2027-01-04", "2027-01-18"), lines=half) == ["lines[1].quantity"]
    parts = in_amounts(("2027-01-18", "1"), ("2027-01-19", "1"))
    assert fields(parts, lines=half) == ["lines[1].quantity"]


def test_the_limit_of_260_invoices_and_five_years() -> None:
    weekly = recurrent("2027-01-04", unit=Every.WEEK, until=date(2032, 1, 4))
    far = {"service_from": date(2027, 1, 4), "service_to": date(2032, 1, 4)}
    assert said(weekly, **far) == (
        "Choose 22 December 2031 or earlier; 260 invoices are the limit."
    )
    late = recurrent("2031-01-10", times=13)
    assert said(late, service_from=date(2031, 1, 1), service_to=date(2032, 1, 1)) == (
        "Enter a lower number. The last invoice would go out on 10 January 2032; five years ahead"
        " is the limit."
    )


def test_sentences_say_how_to_mend_it() -> None:
    assert said(in_amounts(("2027-01-18", "1000"), ("2027-01-19", "1000"))) == (
        "Change the instalments to €2,100.00 together, the order’s net; now they are €2,000.00."
    )
    assert said(in_percents(("2027-01-18", "33.3"), ("2027-01-19", "33.3"))) == (
        "Change the instalments to 100 % together; now they are 66.6 %."
    )
    assert said(recurrent("2027-01-31", times=13), **NEXT_YEAR) == (
        "Enter 12 at most. The service ends on 30 January 2028, and a further invoice would bill"
        " the time after it."
    )
    assert said(recurrent("2027-01-31", until=date(2028, 1, 31)), **NEXT_YEAR) == (
        "Choose a day before 31 January 2028. The service ends on 30 January 2028, and the invoice"
        " of that day would bill the time after it."
    )


def test_drafts_keep_what_is_unfinished_but_not_what_is_out_of_range() -> None:
    for unfinished in (
        Payment(Mode.INSTALMENTS, parts=(Part(),)),
        Payment(Mode.ADVANCE, deposit=Share()),
        Payment(Mode.RECURRENT, recurrence=Recurrence(every=None, unit=None)),
    ):
        assert faults_to_save(Draft(payment=unfinished)) == []
    for wrong, field in (
        (Payment(parts=(Part(),) * 261), "payment.parts"),
        (Payment(parts=(Part(share=Share(Decimal("NaN"))),)), "payment.parts[0].amount"),
        (Payment(deposit=Share(percent=Decimal("100.01"))), "payment.deposit"),
        (Payment(deposit=Share(Decimal(1), Decimal(1))), "payment.deposit"),
        (Payment(parts=(Part(share=Share(Decimal(1), Decimal(1))),)), "payment.parts[0].percent"),
        (Payment(recurrence=Recurrence(every=261)), "payment.every"),
        (Payment(recurrence=Recurrence(times=-1)), "payment.times"),
    ):
        assert [fault.field for fault in faults_to_save(Draft(payment=wrong))] == [field]


def noticed(payment: Payment, *, german: bool = False, **changes: Any) -> list[str]:
    around = surroundings(german_client() if german else None)
    of = draft(payment=payment, **changes)
    return [fault.field for fault in warnings(of, TODAY, around.vat)]


def test_every_billing_date_in_the_past_is_noticed() -> None:
    parts = in_amounts(("2027-01-02", "1000"), ("2027-01-03", "100"), ("2027-01-18", "1000"))
    assert noticed(parts) == ["payment.parts[0].date", "payment.parts[1].date"]
    assert noticed(deposit("1", "2027-01-03", "2027-01-03")) == [
        "payment.billing_date",
        "payment.final_date",
    ]


def test_what_closes_an_order_usually_follows_the_service() -> None:
    assert noticed(deposit("1", "2027-01-04", "2027-01-14")) == ["payment.final_date"]
    assert noticed(in_amounts(("2027-01-12", "1000"), ("2027-01-14", "1100"))) == [
        "payment.parts[1].date"
    ]
    assert noticed(advance("2027-01-04")) == []


def test_reverse_charge_is_late_at_the_date_it_concerns() -> None:
    late = deposit("1", "2027-01-04", "2027-02-16")
    assert noticed(late) == ["payment.final_date"]
    assert noticed(late, german=True) == []
    assert noticed(recurrent("2027-03-16", times=12), **NEXT_YEAR) == ["payment.billing_date"]
    assert noticed(recurrent("2027-03-15", times=12), **NEXT_YEAR) == []


def test_service_that_no_invoice_bills_is_noticed() -> None:
    assert noticed(recurrent("2027-01-31", times=11), **NEXT_YEAR) == ["payment.times"]
    until = recurrent("2027-01-31", until=date(2027, 12, 30))
    assert noticed(until, **NEXT_YEAR) == ["payment.until"]
    assert noticed(recurrent("2027-01-31"), service_to=None) == []
