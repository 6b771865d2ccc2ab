"""The queue at work: who has what, filters that stay, taking, and what is late elsewhere."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import claim_review
from kontor.foundation.models import OutboxMail
from kontor.orders.models import Order
from kontor.orders.review_models import ReviewClaim
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.many import many_in_review
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def other(people: Cast) -> Person:
    return house.person("Henrike Ahrens", Role.ADVISOR)


def three(people: Cast) -> list[Order]:
    """Of two sectors, the oldest first."""
    return [
        orders.submitted(
            people.owner, people.client, now=MONDAY + n * MINUTE, title=title, sector=sector
        )
        for n, (title, sector) in enumerate(
            [("First", "graphic-design"), ("Second", "translation"), ("Third", "translation")]
        )
    ]


def titles(page: Page) -> list[str]:
    return page.all("//tbody//a[contains(@class, 'row-title')]")


def row(page: Page, title: str) -> str:
    return page.one(f"//tbody/tr[.//a[contains(@class, 'row-title')][.='{title}']]")


def review(order: Order, query: str = "") -> str:
    return f"/team/orders/{order.pk}/{query}"


def test_a_row_says_who_has_the_order_and_what_the_reader_can_do(
    people: Cast, other: Person
) -> None:
    first, second, _third = three(people)
    claim_review.take(other, first.pk, MONDAY)
    claim_review.take(people.advisor, second.pk, MONDAY)
    page = Reader(people.advisor).get("/team/")
    assert "Henrike Ahrens" in row(page, "First")
    assert "Look at" in row(page, "First")
    assert "you Continue" in row(page, "Second")
    assert "nobody Take" in row(page, "Third")
    assert page.all("//tr[@class='row-mine']//a[contains(@class, 'row-title')]") == ["Second"]


def test_looking_takes_nothing(people: Cast) -> None:
    (order, *_rest) = three(people)
    reader = Reader(people.advisor)
    reader.get("/team/")
    assert "Take" in reader.get(review(order)).words
    assert not ReviewClaim.objects.exists()


def test_take_leads_to_the_order_that_is_now_the_readers(people: Cast, other: Person) -> None:
    (order, *_rest) = three(people)
    sent = Reader(people.advisor).post(f"/team/orders/{order.pk}/take?free=1")
    assert (sent.status, sent.url) == (302, review(order, "?free=1"))
    assert "Yours since 09:00" in Reader(people.advisor).get(review(order)).words
    page = Reader(other).get(review(order))
    assert "With Jonas Wiebold until 10:00." in page.words
    assert "Take over" in page.words
    assert "Approve" not in page.all("//button/span")


def test_what_another_has_is_refused_on_the_orders_page(people: Cast, other: Person) -> None:
    (order, *_rest) = three(people)
    reader = Reader(people.advisor)
    form = reader.get(review(order)).form(f"/team/orders/{order.pk}/approve")
    claim_review.take(other, order.pk, MONDAY)
    taken = reader.post(f"/team/orders/{order.pk}/take")
    page = reader.post(f"/team/orders/{order.pk}/approve", **form)
    for answer in (taken, page):
        assert answer.status == 409
        assert "Henrike Ahrens is reviewing this order until 10:00." in answer.words
    form = page.form(f"/team/orders/{order.pk}/take-over")
    assert reader.post(f"/team/orders/{order.pk}/take-over", **form).url == review(order)
    assert "Yours since" in reader.get(review(order)).words


@pytest.mark.parametrize("holder", ["", "x", "999999", "-1", "٣"])
def test_taking_over_from_somebody_else_than_shown_changes_nothing(
    people: Cast, other: Person, holder: str
) -> None:
    (order, *_rest) = three(people)
    claim_review.take(other, order.pk, MONDAY)
    page = Reader(people.advisor).post(f"/team/orders/{order.pk}/take-over", holder=holder)
    assert page.status == 409
    assert "By now Henrike Ahrens is reviewing this order, until 10:00." in page.words


def test_letting_go_frees_the_order_and_leads_back(people: Cast) -> None:
    (order, *_rest) = three(people)
    reader = Reader(people.advisor)
    reader.post(f"/team/orders/{order.pk}/take")
    sent = reader.post(f"/team/orders/{order.pk}/let-go?sector=graphic-design")
    assert sent.url == "/team/?sector=graphic-design#next"
    assert not ReviewClaim.objects.exists()


def test_review_next_takes_the_oldest_of_the_sector_that_is_shown(people: Cast) -> None:
    first, second, _third = three(people)
    reader = Reader(people.advisor)
    assert reader.post("/team/next?sector=translation").url == review(second, "?sector=translation")
    assert reader.post("/team/next").url == review(first)


def test_review_next_says_when_nothing_is_free(people: Cast, other: Person) -> None:
    order = orders.submitted(people.owner, people.client)
    claim_review.take(other, order.pk, MONDAY)
    reader = Reader(people.advisor)
    assert reader.get("/team/").all("//button[@id='next']") == []
    assert reader.post("/team/next").url == "/team/#next"
    assert "No order is free at the moment." in reader.get("/team/").words


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"sector": "translation"}, ["Second", "Third"]),
        ({"free": "1"}, ["Second", "Third"]),
        ({"sector": "translation", "free": "1"}, ["Second", "Third"]),
        ({"sector": "nothing-like-it"}, ["First", "Second", "Third"]),
        ({"advisor": "x"}, ["First", "Second", "Third"]),
        ({"advisor": "999999"}, []),
    ],
)
def test_the_queue_is_filtered(
    people: Cast, other: Person, query: dict[str, str], shown: list[str]
) -> None:
    first, *_rest = three(people)
    claim_review.take(other, first.pk, MONDAY)
    page = Reader(people.advisor).get("/team/", **query)
    assert titles(page) == shown
    assert page.headline == "3 orders wait for review"


def test_the_queue_of_one_advisor(people: Cast, other: Person) -> None:
    first, *_rest = three(people)
    claim_review.take(other, first.pk, MONDAY)
    page = Reader(people.advisor).get("/team/", advisor=str(other.pk))
    assert titles(page) == ["First"]
    assert "1 of 3, the oldest first" in page.words
    assert page.all("//option[@selected]") == ["Henrike Ahrens"]


def test_the_filter_goes_along_from_order_to_order_and_back(people: Cast) -> None:
    _first, second, third = three(people)
    query = "?sector=translation"
    page = Reader(people.advisor).get(review(second), sector="translation")
    assert "1 of 2" in page.words
    assert page.all("//a[@data-key='j']/@href") == [review(third, query)]
    assert page.all("//a[@data-key='k']") == []
    assert f"/team/{query}" in page.all("//p[@class='eyebrow']/a/@href")
    sent = Reader(people.advisor).post(
        f"/team/orders/{second.pk}/approve{query}", hash=orders.shown(second)
    )
    assert sent.url == f"/team/{query}#next"


def test_whoever_takes_an_order_keeps_their_place_among_the_free(people: Cast) -> None:
    _first, second, _third = three(people)
    reader = Reader(people.advisor)
    reader.post(f"/team/orders/{second.pk}/take?free=1")
    assert "2 of 3" in reader.get(review(second), free="1").words


def test_an_advisor_who_is_the_member_only_looks(people: Cast) -> None:
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    order = orders.submitted(both, people.client)
    page = Reader(both).get("/team/")
    assert "Look at" in row(page, order.title)
    assert page.all("//button[@id='next']") == []
    assert Reader(both).post(f"/team/orders/{order.pk}/take").status == 403


@pytest.mark.parametrize("act", ["take", "take-over", "let-go"])
def test_only_advisors_take_and_get_never_does(people: Cast, act: str) -> None:
    (order, *_rest) = three(people)
    path = f"/team/orders/{order.pk}/{act}"
    assert Reader(people.accountant).post(path).status == 403
    assert Reader(people.owner).post(path).status == 404
    assert Reader(people.advisor).get(path).status == 405
    assert Reader(people.advisor).get("/team/next").status == 405
    assert not ReviewClaim.objects.exists()


def test_five_hundred_orders_take_no_more_queries_than_three(
    people: Cast, other: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = orders.submitted(people.owner, people.client)
    many_in_review(first, 500, MONDAY)
    claim_review.take(other, first.pk, MONDAY)
    reader = Reader(people.advisor)
    with django_assert_max_num_queries(12):
        last = reader.get("/team/", sector=first.sector, page="26")
    with django_assert_max_num_queries(12):
        page = reader.get("/team/", free="1", page="3")
    assert (last.headline, len(titles(last))) == ("501 orders wait for review", 1)
    assert len(titles(page)) == 20
    with django_assert_max_num_queries(12):
        reader.get(review(first))
    assert page.all("//a[@rel='next']/@href") == ["?free=1&page=4"]


def test_a_pile_says_how_old_its_oldest_is_and_that_it_is_late(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, now=MONDAY)
    OutboxMail.objects.all().delete()
    orders.mailed(order, "invoice:1", "x@client.example", state="failed")
    page = Reader(people.advisor, MONDAY + timedelta(hours=3)).get("/team/")
    pills = page.all("//nav[@class='pills']/a")
    assert "To review 1 3 h, since 09:00" in pills
    assert "Failed e-mails 1 late, waiting 3 h, since 09:00" in pills
    later = Reader(people.advisor, MONDAY + timedelta(days=3)).get("/team/")
    assert "To review 1 late, waiting 3 days, since 4 Jan" in later.all("//nav[@class='pills']/a")


def test_the_keys_are_listed_for_who_can_use_them(people: Cast) -> None:
    (order, *_rest) = three(people)
    advisor = Reader(people.advisor)
    assert "Review next: take the oldest" in advisor.get("/team/").words
    page = advisor.get(review(order))
    assert page.all("//*[@data-key]/@data-key") == ["j", "n", "x", "r", "a"]
    assert page.one("//*[@data-key='a']/@data-key-only") == "focus"
    assert "Review next" not in Reader(people.accountant).get("/team/").words
