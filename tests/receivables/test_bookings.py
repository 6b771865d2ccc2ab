"""Invoices and money as bookings: which account against which, and that nothing is lost."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.formats.datev import Batch, batch_file
from kontor.receivables.bookings import (
    Invoiced,
    Moved,
    bookings,
    client_ids,
    fiscal_year,
    last_debtor,
    missing,
)
from tests.formats.datev_reader import amount_of, read

IBAN = "DE89370400440532013000"
ACCOUNTS = {
    "consultant": "29098",
    "client": "55003",
    "account_length": "4",
    "fiscal_month": "1",
    "debtors": "10000",
    "revenue_standard": "4400",
    "revenue_reduced": "4300",
    "revenue_exempt": "4100",
    "revenue_reverse_charge": "4336",
    "revenue_outside": "4338",
    "tax_key_standard": "",
    "tax_key_reduced": "2",
    "charges": "6855",
    "written_off": "6930",
    "clearing": "1370",
    f"bank_{IBAN}": "1800",
}
TREATMENTS = ("standard", "reduced", "exempt", "reverse_charge", "outside")
BATCH = Batch(
    consultant=29098,
    client=55003,
    fiscal_year_from=date(2027, 1, 1),
    account_length=4,
    first=date(2027, 1, 1),
    last=date(2027, 12, 31),
    title="2027",
    made_at=datetime(2027, 2, 3, 10),  # noqa: DTZ001  # the clock on the wall
)


def invoiced(amount: str = "2100.00", treatment: str = "standard", **changes: Any) -> Invoiced:
    values: dict[str, Any] = {
        "number": "RE-2027-000001",
        "cancels": "",
        "client_id": 17,
        "client": "Lefèvre SAS",
        "vat_number": "FR12345678901",
        "issued_on": date(2027, 1, 18),
        "due_on": date(2027, 2, 1),
        "amounts": ((treatment, Decimal(amount)),),
    }
    return Invoiced(**values | changes)


def moved(purpose: str = "invoice", amount: str = "2100.00", **changes: Any) -> Moved:
    values: dict[str, Any] = {
        "purpose": purpose,
        "amount": Decimal(amount),
        "day": date(2027, 2, 2),
        "iban": "" if purpose == "written_off" else IBAN,
        "client_id": 17,
        "voucher": "RE-2027-000001",
        "text": "LEFEVRE SAS",
    }
    return Moved(**values | changes)


def booked(one: Invoiced | Moved) -> tuple[str, str, str, Decimal]:
    """Account, side, contra account and amount of the one booking."""
    (made,) = (
        bookings(ACCOUNTS, [one], [])
        if isinstance(one, Invoiced)
        else bookings(ACCOUNTS, [], [one])
    )
    return made.account, "S" if made.debit else "H", made.contra, made.amount


def test_an_invoice_debits_its_client_and_credits_revenue_by_its_vat_case() -> None:
    revenue = {case: booked(invoiced("100.00", case))[2] for case in TREATMENTS}
    assert revenue == dict(zip(TREATMENTS, ("4400", "4300", "4100", "4336", "4338"), strict=True))
    assert booked(invoiced()) == ("10017", "S", "4400", Decimal("2100.00"))


def test_an_invoice_of_two_vat_cases_is_two_bookings_under_one_number() -> None:
    mixed = invoiced(amounts=(("standard", Decimal("119.00")), ("reduced", Decimal("107.00"))))
    made = bookings(ACCOUNTS, [mixed], [])
    assert [(each.amount, each.contra, each.tax_key) for each in made] == [
        (Decimal("119.00"), "4400", ""),
        (Decimal("107.00"), "4300", "2"),
    ]
    assert {each.voucher for each in made} == {"RE-2027-000001"}


def test_a_cancellation_takes_it_back_under_the_number_of_the_cancelled_invoice() -> None:
    off = invoiced("-2100.00", number="ST-2027-000001", cancels="RE-2027-000001", due_on=None)
    assert booked(off) == ("10017", "H", "4400", Decimal("2100.00"))
    (made,) = bookings(ACCOUNTS, [off], [])
    assert (made.voucher, made.text) == ("RE-2027-000001", "ST-2027-000001 Lefèvre SAS")


def test_only_reverse_charge_bears_the_clients_vat_number() -> None:
    numbers = [bookings(ACCOUNTS, [invoiced("1", case)], [])[0].vat_number for case in TREATMENTS]
    assert numbers == ["", "", "", "FR12345678901", ""]


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        (moved(), ("1800", "S", "10017")),
        (moved(amount="-2100.00"), ("1800", "H", "10017")),  # it went back
        (moved("credit"), ("1800", "S", "10017")),
        (moved("refund"), ("1800", "S", "10017")),
        (moved("refunded", "-50.00"), ("1800", "H", "10017")),
        (moved("refunded", "-50.00", client_id=None), ("1800", "H", "1370")),
        (moved("charge", "-3.50", client_id=None), ("1800", "H", "6855")),
        (moved("other", client_id=None), ("1800", "S", "1370")),
        (moved("written_off", "0.03"), ("6930", "S", "10017")),
    ],
)
def test_money_stands_between_the_bank_and_what_it_is_for(
    money: Moved, expected: tuple[str, str, str]
) -> None:
    account, side, contra, amount = booked(money)
    assert (account, side, contra) == expected
    assert amount == abs(money.amount)


def test_only_what_is_needed_and_not_set_is_missing_in_the_order_of_the_page() -> None:
    accounts = {**ACCOUNTS, "consultant": "", "revenue_exempt": "", "charges": "", "clearing": ""}
    found = missing(accounts, [invoiced("1", "exempt")], [moved("charge", "-1", client_id=None)])
    assert found == ["consultant", "revenue_exempt", "charges"]
    assert missing(accounts, [invoiced()], [moved()]) == ["consultant"]
    assert missing(ACCOUNTS, [], [moved(iban="DE1")]) == ["bank_DE1"]


def test_nothing_of_nothing_is_no_booking() -> None:
    empty = invoiced(amounts=(("standard", Decimal("0.00")),))
    assert bookings(ACCOUNTS, [empty], []) == []
    assert missing({**ACCOUNTS, "revenue_standard": ""}, [empty], []) == []


def test_a_fiscal_year_begins_with_its_month() -> None:
    assert fiscal_year(date(2027, 3, 5), 1) == (date(2027, 1, 1), date(2027, 12, 31))
    assert fiscal_year(date(2027, 3, 5), 7) == (date(2026, 7, 1), date(2027, 6, 30))
    assert fiscal_year(date(2027, 7, 1), 7) == (date(2027, 7, 1), date(2028, 6, 30))


def test_customers_have_accounts_below_those_of_suppliers() -> None:
    assert last_debtor(4) == 69_999
    assert client_ids([invoiced()], [moved(client_id=3), moved("charge", client_id=4)]) == {17, 3}


AMOUNTS = st.decimals("-99999.99", "99999.99", places=2)
INVOICES = st.lists(
    st.builds(
        invoiced,
        client_id=st.integers(1, 4),
        amounts=st.lists(st.tuples(st.sampled_from(TREATMENTS), AMOUNTS), max_size=3).map(tuple),
        issued_on=st.dates(BATCH.first, BATCH.last),
    ),
    max_size=12,
)
MONEY = st.lists(
    st.builds(
        moved,
        st.sampled_from(["invoice", "credit", "refund", "refunded", "charge", "other"]),
        amount=AMOUNTS.filter(bool),
        client_id=st.integers(1, 4),
        day=st.dates(BATCH.first, BATCH.last),
    ),
    max_size=12,
)


@given(INVOICES)
def test_customers_are_debited_exactly_the_gross_of_all_invoices(every: list[Invoiced]) -> None:
    """Read back from the file: nothing is lost, doubled, or on the wrong side."""
    file = read(batch_file(BATCH, bookings(ACCOUNTS, every, [])))
    gross = sum((amount for each in every for _, amount in each.amounts), Decimal())
    debited = [amount_of(row) for row in file.rows if row["Soll/Haben-Kennzeichen"] == "S"]
    credited = [amount_of(row) for row in file.rows if row["Soll/Haben-Kennzeichen"] == "H"]
    assert sum(debited) - sum(credited) == gross
    for client in range(1, 5):
        own = [amount for each in every if each.client_id == client for _, amount in each.amounts]
        assert file.balances().get(f"1000{client}", Decimal()) == sum(own)


@given(INVOICES, MONEY)
def test_the_books_balance_and_each_client_owes_what_is_open(
    every: list[Invoiced], money: list[Moved]
) -> None:
    balances = read(batch_file(BATCH, bookings(ACCOUNTS, every, money))).balances()
    assert sum(balances.values()) == 0
    assert balances.get("1800", Decimal()) == sum(each.amount for each in money)
    for client in range(1, 5):
        billed = sum(a for each in every if each.client_id == client for _, a in each.amounts)
        paid = sum(
            each.amount
            for each in money
            if each.client_id == client and each.purpose not in ("charge", "other")
        )
        assert balances.get(f"1000{client}", Decimal()) == billed - paid
