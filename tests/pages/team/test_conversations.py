"""The team's side of the conversations: what waits, who answers, who only reads (R60, spec § 7)."""

from datetime import timedelta

import pytest

from kontor.actions import submit_order, talk, talk_client
from kontor.clients.models import Client, ClientMessage
from kontor.orders.models import Order
from kontor.orders.thread_models import OrderMessage
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    return orders.submitted(people.owner, people.client)


def said(page: Page) -> list[str]:
    return page.all("//ol[@class='thread']/li")


def pile(page: Page) -> str:
    pill = "//nav[@class='pills']/a[contains(., 'Questions and replies')]"
    return page.one(f"{pill}//span[contains(@class, 'count')]")


def read_button(page: Page) -> list[str]:
    return page.all("//button[@form='mark-read']")


def test_what_members_wrote_last_waits_with_the_oldest_first(people: Cast, order: Order) -> None:
    client, owner = people.client, people.owner
    talk_client.say(owner, client.pk, owner.pk, "Why is it blocked?", "a", MONDAY + HOUR)
    talk.say(owner, order.pk, "May I bill earlier?", "b", MONDAY)
    reader = Reader(people.advisor)
    page = reader.get("/team/conversations/")
    assert page.headline == "2 wait for an answer"
    assert page.all("//tbody/tr/th") == [
        "Autumn catalogueOrder",
        "Imprimerie Lefèvre SARLClient",
    ]
    assert page.all("//tbody//a/@href") == [
        f"/team/orders/{order.pk}/#conversation",
        f"/team/clients/{client.pk}/conversations/{owner.pk}/#conversation",
    ]
    assert pile(reader.get("/team/")) == pile(page) == "2"


def test_an_order_taken_back_waits_for_nobody(people: Cast, order: Order) -> None:
    talk.say(people.owner, order.pk, "May I bill earlier?", "a", MONDAY)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    reader = Reader(people.advisor)
    page = reader.get("/team/conversations/")
    assert page.headline == "Nobody waits for an answer"
    assert pile(page) == "0"
    assert reader.get(f"/team/orders/{order.pk}/conversation").status == 404
    assert reader.post(f"/team/orders/{order.pk}/conversation", text="Hello.").status == 404


def test_an_advisor_answers_on_the_page_of_the_order(people: Cast, order: Order) -> None:
    talk.say(people.owner, order.pk, "May I bill earlier?", "a", MONDAY)
    reader, url = Reader(people.advisor), f"/team/orders/{order.pk}/conversation"
    page = reader.get(f"/team/orders/{order.pk}/")
    assert said(page) == [
        "AB Ada Brandt Comment on the order Known from an exhibition.",
        "AB Ada Brandt Member · 4 January, 09:00 May I bill earlier?",
    ]
    assert read_button(page)
    form = page.form(f"{url}#message")
    answered = reader.post(url, **{**form, "text": "Yes."})
    assert (answered.status, answered.url) == (302, f"/team/orders/{order.pk}/#conversation")
    page = reader.get(f"/team/orders/{order.pk}/")
    assert said(page)[-1] == "JW You 4 January, 09:00 Yes."
    assert not read_button(page)
    assert pile(reader.get("/team/")) == "0"


def test_thanks_are_marked_as_read(people: Cast, order: Order) -> None:
    talk.say(people.owner, order.pk, "Thank you.", "a", MONDAY)
    reader, url = Reader(people.advisor), f"/team/orders/{order.pk}/conversation/read"
    form = reader.get(f"/team/orders/{order.pk}/").form(url)
    talk.say(people.owner, order.pk, "But wait.", "b", MONDAY)
    late = reader.post(url, **form)
    assert late.status == 409
    assert "A new message has come in since you opened this page. Here it is." in late.words
    assert said(late)[-1].endswith("But wait.")
    assert reader.post(url, **late.form(url)).status == 302
    page = reader.get(f"/team/orders/{order.pk}/")
    assert "Jonas Wiebold has read the conversation; no answer was needed." in page.words


def test_a_faulty_answer_stays_as_it_was_typed(people: Cast, order: Order) -> None:
    reader, url = Reader(people.advisor), f"/team/orders/{order.pk}/conversation"
    page = reader.post(url, text="x" * 4001, key="page")
    assert page.status == 422
    assert page.form(f"{url}#message")["text"] == "x" * 4001


