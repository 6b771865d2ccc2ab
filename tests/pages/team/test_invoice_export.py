"""The gap report, and the auditor's export as a page."""

import io
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import export_documents
from kontor.foundation.refusal import Forbidden
from kontor.invoicing.models import Invoice, NumberSeries
from kontor.people.roles import Role
from tests.builders import house, invoices, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

JANUARY = date(2027, 1, 1)
EXPORT, NUMBERS = "/team/invoices/export", "/team/invoices/numbers"


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def accountant(people: Cast) -> Reader:
    return Reader(people.accountant).shown_again()


def issued(people: Cast) -> Invoice:
    order = orders.active(people.owner, people.advisor, people.client)
    invoice = invoices.issued(order)
    NumberSeries.objects.update_or_create(key="RE-2027", defaults={"last": 1})
    return invoice


# --- Numbers --------------------------------------------------------------------------------


def test_before_the_first_number_the_page_says_what_will_be(accountant: Reader) -> None:
    page = accountant.get(NUMBERS)
    assert "No number is drawn yet" in page.words


def test_a_series_without_a_gap_is_said_to_have_none(people: Cast, accountant: Reader) -> None:
    issued(people)
    page = accountant.get(NUMBERS)
    assert "No number is missing, and none is given twice." in page.words
    assert "RE-2027 Invoices RE-2027-000001 RE-2027-000001 1 18 January 2027 No gap" in page.words
    assert "given back" in page.words  # how numbers are drawn


def test_what_is_missing_is_named(people: Cast, accountant: Reader) -> None:
    issued(people)
    NumberSeries.objects.filter(key="RE-2027").update(last=3)
    page = accountant.get(NUMBERS)
    assert "1 series does not run through" in page.words
    assert "No invoice bears: RE-2027-000002 – RE-2027-000003." in page.words


def test_the_list_of_invoices_leads_to_both_and_the_advisor_only_to_the_numbers(
    people: Cast, accountant: Reader
) -> None:
    links = accountant.get("/team/invoices/").all("//main//a/@href")
    assert {NUMBERS, EXPORT} <= set(links)
    links = Reader(people.advisor).get("/team/invoices/").all("//main//a/@href")
    assert NUMBERS in links
    assert EXPORT not in links


def test_the_report_takes_few_queries(
    people: Cast, accountant: Reader, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    issued(people)
    with django_assert_max_num_queries(12):
        accountant.get(NUMBERS)


# --- Export ---------------------------------------------------------------------------------


def test_the_form_begins_with_the_month_before(accountant: Reader) -> None:
    page = accountant.get(EXPORT)
    assert page.form(EXPORT)["first"] == "01/12/2026"
    assert page.form(EXPORT)["last"] == "31/12/2026"


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        ("", "31/01/2027", "Enter the first day."),
        ("01/01/2027", "", "Enter the last day."),
        ("31/02/2027", "01/03/2027", "This date does not exist: the month ends on"),
        ("02/01/2027", "01/01/2027", "The last day lies before the first."),
    ],
)
def test_wrong_days_are_answered_at_their_field_and_kept(
    accountant: Reader, first: str, last: str, fault: str
) -> None:
    page = accountant.post(EXPORT, first=first, last=last)
    assert page.status == 422
    assert fault in page.words
    assert (page.form(EXPORT)["first"], page.form(EXPORT)["last"]) == (first, last)


def test_more_than_a_page_hands_out_is_refused_with_the_way_out(
    people: Cast, accountant: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(people)
    monkeypatch.setattr(export_documents, "MOST", 0)
    page = accountant.post(EXPORT, first="01/01/2027", last="31/12/2027")
    assert page.status == 422
    assert "1 invoices were issued, and a page hands out 0 at most" in page.words


def test_an_advisor_and_a_member_export_nothing(people: Cast) -> None:
    for person in (people.advisor, people.owner):
        with pytest.raises(Forbidden):
            export_documents.export(person, JANUARY, date(2027, 1, 31), io.BytesIO(), MONDAY)


def test_the_zip_comes_as_a_download_that_nobody_keeps(own_database: str) -> None:
    """Its data are those of one instant, so it begins a transaction of its own."""
    cast()
    admin = Reader(house.person("Rosa Ohlsen", Role.ADMIN)).shown_again()
    answer: Any = admin.browser.post(EXPORT, {"first": "1.1.2027", "last": "31.1.2027"})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == (
        'attachment; filename="invoices-2027-01-01-2027-01-31.zip"'
    )
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        *("application/zip", "private, no-store"),
    )
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "index.csv" in archive.namelist()
    page = admin.get(EXPORT)
    assert "Rosa Ohlsen exported 0 invoices issued from 1 January 2027 to" in page.words


def test_what_was_not_exported_is_no_line_of_the_history(accountant: Reader) -> None:
    accountant.post(EXPORT, first="", last="31/01/2027")
    assert "History" not in accountant.get(EXPORT).words
