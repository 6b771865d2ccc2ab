"""The books of a period as DATEV file: whole, balanced, told, and never without a word left out."""

from datetime import date
from decimal import Decimal

import pytest

from kontor.actions import decide_entry, export_books, keep_ledger
from kontor.actions.cancel_one import cancel_one
from kontor.actions.decide_entry import Given
from kontor.cooperative.models import LedgerAccount
from kontor.cooperative.own_data import cooperative
from kontor.cooperative.shown import shown
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.invoicing.models import Invoice
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import bank, house, ledger
from tests.builders.bank import LATER
from tests.cast import Cast, cast
from tests.formats.datev_reader import ReadBatch, amount_of, read

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2027, 1, 1), date(2027, 2, 28)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(people: Cast) -> Person:
    return house.person("Ines Admin", Role.ADMIN)


def exported(people: Cast, first: date = FIRST, last: date = LAST) -> ReadBatch:
    return read(export_books.export_bookings(people.accountant, first, last, LATER))


def decided(people: Cast, amount: str, *parts: Given, **changes: str) -> None:
    entry = bank.entry(amount, **changes)
    decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, LATER)


def refused(people: Cast, first: date | None = FIRST, last: date | None = LAST) -> dict[str, str]:
    """The faults by field, in English."""
    with pytest.raises(Invalid) as refusal:
        export_books.export_bookings(people.accountant, first, last, LATER)
    return {fault.field: fault.sentence.english() for fault in refusal.value.faults}


def test_invoice_payment_charge_and_refund_stand_in_the_file_and_balance(people: Cast) -> None:
    ledger.numbers()
    invoice = bank.waiting(people)
    client = people.client.pk
    decided(
        people,
        "2150.00",
        Given("invoice", Decimal("2100.00"), invoice.pk),
        Given("refund", Decimal("50.00"), client_id=client),
    )
    decided(people, "-3.50", Given("charge", Decimal("-3.50")), kind="charge")
    file = exported(people)
    debtor = str(10_000 + client)
    lines = [
        (row["Konto"], row["Soll/Haben-Kennzeichen"], row["Gegenkonto (ohne BU-Schlüssel)"])
        for row in file.rows
    ]
    revenue = lines[0][2]
    assert lines == [
        (debtor, "S", revenue),
        (ledger.BANK, "S", debtor),
        (ledger.BANK, "S", debtor),
        (ledger.BANK, "H", "6855"),
    ]
    assert file.balances() == {
        debtor: Decimal("-50.00"),
        revenue: -invoice.gross,
        ledger.BANK: Decimal("2146.50"),
        "6855": Decimal("3.50"),
    }
    assert file.rows[0]["Belegfeld 1"] == file.rows[1]["Belegfeld 1"] == invoice.number


def test_a_cancelled_invoice_leaves_nothing_open(people: Cast) -> None:
    ledger.numbers()
    invoice = bank.waiting(people)
    cancel_one(people.advisor, invoice.pk, LATER)
    file = exported(people)
    assert set(file.balances().values()) == {Decimal()}
    assert [row["Soll/Haben-Kennzeichen"] for row in file.rows] == ["S", "H"]
    assert {row["Belegfeld 1"] for row in file.rows} == {invoice.number}


def test_debits_of_customers_are_the_gross_of_all_invoices(people: Cast) -> None:
    ledger.numbers()
    for n in range(1, 4):
        bank.waiting(people, f"RE-2027-00000{n}")
    gross = sum(Invoice.objects.filter(number__isnull=False).values_list("gross", flat=True))
    file = exported(people)
    assert sum(amount_of(row) for row in file.rows) == gross
    assert {row["Belegdatum"] for row in file.rows} == {"1801"}


def test_the_header_says_whose_books_of_which_period_they_are(people: Cast) -> None:
    ledger.numbers(fiscal_month="7")
    bank.waiting(people)
    header = exported(people).header
    assert header[:5] == ["EXTF", "700", "21", "Buchungsstapel", "13"]
    assert header[10:16] == ["29098", "55003", "20260701", "4", "20270101", "20270228"]


def test_numbers_that_are_needed_and_not_set_are_named(people: Cast) -> None:
    bank.waiting(people)
    ledger.numbers(consultant="", debtors="", clearing="")
    assert refused(people)["numbers"] == (
        "These numbers are not set: Consultant number of the tax adviser; First account of"
        " customers. Administrators set them."
    )


