"""Every list as CSV: for whom the list is, with its filters, safe for spreadsheets."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.orders.draft import Contact
from kontor.pages.shared import tables
from kontor.people.roles import Role
from kontor.receivables.models import GuaranteeCase
from tests.builders import bank, house, orders, unpaid
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

SHOWN = {"reminders": {"show": "waiting"}}
TEAM = (
    *("orders", "invoices", "clients", "bank", "bank/booked", "refunds", "reminders"),
    *("guarantee", "mail"),
)
MEMBER = ("/orders", "/invoices", "/clients")
CONTACT = Contact("Canary Person", "canary@client.example", phone="canary-phone")


@pytest.fixture
def people() -> Cast:
    return cast()


def rows(reader: Reader, path: str, **query: str) -> list[dict[str, str]]:
    """The file of the list, each row by its headings."""
    page = reader.get(path, csv="1", **query)
    assert page.status == 200
    assert page.answer["Content-Type"] == "text/csv; charset=utf-8"
    assert page.answer["Content-Disposition"].startswith("attachment; filename=")
    assert page.answer["Cache-Control"] == "private, no-store"
    assert page.html.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(page.html[1:], newline=""), delimiter=";"))


def busy(people: Cast) -> None:
    """Something in every list: a paid and a late invoice, an entry to decide, a refund."""
    bank.to_pay_back(people)
    bank.entry("12.00")
    invoice = bank.waiting(people, contact=CONTACT)
    unpaid.pay(invoice, "2100.00", bank.LATER)
    unpaid.reminded(bank.waiting(people, "RE-2027-000002"))
    unpaid.bank_reports(unpaid.LATE)
    GuaranteeCase.objects.create(invoice=invoice, opened_on=bank.DAY, evidence={})


@pytest.mark.parametrize("path", TEAM)
def test_the_team_has_each_of_its_lists_as_a_file(people: Cast, path: str) -> None:
    busy(people)
    reader = Reader(people.accountant, now=unpaid.LATE)
    shown = SHOWN.get(path, {})
    page = reader.get(f"/team/{path}/", **shown)
    assert page.all("//main//a[contains(@href, 'csv=1')]/@href")
    found = rows(reader, f"/team/{path}/", **shown)
    assert found
    assert "Canary" not in str(found)
    assert "canary" not in str(found)


@pytest.mark.parametrize("path", MEMBER)
def test_members_have_their_own_lists_as_files(people: Cast, path: str) -> None:
    busy(people)
    assert Reader(people.owner).get(path).all("//main//a[contains(@href, 'csv=1')]/@href")
    assert rows(Reader(people.owner), path)
    assert rows(Reader(people.stranger), path) == []


def test_the_file_has_the_filters_of_the_list_and_all_pages(people: Cast) -> None:
    for n in range(23):
        orders.submitted(people.owner, people.client, title=f"Order {n}")
    orders.approved(people.owner, people.advisor, people.client, title="Gone")
    reader = Reader(people.advisor)
    link = reader.get("/team/orders/", status="team_review", page="2")
    assert link.all("//main//a[contains(@href, 'csv=1')]/@href") == ["?status=team_review&csv=1"]
    found = rows(reader, "/team/orders/", status="team_review")
    assert {row["Title"] for row in found} == {f"Order {n}" for n in range(23)}
    assert [row["Title"] for row in rows(reader, "/team/orders/", q="gone")] == ["Gone"]


def test_amounts_are_numbers_and_typed_text_is_no_formula(people: Cast) -> None:
    orders.submitted(people.owner, people.client, title="=HYPERLINK(1)")
    invoice = bank.waiting(people)
    unpaid.pay(invoice, "100.00", bank.LATER)
    (order, *_) = (row for row in rows(Reader(people.owner), "/orders") if "HYPER" in row["Title"])
    assert order["Title"] == "'=HYPERLINK(1)"
    (row,) = rows(Reader(people.owner), "/invoices", status="issued")
    assert (row["Invoice"], row["Gross"], row["Open"]) == (invoice.number, "2100,00", "2000,00")
    assert row["Due"] == date(2027, 2, 1).isoformat()


def test_a_reader_of_german_has_german_headings(people: Cast) -> None:
    bank.waiting(people)
    (row,) = rows(Reader(people.owner, language="de"), "/invoices", status="issued")
    assert row["Status"] == "Ausgestellt"
    assert row["Brutto"] == "2100,00"


@pytest.mark.parametrize("path", TEAM)
def test_a_file_asks_the_database_seldom_however_long_it_is(people: Cast, path: str) -> None:
    for n in range(4):
        invoice = bank.waiting(people, f"RE-2027-{n:06d}")
        GuaranteeCase.objects.create(invoice=invoice, opened_on=bank.DAY, evidence={})
        bank.to_pay_back(people)
        bank.entry("3.00")
    reader = Reader(people.accountant, now=unpaid.LATE)
    with CaptureQueriesContext(connection) as asked:
        found = rows(reader, f"/team/{path}/", **SHOWN.get(path, {}))
    assert len(found) >= (1 if path == "clients" else 4)
    assert len(asked) <= 12


def test_reminders_that_went_out_and_pauses_are_files_too(people: Cast) -> None:
    reminder = unpaid.reminded(bank.waiting(people))
    unpaid.paused(people)
    reader = Reader(people.accountant, now=unpaid.LATE)
    (sent,) = rows(reader, "/team/reminders/", show="sent")
    assert (sent["Invoice"], sent["Open"]) == (reminder.invoice.number, "2100,00")
    (pause,) = rows(reader, "/team/reminders/", show="paused")
    assert (pause["Client"], pause["Note"]) == (people.client.name, "They are moving.")


def test_administrators_have_the_people_as_a_file(people: Cast) -> None:
    admin = Reader(house.person("Ines Admin", Role.ADMIN))
    found = {row["Name"]: row["Roles"] for row in rows(admin, "/team/people/")}
    assert found["Ines Admin"] == "Administrator"
    assert len(found) == 5
    assert Reader(people.accountant).get("/team/people/", csv="1").status == 403


def test_a_list_that_is_too_long_is_refused_with_the_way_out(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders.submitted(people.owner, people.client)
    monkeypatch.setattr(tables, "MOST", 0)
    page = Reader(people.advisor).get("/team/orders/", csv="1")
    assert page.status == 409
    assert "These are 1 rows, and a file holds 0. Filter the list first." in page.words


def test_nobody_has_a_file_of_a_list_that_they_may_not_see(people: Cast) -> None:
    for path in TEAM:
        assert Reader(people.owner).get(f"/team/{path}/", csv="1").status == 403
        assert Reader(None).get(f"/team/{path}/", csv="1").status == 302
    for path in MEMBER:
        assert Reader(None).get(path, csv="1").status == 302
