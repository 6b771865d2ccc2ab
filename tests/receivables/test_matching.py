"""Which invoices a payment is for: what is booked unasked, what is proposed, and what is said."""

from datetime import date
from typing import Any

import pytest

from kontor.receivables.matching import Matched, OpenInvoice
from tests.builders.matching import (
    IBAN,
    OTHER_IBAN,
    booked,
    closed,
    entry,
    euros,
    invoice,
    matched,
    of_other,
    proposed,
    told,
)

NAME = "KUNSTHAUS MOELLER GMBH"


def says(found: Matched) -> str:
    return found.remark.english() if found.remark else ""


class TestByNumber:
    @pytest.mark.parametrize(
        "where",
        [
            {"reference": "Rechnung RE-2027-000123"},
            {"structured": "RF18RE2027000123"},
            {"end_to_end": "RE2027000123"},
        ],
    )
    def test_a_number_and_the_amount_are_certain_wherever_it_stands(
        self, where: dict[str, Any]
    ) -> None:
        found = matched(entry(100, **where), [invoice(123), of_other(124)])
        assert booked(found) == {123: euros(100)}
        assert found.candidates[0].confidence == 100
        assert told(found) == [
            "The payment names RE-2027-000123.",
            "The amount is exactly what is open.",
        ]

    def test_of_two_that_are_named_each_is_proposed_once_where_the_money_pays_one(self) -> None:
        text = "RE-2027-000123 RE-2027-000124"
        found = matched(entry(100, reference=text), [invoice(123), invoice(124)])
        assert [[part.invoice_id for part in each.parts] for each in found.candidates] == [
            [123],
            [124],
        ]

    def test_less_is_a_part_payment(self) -> None:
        found = matched(entry(40, "RE-2027-000123"), [invoice(123)])
        assert booked(found) == {123: euros(40)}
        assert found.candidates[0].rest == 0

    def test_of_more_the_rest_stays_undecided(self) -> None:
        found = matched(entry(150, "RE-2027-000123"), [invoice(123)])
        assert booked(found) == {123: euros(100)}
        assert found.candidates[0].rest == euros(50)

    def test_a_disputed_invoice_can_be_paid(self) -> None:
        found = matched(entry(100, "RE-2027-000123"), [invoice(123, status="disputed")])
        assert booked(found) == {123: euros(100)}

    def test_a_client_can_pay_the_invoice_of_another(self) -> None:
        invoices = [invoice(123, ibans=frozenset({IBAN})), of_other(124)]
        found = matched(entry(100, "RE-2027-000124", iban=IBAN, name=NAME), invoices)
        assert booked(found) == {124: euros(100)}

    def test_a_number_by_mistake_is_not_booked_where_the_payer_has_one_that_fits(self) -> None:
        invoices = [invoice(123), of_other(132, 500)]
        found = matched(entry(100, "RE-2027-000132", name=NAME), invoices)
        assert found.certain is None
        assert set(proposed(found)) == {(123,), (132,)}


class TestSeveralNumbers:
    TEXT = "RE-2027-000123 RE-2027-000124"

    def test_are_certain_if_they_make_up_the_amount(self) -> None:
        found = matched(entry(300, self.TEXT), [invoice(123), invoice(124, 200)])
        assert booked(found) == {123: euros(100), 124: euros(200)}

    @pytest.mark.parametrize("amount", [250, 350])
    def test_are_proposed_if_not(self, amount: int) -> None:
        found = matched(entry(amount, self.TEXT), [invoice(123), invoice(124, 200)])
        assert found.certain is None
        assert proposed(found) == [(123, 124)]
        assert sum(part.amount for part in found.candidates[0].parts) == min(amount, 300)

    def test_one_of_them_may_be_meant(self) -> None:
        found = matched(entry(200, self.TEXT), [invoice(123), invoice(124, 200)])
        assert found.certain is None
        assert proposed(found) == [(124,), (123, 124)]

    def test_a_list_that_goes_on_counts_only_where_it_makes_up_the_amount(self) -> None:
        invoices = [invoice(123), invoice(124, 200)]
        whole = matched(entry(300, "RE-2027-000123, 124"), invoices)
        assert booked(whole) == {123: euros(100), 124: euros(200)}
        first = matched(entry(100, "RE-2027-000123, 124"), invoices)
        assert booked(first) == {123: euros(100)}

    def test_the_oldest_gets_it_first(self) -> None:
        invoices = [invoice(123), invoice(124, 200, due_on=date(2027, 1, 4))]
        found = matched(entry(210, self.TEXT), invoices)
        assert [part.amount for part in found.candidates[0].parts] == [euros(200), euros(10)]


