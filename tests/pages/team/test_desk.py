"""The desk: what waits for review, how long still, and what the checks found (spec § 7)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.foundation.written import BERLIN
from kontor.orders.draft import First, LineKind, Unit
from tests.builders import clients, drafts, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

FRIDAY_10_42 = datetime(2027, 1, 8, 10, 42, tzinfo=BERLIN)


@pytest.fixture
def people() -> Cast:
    return cast()


def desk(people: Cast, now: datetime = MONDAY) -> Page:
    return Reader(people.advisor, now).get("/team/")


def rows(page: Page) -> list[str]:
    return page.all("//table//tbody/tr")


def test_an_empty_desk_says_so_and_what_will_stand_there(people: Cast) -> None:
    page = desk(people)
    assert page.headline == "No order waits for review"
    assert "Orders that members submit stand here" in page.words


def test_the_headline_counts_and_the_oldest_stands_first(people: Cast) -> None:
    for hours, title in ((2, "Second"), (1, "Third"), (3, "First")):
        orders.submitted(
            people.owner, people.client, now=MONDAY - timedelta(hours=hours), title=title
        )
    page = desk(people)
    assert page.headline == "3 orders wait for review"
    assert [row.split(" Ada ")[0].split()[-1] for row in rows(page)] == ["First", "Second", "Third"]
    reader = Reader(people.advisor)
    assert reader.post("/team/next").url == page.all("//tbody//a/@href")[0]


def test_a_row_shows_member_client_net_and_checks(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    (row,) = rows(desk(people))
    assert "Autumn catalogue Ada Brandt · Imprimerie Lefèvre SARL" in row
    assert "€2,100.00" in row
    assert "all ok" in row


def test_a_new_client_and_a_low_wage_are_marked(people: Cast) -> None:
    client = clients.german_client(people.owner, verified=False, name="Neu GmbH")
    lines = (drafts.line(quantity="1", price="100", unit=Unit.FLAT, kind=LineKind.FEE),)
    orders.submitted(people.owner, client, lines=lines, hours=Decimal(40))
    (row,) = rows(desk(people))
    assert "new client" in row
    assert "1 stop" in row
    assert "look" in row


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (FRIDAY_10_42 + timedelta(hours=2), "2 days 22 h left"),
        (datetime(2027, 1, 11, 9, 0, tzinfo=BERLIN), "Due today, 1 h 42 min"),
        (datetime(2027, 1, 11, 12, 47, tzinfo=BERLIN), "Late, 2 h 5 min"),
    ],
)
def test_the_promise_counts_working_days_only(people: Cast, now: datetime, words: str) -> None:
    later = drafts.draft().confirmation
    orders.submitted(people.owner, people.client, now=FRIDAY_10_42, confirmation=later)
    page = desk(people, now)
    assert words in rows(page)[0]
    assert "Mon 11 January, 10:42" in rows(page)[0]


def test_late_and_due_orders_are_counted_under_the_headline(people: Cast) -> None:
    orders.submitted(people.owner, people.client, now=FRIDAY_10_42 - timedelta(days=1))
    orders.submitted(people.owner, people.client, now=FRIDAY_10_42, title="Other")
    page = desk(people, datetime(2027, 1, 11, 9, 0, tzinfo=BERLIN))
    assert "1 is late. 1 is due today. We promise 24 hours on working days." in page.words


def test_drafts_and_orders_with_the_client_are_not_in_the_queue(people: Cast) -> None:
    orders.drafted(people.owner, people.client)
    orders.submitted(people.owner, people.client, to=First.CLIENT, title="With the client")
    assert rows(desk(people)) == []


def test_an_order_that_the_client_confirmed_first_waits_from_then_on(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, to=First.CLIENT)
    tuesday = MONDAY + timedelta(days=1, hours=3)
    orders.confirm(order, tuesday)
    page = desk(people, tuesday)
    assert "until Wed 6 January, 12:00" in rows(page)[0]


def test_an_accountant_looks_and_does_not_review(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    page = Reader(people.accountant).get("/team/")
    assert "Review next" not in page.words
    assert "Look at" in page.words


def test_twenty_rows_stand_on_a_page_with_at_most_twelve_queries(
    people: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(21):
        orders.submitted(people.owner, people.client, title=f"Order {n}")
    reader = Reader(people.advisor)
    with django_assert_max_num_queries(12):
        page = reader.get("/team/")
    assert len(rows(page)) == 20
    assert "1–20 of 21" in page.words
    assert len(rows(reader.get("/team/", page="2"))) == 1


@pytest.mark.parametrize("page", ["-1", "0", "1e9", "x", "999999999999999999999", "\x00"])
def test_a_page_that_is_none_shows_the_nearest(people: Cast, page: str) -> None:
    orders.submitted(people.owner, people.client)
    assert Reader(people.advisor).get("/team/", page=page).status == 200
