"""What a copy holds, and what its member looks at again before it goes out (R45–R47)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kontor.orders.copying import ToCheck, copy_of, faults_to_check, left_to_check
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    Mode,
    Part,
    Payment,
    Recurrence,
    Share,
)
from tests.builders import drafts
from tests.builders.drafts import TODAY

ALL = list(ToCheck)


def left(before: Draft, after: Draft, ticked: set[str] | None = None) -> list[str]:
    return left_to_check(ALL, before, after, ticked)


def test_a_copy_holds_everything_but_the_comment_and_the_purchase_order_number() -> None:
    original = drafts.draft(
        contact=Contact("Chloé Martin", "chloe@client.example", "+33 1", "en"),
        purchase_order="PO-77",
        buyer_reference="7041",
        special_agreement="All rights granted.",
        comment="Known from an exhibition.",
    )
    copy = copy_of(original, TODAY, 7)
    assert copy == replace(
        original,
        purchase_order="",
        comment="",
        confirmation=ClientConfirmation(valid_until=date(2027, 1, 11)),
    )


def test_a_copy_is_valid_for_a_week_from_today_whatever_the_original_said() -> None:
    skipped = drafts.draft(confirmation=ClientConfirmation(ask=False, valid_until=None))
    for original in (skipped, drafts.draft()):
        copy = copy_of(original, date(2027, 3, 1), 7)
        assert copy.confirmation.valid_until == date(2027, 3, 8)
        assert copy.confirmation.ask == original.confirmation.ask


def test_untouched_and_unticked_everything_is_still_to_check() -> None:
    assert left(drafts.draft(), drafts.draft()) == ALL
    assert left(drafts.draft(), drafts.draft(), set()) == ALL


def test_a_tick_checks_and_taking_it_back_asks_again() -> None:
    same = drafts.draft()
    assert left(same, same, {"payment"}) == ["service_period", "billing_dates"]
    assert left_to_check(["service_period", "billing_dates"], same, same, set()) == ALL


def test_what_was_checked_stays_so_where_nobody_was_asked() -> None:
    assert left_to_check(["payment"], drafts.draft(), drafts.draft()) == ["payment"]


def test_a_changed_field_checks_its_group_alone() -> None:
    before = drafts.draft()
    later = replace(before, service_to=date(2027, 2, 1))
    assert left(before, later) == ["payment", "billing_dates"]
    billed = replace(before, payment=replace(before.payment, billing_date=date(2027, 2, 1)))
    assert left(before, billed) == ["service_period", "payment"]
    term = replace(before, payment=replace(before.payment, term_days=30))
    assert left(before, term) == ["service_period", "billing_dates"]
    assert left(before, replace(before, title="Spring catalogue")) == ALL


def test_amounts_are_compared_by_what_they_are_worth() -> None:
    def advance(amount: str) -> Draft:
        deposit = Share(amount=Decimal(amount))
        return drafts.draft(payment=Payment(Mode.ADVANCE, date(2027, 1, 4), deposit=deposit))

    assert left(advance("500"), advance("500.00")) == ALL
    assert left(advance("500"), advance("600")) == ["service_period", "billing_dates"]


def test_the_days_of_instalments_are_billing_dates_and_their_shares_the_payment() -> None:
    def parts(day: int, percent: int) -> Draft:
        part = Part(date(2027, 1, day), Share(percent=Decimal(percent)))
        return drafts.draft(payment=Payment(Mode.INSTALMENTS, parts=(part,)))

    assert left(parts(4, 50), parts(5, 50)) == ["service_period", "payment"]
    assert left(parts(4, 50), parts(4, 60)) == ["service_period", "billing_dates"]


def test_what_belongs_to_a_mode_that_is_not_chosen_does_not_count() -> None:
    before = drafts.draft()
    after = replace(before, payment=replace(before.payment, recurrence=Recurrence()))
    assert left(before, after) == ALL
    chosen = replace(after, payment=replace(after.payment, mode=Mode.RECURRENT))
    assert left(before, chosen) == ["service_period", "billing_dates"]


def test_each_unchecked_group_is_a_fault_at_its_place() -> None:
    assert faults_to_check([]) == []
    faults = faults_to_check(["billing_dates", "service_period"])
    assert [fault.field for fault in faults] == [
        "to_check.service_period",
        "to_check.billing_dates",
    ]
    assert all(fault.missing for fault in faults)
