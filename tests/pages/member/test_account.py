"""A member's account: each credit with its reason, what was taken back, and what is to come."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import cancel_one, decide_entry, guarantee_case
from kontor.actions.decide_entry import Given
from kontor.cooperative.models import Rate
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.people.roles import Role
from kontor.receivables.models import CreditLine
from tests.builders import bank, clients, house
from tests.builders.bank import LATER
from tests.builders.guarantees import opened_for
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

YEAR_AFTER = datetime(2028, 3, 1, 10, tzinfo=BERLIN)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def owner(people: Cast) -> Reader:
    return Reader(people.owner, LATER)


def pay(people: Cast, invoice: Invoice, amount: str, now: datetime = LATER) -> None:
    entry = bank.entry(amount, kind="payment" if Decimal(amount) > 0 else "return")
    parts = [Given("invoice", Decimal(amount), invoice.pk)]
    decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, now)


def rows(page: Page, section: str) -> list[str]:
    """The rows of the table below a headline."""
    return page.all(f"//section[.//h2[@id='{section}']]//tbody/tr")


def read(page: Page) -> list[list[str]]:
    text = page.answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_it_says_what_will_stand_there(owner: Reader) -> None:
    page = owner.get("/account")
    assert page.headline == "Your account"
    assert "Nothing is credited yet" in page.words
    assert "Net amounts less the cooperative’s 9 %." in page.words
    assert not page.all("//table")


def test_the_bar_leads_to_it(owner: Reader) -> None:
    found = owner.get("/account").all("//nav//a[@href='/account' and @aria-current]")
    assert set(found) == {"Account"}


def test_what_a_client_paid_stands_there_with_fee_and_balance(people: Cast, owner: Reader) -> None:
    first, second = bank.waiting(people), bank.waiting(people, "RE-2027-000002")
    pay(people, first, "2100.00")
    pay(people, second, "700.00", LATER + timedelta(days=1))
    page = owner.get("/account")
    newest, oldest = rows(page, "lines")
    assert "RE-2027-000001" in oldest
    assert "Paid 3 Feb 2027 €2,100.00 less €189.00 (9 %) €1,911.00 €1,911.00" in oldest
    assert "Part paid 4 Feb 2027 €2,100.00 less €189.00 (9 %) €637.00 €2,548.00" in newest
    assert "Credited in all €2,548.00" in page.words
    (waiting,) = rows(page, "to-come")
    assert "€637.00 credited already" in waiting


def test_what_is_taken_back_is_a_line_of_its_own(people: Cast, owner: Reader) -> None:
    invoice, other = bank.waiting(people), bank.waiting(people, "RE-2027-000002")
    for amount in ("2100.00", "-2100.00"):
        pay(people, invoice, amount)
    pay(people, other, "2100.00")
    cancel_one.cancel_one(people.advisor, other.pk, LATER)
    page = owner.get("/account")
    cancelled, paid, returned, first = rows(page, "lines")
    assert "Invoice cancelled" in cancelled
    assert "−€1,911.00 €0.00" in cancelled
    assert "Payment went back" in returned
    assert "€1,911.00 €1,911.00" in first
    assert "€1,911.00 €1,911.00" in paid


def test_the_guarantee_is_named_as_the_reason(people: Cast, owner: Reader) -> None:
    case = opened_for(bank.waiting(people))
    guarantee_case.take(people.accountant, case.pk, LATER)
    page = owner.get("/account")
    assert "Payment guarantee" in rows(page, "lines")[0]
    assert not rows(page, "to-come")
    assert "Still to come €0.00" in page.words


def test_the_fee_is_that_of_the_issue_date(people: Cast, owner: Reader) -> None:
    Rate.objects.create(key="fee_percent", valid_from="2027-02-01", value=Decimal("10.5"))
    pay(people, bank.waiting(people), "2100.00")
    page = owner.get("/account")
    assert "€189.00 (9 %)" in rows(page, "lines")[0]
    assert "the cooperative’s 10.5 %." in page.words


def test_each_year_begins_with_the_balance_of_the_one_before(people: Cast, owner: Reader) -> None:
    pay(people, bank.waiting(people), "2100.00")
    pay(people, bank.waiting(people, "RE-2027-000002"), "2100.00", YEAR_AFTER)
    later = Reader(people.owner, YEAR_AFTER)
    page = later.get("/account")
    assert len(rows(page, "lines")) == 1
    assert "€1,911.00 €3,822.00" in rows(page, "lines")[0]
    assert "Of it in 2028 €1,911.00" in page.words
    before = later.get("/account", year="2027")
    assert "€1,911.00 €1,911.00" in rows(before, "lines")[0]
    assert before.one("//nav//a[@aria-current='page' and contains(@href,'year')]") == "2027"


@pytest.mark.parametrize("year", ["", "abc", "0", "99999", "²", "1e3"])
def test_a_year_that_cannot_be_meant_is_the_present_one(owner: Reader, year: str) -> None:
    assert "Of it in 2027" in owner.get("/account", year=year).words


def test_the_chart_shows_the_year_with_a_table_beside_it(people: Cast, owner: Reader) -> None:
    bank.waiting(people)
    page = owner.get("/account")
    assert page.all("//figure//*[local-name()='svg']")
    assert "Jan 2027€0.00€2,100.00" in " ".join(page.all("//details//tr"))
    assert not owner.get("/account", year="2029").all("//figure")


def test_the_csv_holds_the_year_and_no_formula(people: Cast, owner: Reader) -> None:
    evil = clients.client(name="=2+5 GmbH")
    invoice = bank.waiting(replace(people, client=evil))
    pay(people, invoice, "700.00")
    pay(people, invoice, "-700.00")
    page = owner.get("/account.csv", year="2027")
    assert page.answer["Content-Disposition"] == 'attachment; filename="account-2027.csv"'
    head, first, second = read(page)
    assert head[0] == "Day"
    assert first[:2] == ["2027-02-03", "RE-2027-000001"]
    assert first[3] == "'=2+5 GmbH"
    assert first[4:] == ["2100,00", "9", "189,00", "Part paid", "637,00", "637,00"]
    assert second[8:] == ["-637,00", "0,00"]


def test_another_member_sees_nothing_of_it(people: Cast) -> None:
    pay(people, bank.waiting(people), "2100.00")
    stranger = Reader(people.stranger, LATER)
    assert "RE-2027-000001" not in stranger.get("/account").html
    assert len(read(stranger.get("/account.csv"))) == 1


def test_accounting_sees_it_by_member(people: Cast) -> None:
    pay(people, bank.waiting(people), "2100.00")
    place = f"/team/people/{people.owner.pk}/account"
    for person in (people.accountant, house.person("Rosa Ohlsen", Role.ADMIN)):
        page = Reader(person, LATER).get(place)
        assert page.headline == "Account of Ada Brandt"
        assert "€1,911.00" in page.words
        assert len(read(Reader(person, LATER).get(f"{place}.csv"))) == 2
    assert Reader(people.advisor, LATER).get(place).status == 404
    accountant = Reader(people.accountant, LATER)
    assert accountant.get(f"/team/people/{people.advisor.pk}/account").status == 404


def test_who_left_the_members_keeps_an_account(people: Cast) -> None:
    pay(people, bank.waiting(people), "2100.00")
    people.owner.roles = []
    people.owner.save()
    place = f"/team/people/{people.owner.pk}/account"
    assert Reader(people.accountant, LATER).get(place).status == 200


def test_few_queries_however_many_lines(
    people: Cast, owner: Reader, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(1, 25):
        pay(people, bank.waiting(people, f"RE-2027-{n:06d}"), "700.00")
    assert CreditLine.objects.count() == 24
    with django_assert_max_num_queries(12):
        page = owner.get("/account")
    assert len(rows(page, "lines")) == 20
    assert len(rows(page, "to-come")) == 20
    assert "And 4 more invoices." in page.words
    second = owner.get("/account", page="2")
    assert "€637.00 €637.00" in rows(second, "lines")[-1]
