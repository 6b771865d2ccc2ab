"""A file is asked about before it is booked, where all that it brings is unknown or the same."""

from collections.abc import Sequence

from kontor.receivables.doubt import doubt
from kontor.receivables.matching import OpenInvoice, Received
from tests.builders.matching import closed, entry, invoice, matched

UNKNOWN = [entry(11), entry(12), entry(13)]


def asked(entries: Sequence[Received], invoices: Sequence[OpenInvoice]) -> str:
    said = doubt([(each, matched(each, invoices)) for each in entries])
    return said.english() if said else ""


def test_three_payments_of_which_none_is_known_are_asked_about() -> None:
    assert "Not one of the 3 payments" in asked(UNKNOWN, [invoice(123)])


def test_two_are_not_yet_odd() -> None:
    assert asked(UNKNOWN[:2], [invoice(123)]) == ""


def test_one_that_is_known_is_enough() -> None:
    for known in (
        entry(100, "RE-2027-000123"),
        entry(9, name="Kunsthaus Möller"),
        entry(9, "RE-2027-000124"),
    ):
        assert asked([*UNKNOWN, known], [invoice(123), closed(124, "paid")]) == ""


def test_an_amount_makes_nobody_known() -> None:
    assert asked([*UNKNOWN, entry(100)], [invoice(123)])


def test_batches_charges_and_returns_need_not_be_known() -> None:
    entries = [
        entry(500, kind="batch"),
        entry(-3, kind="charge"),
        entry(-3, kind="return"),
        *UNKNOWN[:2],
    ]
    assert asked(entries, []) == ""


def test_two_payments_of_one_invoice_and_nothing_else_are_asked_about() -> None:
    twice = [entry(100, "RE-2027-000123")] * 2
    assert "All 2 new payments in it are for the same invoice" in asked(twice, [invoice(123)])
    assert asked([*twice, entry(100, "RE-2027-000124")], [invoice(123), invoice(124)]) == ""
    assert asked(twice[:1], [invoice(123)]) == ""


def test_two_unknown_payments_are_not_for_the_same_invoice() -> None:
    assert asked([entry(11), entry(11)], [invoice(123)]) == ""