class TestClosedInvoices:
    def test_a_paid_one_is_a_double_payment(self) -> None:
        found = matched(entry(100, "RE-2027-000123"), [closed(123, "paid")])
        assert (found.certain, found.candidates, found.named) == (None, (), (123,))
        assert says(found) == (
            "Invoice RE-2027-000123 is already paid: this is a double payment or too much."
        )

    def test_a_cancelled_one_is_to_be_given_back(self) -> None:
        found = matched(entry(100, "RE-2027-000123"), [closed(123, "cancelled")])
        assert found.certain is None
        assert "is cancelled: what was paid for it is to be given back" in says(found)

    def test_beside_an_open_one_a_person_decides(self) -> None:
        text = "RE-2027-000123 RE-2027-000124"
        found = matched(entry(100, text), [closed(123, "paid"), invoice(124)])
        assert found.certain is None
        assert proposed(found) == [(124,)]

    def test_the_old_number_on_a_standing_order_proposes_the_next_invoice(self) -> None:
        invoices = [closed(123, "paid"), invoice(124, ibans=frozenset({IBAN}))]
        found = matched(entry(100, "RE-2027-000123", iban=IBAN), invoices)
        assert found.certain is None
        assert proposed(found) == [(124,)]

    def test_a_cancellation_that_is_named_takes_its_invoice_out(self) -> None:
        cancelled = closed(123, "cancelled", cancelled_by="ST-2027-000001")
        text = "RE-2027-000123 abzgl. ST-2027-000001, RE-2027-000124"
        found = matched(entry(100, text), [cancelled, invoice(124)])
        assert booked(found) == {124: euros(100)}

    def test_what_is_set_off_against_a_refund_is_for_a_person(self) -> None:
        cancelled = closed(123, "cancelled", cancelled_by="ST-2027-000001")
        text = "RE-2027-000124 abzgl. ST-2027-000001"
        found = matched(entry(150, text), [cancelled, invoice(124, 250)])
        assert found.certain is None
        assert proposed(found) == [(124,)]
        assert says(found) == (
            "The payment names ST-2027-000001, which cancels RE-2027-000123: it may be set off."
        )


class TestSlips:
    TEXT = "RE-2027-000183"

    def test_are_certain_if_amount_and_name_say_the_same(self) -> None:
        found = matched(entry(100, self.TEXT, name=NAME), [invoice(123), of_other(182)])
        assert booked(found) == {123: euros(100)}

    def test_are_certain_if_amount_and_account_say_the_same(self) -> None:
        known = invoice(123, ibans=frozenset({IBAN}))
        found = matched(entry(100, self.TEXT, iban=IBAN), [known, of_other(182)])
        assert booked(found) == {123: euros(100)}

    def test_are_only_proposed_by_amount_alone_or_name_alone(self) -> None:
        invoices = [invoice(123), of_other(182, 70)]
        for given in (entry(100, self.TEXT), entry(90, self.TEXT, name=NAME)):
            found = matched(given, invoices)
            assert found.certain is None
            assert proposed(found)[0] == (123,)

    def test_are_only_proposed_where_the_payer_has_two_that_fit(self) -> None:
        found = matched(entry(100, self.TEXT, name=NAME), [invoice(123), invoice(133)])
        assert found.certain is None
        assert set(proposed(found)) == {(123,), (133,)}


class TestReferencesOfOrders:
    def test_with_amount_and_name_are_certain(self) -> None:
        found = matched(entry(100, "Auftrag A-2027-0123", name=NAME), [invoice(123), invoice(124)])
        assert found.certain is None  # two of this client fit by their amount
        assert proposed(found)[0] == (123,)
        found = matched(
            entry(100, "Auftrag A-2027-0123", name=NAME), [invoice(123), invoice(124, 90)]
        )
        assert booked(found) == {123: euros(100)}

    def test_a_purchase_order_with_amount_and_account_is_certain(self) -> None:
        known = invoice(123, references=("PO 4500/017",), ibans=frozenset({IBAN}))
        found = matched(entry(100, "po4500017", iban=IBAN), [known, of_other(124)])
        assert booked(found) == {123: euros(100)}
        assert "The payment names PO 4500/017 of its order." in told(found)

    def test_without_a_known_payer_they_are_proposed(self) -> None:
        found = matched(entry(100, "A-2027-0123"), [invoice(123), of_other(124)])
        assert found.certain is None
        assert proposed(found)[0] == (123,)

    def test_a_department_says_nothing(self) -> None:
        found = matched(entry(50, "Einkauf"), [invoice(123, references=("Einkauf",))])
        assert proposed(found) == []