def test_an_advisor_answers_about_a_client(people: Cast) -> None:
    client, owner = people.client, people.owner
    Client.objects.filter(pk=client.pk).update(block="no_orders")
    talk_client.say(owner, client.pk, owner.pk, "Why is it blocked?", "a", MONDAY)
    reader = Reader(people.advisor)
    url = f"/team/clients/{client.pk}/conversations/{owner.pk}/"
    page = reader.get(url)
    assert "No new orders" in page.words
    assert "Ada Brandt reads about this client: We can’t accept new orders" in page.words
    assert reader.post(url, text=" ", key="page").status == 422
    answered = reader.post(url, **{**page.form(f"{url}#message"), "text": "Let us phone."})
    assert (answered.status, answered.url) == (302, f"{url}#conversation")
    assert [entry[:5] for entry in said(reader.get(url))] == ["AB Ad", "JW Yo"]
    all_of_them = reader.get("/team/conversations/", of="clients")
    assert all_of_them.headline == "1 conversation about clients"
    assert all_of_them.all("//tbody//a/@href") == [f"{url}#conversation"]


def test_a_conversation_about_a_client_is_marked_as_read(people: Cast) -> None:
    client, owner = people.client, people.owner
    talk_client.say(owner, client.pk, owner.pk, "Thank you.", "a", MONDAY)
    reader = Reader(people.advisor)
    url = f"/team/clients/{client.pk}/conversations/{owner.pk}/"
    assert reader.post(f"{url}read", last="0").status == 409
    form = reader.get(url).form(f"{url}read")
    assert reader.post(f"{url}read", **form).url == f"{url}#conversation"
    assert not read_button(reader.get(url))


def test_the_team_may_speak_first(people: Cast, order: Order) -> None:
    reader, owner = Reader(people.advisor), people.owner
    review = reader.get(f"/team/orders/{order.pk}/")
    url = f"/team/clients/{people.client.pk}/conversations/{owner.pk}/"
    assert review.all(f"//a[@href='{url}']") == ["Conversation with Ada Brandt about this client"]
    page = reader.get(url)
    assert reader.post(url, **{**page.form(f"{url}#message"), "text": "Hello."}).status == 302
    assert ClientMessage.objects.get().side == "team"


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.ADMIN])
def test_accountant_and_admin_read_and_do_not_write(people: Cast, order: Order, role: Role) -> None:
    client, owner = people.client, people.owner
    talk.say(owner, order.pk, "May I bill earlier?", "a", MONDAY)
    talk_client.say(owner, client.pk, owner.pk, "Why is it blocked?", "b", MONDAY)
    reader = Reader(house.person("Some Body", role))
    for url in (
        f"/team/orders/{order.pk}/conversation",
        f"/team/clients/{client.pk}/conversations/{owner.pk}/",
    ):
        page = reader.get(url)
        assert page.status == 200
        assert "Ada Brandt" in page.words
        assert not page.all("//main//textarea")
        assert reader.post(url, text="Hello.", key="page").status == 403
        assert reader.post(f"{url.rstrip('/')}/read", last="9999").status == 403
    assert OrderMessage.objects.count() == ClientMessage.objects.count() == 1


def test_an_advisor_does_not_answer_themselves(people: Cast) -> None:
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    own = orders.submitted(both, people.client)
    page = Reader(both).get(f"/team/orders/{own.pk}/conversation")
    assert "This is your own" in page.words
    assert not page.all("//main//textarea")


def test_the_pages_take_at_most_twelve_queries(
    people: Cast, order: Order, django_assert_max_num_queries: object
) -> None:
    client, owner = people.client, people.owner
    for number in range(3):
        each = orders.submitted(owner, client, title=f"Order {number}")
        talk.say(owner, each.pk, "Hello.", f"order {number}", MONDAY)
        talk_client.say(owner, client.pk, owner.pk, "Hello.", f"client {number}", MONDAY)
        talk_client.say(people.stranger, client.pk, people.stranger.pk, "Hi.", f"{number}", MONDAY)
    reader = Reader(people.advisor)
    for path in (
        "/team/conversations/",
        "/team/conversations/?of=clients",
        f"/team/orders/{order.pk}/conversation",
        f"/team/clients/{client.pk}/conversations/{owner.pk}/",
    ):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert reader.browser.get(path).status_code == 200


def test_conversations_that_cannot_be_are_not_found(people: Cast) -> None:
    reader = Reader(people.advisor)
    for client_id, member_id in (
        (10**9, people.owner.pk),
        (people.client.pk, 10**9),
        (people.client.pk, people.accountant.pk),
    ):
        assert reader.get(f"/team/clients/{client_id}/conversations/{member_id}/").status == 404
