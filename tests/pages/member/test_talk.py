"""The member's side of the conversation: about an order, and about a client (R48, R59, R60)."""

from typing import Any

import pytest

from kontor.actions import submit_order, talk, talk_client
from kontor.clients.models import Client, ClientMessage
from kontor.orders.models import Order
from kontor.orders.thread_models import OrderMessage
from tests.builders import clients, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    return orders.submitted(people.owner, people.client, comment="They are in a hurry.")


def said(page: Page) -> list[str]:
    return page.all("//ol[@class='thread']/li")


def blocked_client(level: str, **changes: Any) -> Client:
    client = clients.client(**changes)
    Client.objects.filter(pk=client.pk).update(block=level)
    client.refresh_from_db()
    return client


# --- About an order ---------------------------------------------------------------------------


def test_the_comment_opens_the_thread_and_messages_follow_by_name(
    people: Cast, order: Order
) -> None:
    talk.say(people.owner, order.pk, "One more thing.", "a", MONDAY)
    talk.say(people.advisor, order.pk, "Go ahead.\nToday.", "b", MONDAY)
    page = Reader(people.owner).get(f"/orders/{order.pk}/")
    assert said(page) == [
        "AB You Comment on the order They are in a hurry.",
        "AB You 4 January, 09:00 One more thing.",
        "JW Jonas Wiebold Smart · 4 January, 09:00 Go ahead. Today.",
    ]
    assert "never visible to clients" in page.words


def test_a_message_is_sent_from_the_orders_page_and_stands_there(
    people: Cast, order: Order
) -> None:
    reader = Reader(people.owner)
    url = f"/orders/{order.pk}/conversation"
    form = reader.get(f"/orders/{order.pk}/").form(f"{url}#message")
    for _click in range(2):
        page = reader.post(url, **{**form, "text": "May I bill\r\nearlier?"})
        assert (page.status, page.url) == (302, f"/orders/{order.pk}/#conversation")
    assert OrderMessage.objects.get().text == "May I bill\nearlier?"


def test_a_faulty_message_stays_as_it_was_typed(people: Cast, order: Order) -> None:
    reader, url = Reader(people.owner), f"/orders/{order.pk}/conversation"
    page = reader.post(url, text="x" * 4001, key="page")
    assert page.status == 422
    assert page.fault_at("id_text") == "Shorten this by 1 character: at most 4,000 fit."
    assert page.form(f"{url}#message")["text"] == "x" * 4001
    assert reader.post(url, text="", key="page").fault_at("id_text") == "Write your message."


def test_other_words_from_the_same_page_are_asked_for_once_more(people: Cast, order: Order) -> None:
    reader, url = Reader(people.owner), f"/orders/{order.pk}/conversation"
    reader.post(url, text="Hello.", key="page")
    page = reader.post(url, text="Hello again.", key="page")
    assert page.status == 409
    form = page.form(f"{url}#message")
    assert form["text"] == "Hello again."
    assert reader.post(url, **form).status == 302
    assert OrderMessage.objects.count() == 2


def test_a_draft_says_that_it_has_no_conversation_yet(people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    reader, url = Reader(people.owner), f"/orders/{draft.pk}/conversation"
    page = reader.get(f"/orders/{draft.pk}/")
    assert "A draft has no conversation yet" in page.words
    assert not page.all("//textarea[@name='text']")
    refused = reader.post(url, text="Hello.", key="page")
    assert refused.status == 409
    assert not OrderMessage.objects.exists()


def test_taken_back_the_conversation_is_kept_and_closed(people: Cast, order: Order) -> None:
    talk.say(people.owner, order.pk, "Hello.", "a", MONDAY)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    page = Reader(people.owner).get(f"/orders/{order.pk}/")
    assert len(said(page)) == 2
    assert "It goes on once you have submitted again." in page.words


def test_a_long_conversation_shows_its_newest_part_and_leads_to_the_rest(
    people: Cast, order: Order
) -> None:
    for number in range(14):
        talk.say(people.owner, order.pk, f"Message {number}.", f"{number}", MONDAY)
    reader = Reader(people.owner)
    shown = said(reader.get(f"/orders/{order.pk}/"))
    assert len(shown) == 1 + 1 + 10
    assert shown[1] == "Show the whole conversation"
    assert shown[-1].endswith("Message 13.")
    assert len(said(reader.get(f"/orders/{order.pk}/conversation"))) == 15


# --- About a client ---------------------------------------------------------------------------


def test_the_conversation_about_a_client_is_the_members_and_the_teams_alone(
    people: Cast,
) -> None:
    client = people.client
    url = f"/clients/{client.pk}/conversation"
    talk_client.say(people.stranger, client.pk, people.stranger.pk, "Secret.", "a", MONDAY)
    reader = Reader(people.owner)
    first = reader.get(url)
    assert "Secret." not in first.words
    sent = reader.post(url, **{**first.form(f"{url}#message"), "text": "Why is that?"})
    assert (sent.status, sent.url) == (302, f"{url}#conversation")
    talk_client.say(people.advisor, client.pk, people.owner.pk, "Let us phone.", "b", MONDAY)
    assert said(reader.get(url)) == [
        "AB You 4 January, 09:00 Why is that?",
        "JW Jonas Wiebold Smart · 4 January, 09:00 Let us phone.",
    ]
    assert reader.post(url, text=" ", key="page").status == 422
    assert ClientMessage.objects.filter(member=people.owner).count() == 2


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        (
            "no_orders",
            "We can’t accept new orders for this client right now. You can keep a draft.",
        ),
        ("advance_only", "For this client we can only accept orders paid in advance right now"),
    ],
)
def test_a_block_is_said_calmly_wherever_the_client_is_chosen(
    people: Cast, level: str, sentence: str
) -> None:
    client = blocked_client(level, name="Säumig GmbH", vat_number="")
    orders.drafted(people.stranger, client)
    reader = Reader(people.owner)
    form = reader.get("/orders/new", client=str(client.pk))
    assert sentence in form.words
    assert sentence in reader.post("/orders/summary", **typed(client)).html.replace("&#x27;", "'")
    assert sentence in reader.get(f"/clients/{client.pk}/conversation").words
    for page in (form, reader.get(f"/clients/{client.pk}/conversation")):
        assert people.stranger.name not in page.words


