"""What the cooperative reads of its open items, promises, fees and reviews (spec § 11)."""

from datetime import date, datetime, timedelta

import pytest

from kontor.actions import guarantee_case
from kontor.foundation.written import BERLIN
from kontor.people.roles import Role
from kontor.receivables.models import CreditLine
from tests.builders import bank, house, orders
from tests.builders.guarantees import opened_for
from tests.builders.orders import MONDAY
from tests.builders.unpaid import arrived, at, bank_reports
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

URL = "/team/reports/"
NOW = at(date(2027, 4, 20))


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def team(people: Cast) -> Reader:
    return Reader(people.accountant, NOW)


def rows(reader: Reader, ident: str, **query: str) -> list[str]:
    """The rows of the table below a head, each as its words."""
    page = reader.get(URL, **query)
    table = f"//section[.//*[@id='{ident}']]//tbody/tr"
    return [" ".join(" ".join(row.itertext()).split()) for row in page.tree.xpath(table)]


def credited(people: Cast, amount: str, on: date) -> None:
    CreditLine.objects.create(
        member=people.owner,
        invoice=bank.waiting(people, f"RE-2027-{on:%m%d}"),
        on=on,
        at=datetime(on.year, on.month, on.day, 12, tzinfo=BERLIN),
        reason="part_paid",
        amount=amount,
        fee_percent=9,
    )


def test_open_items_stand_in_the_band_of_their_age_as_far_as_the_bank_has_told(
    people: Cast, team: Reader
) -> None:
    bank.waiting(people)
    assert "nothing is known of payments" in team.get(URL).words
    bank_reports(at(date(2027, 3, 3)))
    page = team.get(URL)
    assert "Payments are known up to 3 March 2027." in page.words
    assert rows(team, "open-items") == [
        "Not due yet 0 €0.00",
        "1 to 30 days overdue 1 €2,100.00",
        "31 to 60 days overdue 0 €0.00",
        "61 to 90 days overdue 0 €0.00",
        "More than 90 days overdue 0 €0.00",
        "Sum 1 €2,100.00",
    ]


def test_what_the_guarantee_stands_for_is_told_with_its_cases(people: Cast, team: Reader) -> None:
    opened_for(bank.waiting(people, "RE-2027-000009"))
    invoice = arrived(people)
    promised, waiting, taken = rows(team, "guarantee")
    assert promised == ("Promised, no case becomes a case 60 days after its due date 1 €2,100.00")
    assert waiting == "Cases to decide 1 €2,100.00"
    assert taken.endswith("0 €0.00")
    assert "would still have to be credited €1,911.00" in team.get(URL).words
    case = opened_for(invoice)
    guarantee_case.take(people.accountant, case.pk, NOW)
    promised, _, taken = rows(team, "guarantee")
    assert promised.endswith("0 €0.00")
    assert taken.endswith("1 €2,100.00")


def test_fees_belong_to_the_month_of_the_credit(people: Cast, team: Reader) -> None:
    credited(people, "910.00", date(2027, 2, 5))
    credited(people, "91.00", date(2027, 3, 5))
    found = rows(team, "fees")
    assert "Feb €910.00 €90.00" in found
    assert "Mar €91.00 €9.00" in found
    assert found[-1] == "Sum €1,001.00 €99.00"
    assert rows(team, "fees", year="2026")[-1] == "Sum €0.00 €0.00"


def test_reviews_are_measured_on_working_days(people: Cast, team: Reader) -> None:
    friday = datetime(2027, 1, 8, 10, tzinfo=BERLIN)
    for decided in (timedelta(days=3), timedelta(days=4)):  # Monday 10:00, Tuesday 10:00
        order = orders.submitted(people.owner, people.client, now=friday)
        orders.approve(people.advisor, order, friday + decided)
    page = team.get(URL)
    assert "Within 24 hours on working days 50 %" in page.words
    (january,) = rows(team, "reviews")
    assert january == "Jan 50 % 2 1 day 12 h 2 days 0 h"
    assert people.advisor.name not in page.words


def test_each_report_comes_as_a_file(people: Cast, team: Reader) -> None:
    arrived(people)
    bank_reports(NOW)
    credited(people, "910.00", date(2027, 2, 5))
    for what, said in (
        ("open-items", "RE-2027-000001;"),
        ("guarantee", "RE-2027-000001;"),
        ("fees", "2027-02;910,00;90,00"),
        ("reviews", ";0,00;yes"),
    ):
        answer = team.get(f"{URL}{what}.csv").answer
        assert answer["Content-Type"].startswith("text/csv"), what
        assert said in answer.content.decode(), what
        assert people.advisor.name not in answer.content.decode()
    assert team.browser.get(f"{URL}no-such.csv").status_code == 404


def test_accountants_and_administrators_alone_read_them(people: Cast) -> None:
    assert Reader(house.person("Rosa", Role.ADMIN)).get(URL).status == 200
    assert Reader(people.advisor).get(URL).status == 403
    assert "Reports" in Reader(people.accountant).get("/team/invoices/").words
    assert "Reports" not in Reader(people.advisor).get("/team/invoices/").words


def test_the_page_takes_at_most_twelve_queries(
    people: Cast, team: Reader, django_assert_max_num_queries: object
) -> None:
    for n in range(3):
        bank.waiting(people, f"RE-2027-00000{n + 1}")
        orders.submitted(people.owner, people.client, now=MONDAY)
    bank_reports(NOW)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert team.browser.get(URL).status_code == 200
