"""Payments that come back: which one it is, and what each invoice loses."""

from dataclasses import replace
from datetime import date

from kontor.receivables.matching import Part, Received
from tests.builders.matching import (
    IBAN,
    OTHER_IBAN,
    booked,
    closed,
    earlier,
    entry,
    euros,
    invoice,
    matched,
    proposed,
    told,
)

PAID = closed(123, "paid")


def coming_back(amount: int, text: str = "", **changes: object) -> Received:
    return entry(-amount, text, kind="return", **changes)


def test_the_same_end_to_end_id_is_certain_and_the_bank_says_why() -> None:
    back = coming_back(100, end_to_end="E1", return_reason="AC04 account closed")
    found = matched(back, [PAID], [earlier(1, 100, end_to_end="E1"), earlier(2, 100)])
    assert booked(found) == {123: euros(-100)}
    assert told(found) == [
        "The return bears the end-to-end id of the payment.",
        "The amount is that of the payment.",
        "The bank’s reason: AC04 account closed",
    ]


def test_the_amount_with_the_account_or_the_invoice_is_certain() -> None:
    paid = [earlier(1, 100, iban=IBAN), earlier(2, 100, Part(124, euros(100)))]
    assert booked(matched(coming_back(100, iban=IBAN), [PAID], paid)) == {123: euros(-100)}
    by_number = coming_back(100, "Rückgabe RE-2027-000123", iban=OTHER_IBAN)
    assert booked(matched(by_number, [PAID], paid)) == {123: euros(-100)}


def test_every_part_goes_back() -> None:
    parts = (Part(123, euros(60)), Part(124, euros(40)))
    found = matched(
        coming_back(100, end_to_end="E1"), [], [earlier(1, 100, *parts, end_to_end="E1")]
    )
    assert booked(found) == {123: euros(-60), 124: euros(-40)}


def test_what_was_never_booked_stays_to_be_decided() -> None:
    paid = [earlier(1, 150, Part(123, euros(100)), end_to_end="E1")]
    found = matched(coming_back(150, end_to_end="E1"), [PAID], paid)
    assert booked(found) == {123: euros(-100)}
    assert found.candidates[0].rest == euros(-50)


def test_what_was_kept_or_paid_back_is_seen_to_by_a_person_first() -> None:
    paid = [earlier(1, 150, Part(123, euros(100)), end_to_end="E1", kept=euros(50))]
    found = matched(coming_back(150, end_to_end="E1"), [PAID], paid)
    assert (found.certain, proposed(found)) == (None, [(123,)])
    assert found.remark
    assert "€50.00 are kept for the client or paid back" in found.remark.english()


def test_a_payment_of_which_nothing_paid_an_invoice_is_known_all_the_same() -> None:
    twice = [
        earlier(1, 100, iban=IBAN),
        replace(earlier(2, 100, iban=IBAN, kept=euros(100)), parts=()),
    ]
    found = matched(coming_back(100, iban=IBAN), [PAID], twice)
    assert (found.certain, proposed(found)) == (None, [(123,)])
    alone = matched(coming_back(100, iban=IBAN), [PAID], twice[1:])
    assert (alone.certain, alone.candidates) == (None, ())
    assert alone.remark
    assert "kept for the client" in alone.remark.english()


def test_charges_of_the_other_bank_stay_to_be_decided() -> None:
    paid = [earlier(1, 100, end_to_end="E1", iban=IBAN)]
    found = matched(coming_back(103, end_to_end="E1", iban=IBAN), [PAID], paid)
    assert booked(found) == {123: euros(-100)}
    assert found.candidates[0].rest == euros(-3)


def test_another_amount_from_another_account_is_only_proposed() -> None:
    paid = [earlier(1, 100, end_to_end="1", iban=IBAN)]
    found = matched(coming_back(70, end_to_end="1", iban=OTHER_IBAN), [PAID], paid)
    assert (found.certain, proposed(found)) == (None, [(123,)])


def test_less_than_what_was_split_is_only_proposed() -> None:
    parts = (Part(123, euros(60)), Part(124, euros(40)))
    paid = [earlier(1, 100, *parts, end_to_end="E1", iban=IBAN)]
    found = matched(coming_back(70, end_to_end="E1", iban=IBAN), [], paid)
    assert found.certain is None
    assert [part.amount for part in found.candidates[0].parts] == [euros(-60), euros(-10)]


def test_two_payments_that_fit_are_proposed_the_latest_first() -> None:
    paid = [
        earlier(1, 100, Part(122, euros(100)), iban=IBAN, booked_on=date(2027, 4, 9)),
        earlier(2, 100, Part(123, euros(100)), iban=IBAN),
    ]
    found = matched(coming_back(100, iban=IBAN), [], paid)
    assert (found.certain, proposed(found)) == (None, [(123,), (122,)])


def test_thirteen_months_and_no_longer() -> None:
    back = coming_back(100, end_to_end="E1")
    last = earlier(1, 100, end_to_end="E1", booked_on=date(2026, 5, 9))
    assert booked(matched(back, [], [last]))
    for day in (date(2026, 5, 8), date(2027, 6, 10)):
        found = matched(back, [], [earlier(1, 100, end_to_end="E1", booked_on=day)])
        assert found.candidates == ()
        assert found.remark


def test_what_has_come_back_already_cannot_come_back_again() -> None:
    open_again = invoice(123)
    found = matched(
        coming_back(100, end_to_end="E1"), [open_again], [earlier(1, 100, end_to_end="E1")]
    )
    assert (found.certain, proposed(found)) == (None, [(123,)])


def test_of_a_cancelled_invoice_a_person_looks_at_the_refund() -> None:
    cancelled = closed(123, "cancelled")
    found = matched(
        coming_back(100, end_to_end="E1"), [cancelled], [earlier(1, 100, end_to_end="E1")]
    )
    assert found.certain is None
    assert found.remark
    assert "see that its refund is not paid as well" in found.remark.english()