class TestWithoutANumber:
    KNOWN = invoice(123, ibans=frozenset({IBAN}))

    def test_the_amount_alone_is_never_certain(self) -> None:
        found = matched(entry(100), [invoice(123)])
        assert found.certain is None
        assert proposed(found) == [(123,)]

    def test_a_name_and_the_amount_are_only_proposed(self) -> None:
        found = matched(entry(100, name=NAME), [invoice(123)])
        assert found.certain is None
        assert found.candidates[0].confidence == 60

    def test_a_known_account_and_an_amount_that_nothing_else_has_are_certain(self) -> None:
        found = matched(entry(100, iban=IBAN), [self.KNOWN, of_other(124, 90)])
        assert booked(found) == {123: euros(100)}
        assert told(found) == [
            "Kunsthaus Möller GmbH has paid from this account before.",
            "The amount is exactly what is open.",
            "No other invoice of this payer has this amount open.",
            "No other invoice has this amount open.",
        ]

    def test_two_of_the_client_or_one_of_another_make_it_a_proposal(self) -> None:
        second = invoice(124, ibans=frozenset({IBAN}))
        for other in (second, of_other(124)):
            found = matched(entry(100, iban=IBAN), [self.KNOWN, other])
            assert found.certain is None
            assert proposed(found)[0] == (123,)

    def test_an_account_does_not_outweigh_an_order_that_is_named(self) -> None:
        other = of_other(124, 90)
        found = matched(entry(100, "A-2027-0124", iban=IBAN), [self.KNOWN, other])
        assert found.certain is None

    def test_several_invoices_of_the_payer_may_make_up_the_amount(self) -> None:
        invoices = [invoice(123), invoice(124, 200), invoice(125, 400), of_other(126, 300)]
        found = matched(entry(600, name=NAME), invoices)
        assert found.certain is None
        assert proposed(found)[0] == (124, 125)

    def test_else_the_oldest_of_the_payer_come_last(self) -> None:
        found = matched(entry(250, name=NAME), [invoice(123), invoice(124, 200)])
        assert proposed(found) == [(123, 124)]
        assert found.candidates[0].confidence == 10

    def test_nothing_in_common_gives_nothing(self) -> None:
        assert matched(entry(77), [invoice(123)]) == Matched()


class TestNeverUnasked:
    def test_foreign_currency(self) -> None:
        found = matched(entry(100, "RE-2027-000123", currency="USD"), [invoice(123)])
        assert (found.certain, found.candidates, found.named) == (None, (), (123,))
        assert says(found) == "The amount is in USD: a person decides."

    def test_a_batch_whose_payments_are_unknown(self) -> None:
        invoices = [invoice(123), invoice(124, 200), of_other(125, 17)]
        found = matched(entry(300, kind="batch", name=""), invoices)
        assert found.certain is None
        assert proposed(found) == [(123, 124)]
        assert "the bank does not say which" in says(found)

    @pytest.mark.parametrize(
        ("amount", "kind"),
        [(-3, "charge"), (-100, "payment"), (-100, "other"), (100, "return")],
    )
    def test_charges_debits_and_what_came_back_to_us(self, amount: int, kind: str) -> None:
        found = matched(entry(amount, "RE-2027-000123", kind=kind), [invoice(123)])
        assert (found.certain, found.candidates) == (None, ())
        assert found.remark


def test_at_most_five_are_proposed_the_longest_due_first() -> None:
    invoices = [invoice(pk, due_on=date(2027, 5, 30 - pk)) for pk in range(1, 10)]
    assert proposed(matched(entry(100), invoices)) == [(9,), (8,), (7,), (6,), (5,)]


@pytest.mark.parametrize(
    ("payer", "client"),
    [
        ("KUNSTHAUS MOELLER", "Kunsthaus Möller GmbH"),
        ("Kunsthaus Möller GmbH & Co. KG", "Kunsthaus Möller"),
        ("Schmidt, Anna", "Anna Schmidt"),
        ("Frau Anna Schmidt", "Anna Schmidt"),
        ("Bundesverband freier Darste", "Bundesverband freier Darstellender Künste e.V."),
        ("Treuhand AG / Kunsthaus Möller GmbH", "Kunsthaus Möller GmbH"),
    ],
)
def test_a_name_is_known_as_banks_write_it(payer: str, client: str) -> None:
    found = matched(entry(100, name=payer), [invoice(123, client_name=client)])
    assert "name" in {reason.key for reason in found.candidates[0].reasons}


@pytest.mark.parametrize(
    ("payer", "client"),
    [("Siemens", "Siemens Energy AG"), ("Anna", "Anna Schmidt"), ("", "Anna Schmidt")],
)
def test_half_a_name_is_not_enough(payer: str, client: str) -> None:
    found = matched(entry(100, name=payer), [invoice(123, client_name=client)])
    assert "name" not in {reason.key for reason in found.candidates[0].reasons}


def test_an_account_is_known_with_or_without_spaces() -> None:
    spaced: OpenInvoice = invoice(123, ibans=frozenset({"DE02 1203 0000 0000 2020 51"}))
    assert booked(matched(entry(100, iban=IBAN.lower()), [spaced])) == {123: euros(100)}
    assert booked(matched(entry(100, iban=OTHER_IBAN), [spaced])) == {}