def test_without_a_block_nothing_is_said_about_it(people: Cast) -> None:
    page = Reader(people.owner).get("/orders/new", client=str(people.client.pk))
    assert page.one("//*[@id='client-block']") == ""


def test_submitting_for_a_blocked_client_keeps_everything_and_offers_the_talk(
    people: Cast,
) -> None:
    client = blocked_client("no_orders")
    page = Reader(people.owner).post("/orders/new", **typed(client), act="submit")
    assert page.status == 409
    assert "We can’t accept new orders for this client right now. Talk to the team." in page.words
    assert page.form()["title"] == "Autumn catalogue"
    assert page.all("//button[@name='act' and @value='talk']")
    assert Order.objects.get().status == "draft"


def test_on_the_way_to_the_talk_the_draft_is_saved(people: Cast) -> None:
    client = blocked_client("no_orders")
    reader = Reader(people.owner)
    led = reader.post("/orders/new", **typed(client), act="talk")
    draft = Order.objects.get()
    assert draft.title == "Autumn catalogue"
    assert led.url == f"/clients/{client.pk}/conversation?order={draft.pk}"
    page = reader.get(f"/clients/{client.pk}/conversation", order=str(draft.pk))
    assert page.all(f"//a[@href='/orders/{draft.pk}/edit']") == ["Back to “Autumn catalogue”"]


def test_what_cannot_be_saved_keeps_the_member_at_the_form(people: Cast) -> None:
    client = blocked_client("no_orders")
    page = Reader(people.owner).post(
        "/orders/new", **typed(client, service_from="31.02.2027"), act="talk"
    )
    assert page.status == 422
    assert page.form()["service_from"] == "31.02.2027"


def test_only_an_own_order_is_led_back_to(people: Cast) -> None:
    theirs = orders.drafted(people.stranger, people.client, title="Not yours")
    reader = Reader(people.owner)
    for number in (str(theirs.pk), "0", "9" * 30, "x"):
        page = reader.get(f"/clients/{people.client.pk}/conversation", order=number)
        assert page.status == 200
        assert "Not yours" not in page.words


def test_the_list_of_clients_marks_a_block_and_leads_to_the_talk(people: Cast) -> None:
    client = blocked_client("advance_only", name="Säumig GmbH", vat_number="")
    orders.drafted(people.owner, client)
    orders.drafted(people.owner, people.client)
    reader = Reader(people.owner)
    page = reader.get("/clients")
    assert page.all(f"//a[@href='/clients/{client.pk}/conversation']")
    assert not page.all(f"//a[@href='/clients/{people.client.pk}/conversation']")
    assert "Only in advance" in page.words
    talk_client.say(people.owner, people.client.pk, people.owner.pk, "Hello.", "a", MONDAY)
    assert reader.get("/clients").all(f"//a[@href='/clients/{people.client.pk}/conversation']")


def test_a_client_that_the_member_cannot_see_has_no_conversation(people: Cast) -> None:
    hidden = clients.client(people.stranger, name="Klara Kram", kind="private")
    reader = Reader(people.owner)
    for number in (hidden.pk, 10**9, 2**63):
        assert reader.get(f"/clients/{number}/conversation").status == 404
        assert reader.post(f"/clients/{number}/conversation", text="Hello.").status == 404
