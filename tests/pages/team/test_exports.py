"""`/team/exports/` and the accounts of the books in the settings, without JavaScript."""

from datetime import date
from decimal import Decimal

import pytest

from kontor.actions import decide_entry
from kontor.actions.decide_entry import Given
from kontor.cooperative.models import LedgerAccount
from kontor.cooperative.own_data import cooperative
from kontor.invoicing.models import Invoice
from kontor.people.roles import Role
from kontor.receivables.bank_models import BankAccount
from tests.builders import bank, house, ledger
from tests.builders.bank import LATER
from tests.cast import Cast, cast
from tests.formats.datev_reader import read
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

EXPORTS, BOOKS = "/team/exports/", "/team/settings/books/"
PERIOD = {"first": "01/01/2027", "last": "28/02/2027"}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def accountant(people: Cast) -> Reader:
    return Reader(people.accountant, now=LATER).shown_again()


@pytest.fixture
def admin(people: Cast) -> Reader:
    return Reader(house.person("Ines Admin", Role.ADMIN), now=LATER).shown_again()


def paid(people: Cast) -> Invoice:
    invoice, entry = bank.waiting(people), bank.entry("2100.00")
    given = Given("invoice", Decimal("2100.00"), invoice.pk)
    decide_entry.decide(people.accountant, entry.pk, [given], entry.rest, LATER)
    return invoice


def content(page: Page) -> bytes:
    assert page.status == 200
    return page.answer.content


def test_the_form_begins_with_the_month_before_and_leads_to_the_auditors(
    accountant: Reader,
) -> None:
    page = accountant.get(EXPORTS)
    assert (page.form(EXPORTS)["first"], page.form(EXPORTS)["last"]) == (
        *("01/01/2027", "31/01/2027"),
    )
    assert "/team/invoices/export" in page.all("//main//a/@href")
    assert page.all("//nav//a[@aria-current='page' and contains(., 'Invoices')]")
    assert EXPORTS in accountant.get("/team/invoices/").all("//main//a/@href")


def test_the_books_come_as_a_file_that_datev_knows_by_its_name(
    people: Cast, accountant: Reader
) -> None:
    ledger.numbers()
    paid(people)
    answer = accountant.browser.post(EXPORTS, {**PERIOD, "what": "bookings"})
    assert answer["Content-Disposition"] == (
        'attachment; filename="EXTF_Buchungsstapel_2027-01-01_2027-02-28.csv"'
    )
    assert answer["Cache-Control"] == "private, no-store"
    balances = read(answer.content).balances()
    assert balances[ledger.BANK] == Decimal("2100.00")
    assert balances[str(10_000 + people.client.pk)] == 0
    page = accountant.get(EXPORTS)
    assert "exported 2 bookings from 1 January 2027 to 28 February 2027 for DATEV." in page.words


def test_what_is_missing_is_said_above_the_form_with_everything_typed(
    people: Cast, accountant: Reader
) -> None:
    paid(people)
    page = accountant.post(EXPORTS, **PERIOD, what="bookings")
    assert page.status == 422
    assert "These numbers are not set: Consultant number of the tax adviser;" in page.words
    assert f"Bank account {cooperative().iban}" in page.words
    assert page.form(EXPORTS)["last"] == "28/02/2027"


def test_undecided_entries_ask_for_a_tick(people: Cast, accountant: Reader) -> None:
    ledger.numbers()
    bank.waiting(people)
    bank.entry("12.00")
    page = accountant.post(EXPORTS, **PERIOD, what="bookings")
    assert page.status == 422
    assert "1 bank entry of this period is undecided" in page.fault_at("id_without_undecided")
    made = accountant.browser.post(
        EXPORTS, {**PERIOD, "what": "bookings", "without_undecided": "on"}
    )
    assert len(read(made.content).rows) == 1


@pytest.mark.parametrize("what", ["bookings", "invoices", "payments"])
def test_an_open_period_is_refused_at_its_field(accountant: Reader, what: str) -> None:
    page = accountant.post(EXPORTS, first="01/01/2027", last="", what=what)
    assert page.status == 422
    assert page.fault_at("id_last") == "Enter the last day."


def test_tables_of_the_period_are_told_in_the_history(people: Cast, accountant: Reader) -> None:
    invoice = paid(people)
    table = content(accountant.post(EXPORTS, **PERIOD, what="invoices")).decode("utf-8-sig")
    assert f"{invoice.number};Invoice;Paid" in table
    table = content(accountant.post(EXPORTS, **PERIOD, what="payments")).decode("utf-8-sig")
    assert f"2027-02-02;2100,00;Invoice {invoice.number};{invoice.number};" in table
    words = accountant.get(EXPORTS).words
    assert "a table of 1 invoice issued from 1 January 2027 to 28 February 2027." in words
    assert "a table of 1 payment from 1 January 2027" in words
    assert accountant.post(EXPORTS, **PERIOD, what="secrets").status == 404


def test_who_exports_shows_first_who_they_are(people: Cast) -> None:
    page = Reader(people.accountant, now=LATER).post(EXPORTS, **PERIOD, what="bookings")
    assert page.url.startswith("/profile/again")


# --- The accounts -------------------------------------------------------------------------------


def typed(page: Page) -> dict[str, str]:
    (form,) = page.tree.xpath("//main//form[@method='post']")
    found = form.xpath(".//input[@type='text' or @type='hidden']/@name")
    return {**dict.fromkeys(found, ""), **{name: value or "" for name, value in form.form_values()}}


def test_numbers_are_saved_and_told_and_a_wrong_one_stays_typed(admin: Reader) -> None:
    page = admin.post(BOOKS, **{**typed(admin.get(BOOKS)), "consultant": "12", "charges": "6855"})
    assert page.status == 422
    assert page.fault_at("id_consultant") == "Enter a number from 1001 to 9999999."
    assert typed(page)["charges"] == "6855"
    assert not LedgerAccount.objects.exists()
    page = admin.post(BOOKS, **{**typed(page), "consultant": "29098"})
    assert page.status == 302
    page = admin.get(BOOKS)
    assert "Ines Admin changed the accounts of the books." in page.words
    assert "Charges of the bank: empty → 6855" in page.words
    assert typed(page)["consultant"] == "29098"


def test_a_stale_page_shows_what_somebody_else_saved(admin: Reader) -> None:
    stale = typed(admin.get(BOOKS))
    admin.post(BOOKS, **{**stale, "charges": "6855"})
    page = admin.post(BOOKS, **{**stale, "charges": "6850"})
    assert page.status == 409
    assert "Saved in the meantime: 6855" in page.words
    assert LedgerAccount.objects.get(key="charges").value == "6855"


def test_each_own_account_of_the_bank_has_a_number_of_its_own(admin: Reader) -> None:
    bank.statement()
    row = BankAccount.objects.create(iban="DE02120300000000202051", added_at=LATER)
    assert {f"bank_{cooperative().iban}", f"bank_{row.iban}"} <= typed(admin.get(BOOKS)).keys()


def test_days_of_the_period_are_calendar_days(people: Cast, accountant: Reader) -> None:
    ledger.numbers()
    bank.waiting(people)
    page = accountant.post(EXPORTS, first="19/01/2027", last="31/01/2027", what="bookings")
    assert "Nothing was issued and no money moved in this period." in page.fault_at("id_last")
    assert Invoice.objects.get().issued_on == date(2027, 1, 18)