def test_a_period_has_two_ends_in_one_fiscal_year_and_something_in_it(people: Cast) -> None:
    ledger.numbers()
    assert refused(people, last=None) == {"last": "Enter the last day."}
    assert refused(people, first=None) == {"first": "Enter the first day."}
    assert refused(people, LAST, FIRST) == {"last": "The last day lies before the first."}
    assert "fiscal year ends on 31 December 2027" in refused(people, last=date(2028, 1, 1))["last"]
    assert "Nothing was issued" in refused(people)["last"]


def test_undecided_entries_are_only_left_out_by_whoever_says_so(people: Cast) -> None:
    ledger.numbers()
    bank.waiting(people)
    bank.entry("12.00")
    bank.entry("12.00", currency="CHF")
    assert refused(people)["without_undecided"].startswith("2 bank entries of this period")
    file = export_books.export_bookings(
        people.accountant, FIRST, LAST, LATER, without_undecided=True
    )
    assert len(read(file).rows) == 1


def test_what_was_undone_is_not_exported(people: Cast) -> None:
    ledger.numbers()
    invoice = bank.waiting(people)
    entry = bank.entry("2100.00")
    given = Given("invoice", Decimal("2100.00"), invoice.pk)
    (booked,) = decide_entry.decide(people.accountant, entry.pk, [given], entry.rest, LATER)
    decide_entry.undo(people.accountant, booked.pk, LATER)
    assert "without_undecided" in refused(people)


def test_more_clients_than_accounts_are_refused(people: Cast) -> None:
    ledger.numbers(debtors="69999")
    bank.waiting(people)
    assert "more clients than accounts up to 69999" in refused(people)["numbers"]


def test_each_export_is_told_with_its_sum_and_hash(people: Cast) -> None:
    ledger.numbers()
    invoice = bank.waiting(people)
    exported(people)
    told = HistoryEntry.objects.get(about=export_books.ABOUT)
    assert (told.actor_name, told.data["what"], told.data["count"]) == (
        *(people.accountant.name, "bookings", 1),
    )
    assert told.data["sum"] == str(invoice.gross)
    assert len(told.data["sha256"]) == 64


def test_advisors_and_members_export_nothing(people: Cast) -> None:
    for person in (people.advisor, people.owner):
        with pytest.raises(Forbidden):
            export_books.export_bookings(person, FIRST, LAST, LATER)
        with pytest.raises(Forbidden):
            export_books.note_table(person, "invoices", (FIRST, LAST), 1, LATER)
    assert not HistoryEntry.objects.filter(about=export_books.ABOUT).exists()


# --- The accounts in the settings ---------------------------------------------------------------


def keep(admin: Person, **values: str) -> dict[str, str]:
    before = keep_ledger.numbers_now()
    return keep_ledger.keep_numbers(admin, {**before, **values}, shown(before), LATER)


def test_numbers_are_kept_told_and_taken_away_again(admin: Person) -> None:
    bank_key = f"bank_{cooperative().iban}"
    assert keep(admin, consultant=" 29098 ", **{bank_key: "1800"}) == {
        "consultant": "29098",
        bank_key: "1800",
    }
    assert keep(admin) == {}
    assert keep(admin, consultant="") == {"consultant": ""}
    told = HistoryEntry.objects.filter(about="settings:ledger").order_by("id")
    assert [entry.data["after"] for entry in told] == [
        {"consultant": "29098", bank_key: "1800"},
        {"consultant": ""},
    ]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"consultant": "12"}, "consultant", "Enter a number from 1001 to 9999999."),
        ({"consultant": "29 098"}, "consultant", "Enter digits only"),
        ({"fiscal_month": "13"}, "fiscal_month", "Enter a number from 1 to 12."),
        ({"charges": "0855"}, "charges", "Enter an account of 4 digits, the first not 0."),
        ({"account_length": "5", "charges": "6855"}, "charges", "Enter an account of 5 digits"),
        ({"account_length": "5", "debtors": "10000"}, "debtors", "from 100000 to 699999"),
        ({"tax_key_reduced": "abc"}, "tax_key_reduced", "Enter digits only"),
    ],
)
def test_a_wrong_number_is_refused_with_a_sentence(
    admin: Person, values: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        keep(admin, **values)
    faults = {fault.field: fault.sentence.english() for fault in refusal.value.faults}
    assert words in faults[field]
    assert not LedgerAccount.objects.exists()


def test_a_stale_page_changes_nothing_and_only_administrators_set_numbers(
    people: Cast, admin: Person
) -> None:
    stale = shown(keep_ledger.numbers_now())
    keep(admin, consultant="29098")
    with pytest.raises(Conflict):
        keep_ledger.keep_numbers(admin, {"consultant": "1002"}, stale, LATER)
    with pytest.raises(Forbidden):
        keep(people.accountant, consultant="1002")
    assert keep_ledger.numbers_now()["consultant"] == "29098"
