"""Member and team talk about an order, and about a client (R48, R49, R56, R59, R60)."""

from datetime import timedelta

import pytest

from kontor.actions import submit_order, talk, talk_client
from kontor.clients import conversation
from kontor.clients.models import ClientMessage
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.orders import thread, with_client
from kontor.orders.models import Order
from kontor.orders.thread_models import OrderMessage
from kontor.people.roles import Role
from tests.builders import clients, house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=2)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    return orders.submitted(people.owner, people.client)


def mailed() -> list[tuple[str, str]]:
    """To which audience and address a message was mailed, the first one first."""
    mails = OutboxMail.objects.filter(purpose="thread_message").order_by("id")
    return list(mails.values_list("audience", "address"))


def waiting() -> list[int]:
    return [question.order_id for question in thread.questions()]


def test_each_side_is_mailed_what_the_other_says(people: Cast, order: Order) -> None:
    talk.say(people.owner, order.pk, "May I bill earlier?", "a", MONDAY)
    talk.say(people.advisor, order.pk, "Yes, from the 11th.", "b", LATER)
    assert mailed() == [("team", "rechnung@smart.example"), ("member", people.owner.email)]
    to_team, to_member = OutboxMail.objects.filter(purpose="thread_message").order_by("id")
    assert "May I bill earlier?" in to_team.text
    assert f"/team/orders/{order.pk}/#conversation" in to_team.text
    assert "Yes, from the 11th." in to_member.text
    assert f"/orders/{order.pk}/#conversation" in to_member.text
    assert to_member.cause == f"order_message:{OrderMessage.objects.latest('id').pk}"


def test_a_member_is_told_in_their_own_language(people: Cast, order: Order) -> None:
    people.owner.language = "de"
    people.owner.save()
    talk.say(people.advisor, order.pk, "Passt das so?", "a", MONDAY)
    mail = OutboxMail.objects.get(purpose="thread_message")
    assert mail.subject == "Jonas Wiebold schreibt zu „Autumn catalogue“"


def test_what_the_member_says_waits_until_an_advisor_answers(people: Cast, order: Order) -> None:
    talk.say(people.owner, order.pk, "One thing.", "a", MONDAY)
    talk.say(people.owner, order.pk, "Another thing.", "b", LATER)
    assert [question.since for question in thread.questions()] == [MONDAY]
    talk.say(people.advisor, order.pk, "Both are fine.", "c", LATER)
    assert waiting() == []


def test_thanks_need_no_answer(people: Cast, order: Order) -> None:
    thanks = talk.say(people.owner, order.pk, "Thank you.", "a", MONDAY)
    for _click in range(2):
        talk.mark_read(people.advisor, order.pk, thanks.pk, LATER)
    assert waiting() == []
    read = HistoryEntry.objects.get(event="mark_read")
    assert (read.about, read.actor_name) == (f"order:{order.pk}", "Jonas Wiebold")


def test_what_came_in_since_is_not_marked_as_read(people: Cast, order: Order) -> None:
    thanks = talk.say(people.owner, order.pk, "Thank you.", "a", MONDAY)
    talk.say(people.owner, order.pk, "But wait.", "b", LATER)
    with pytest.raises(Conflict):
        talk.mark_read(people.advisor, order.pk, thanks.pk, LATER)
    assert waiting() == [order.pk]


def test_a_double_click_is_one_message(people: Cast, order: Order) -> None:
    first = talk.say(people.owner, order.pk, "Hello.", "page", MONDAY)
    assert talk.say(people.owner, order.pk, "Hello.", "page", LATER) == first
    assert len(mailed()) == 1


def test_other_words_from_the_same_page_are_not_taken_for_a_double_click(
    people: Cast, order: Order
) -> None:
    talk.say(people.owner, order.pk, "Hello.", "page", MONDAY)
    with pytest.raises(Conflict, match="send them again"):
        talk.say(people.owner, order.pk, "Hello again.", "page", LATER)
    assert OrderMessage.objects.count() == 1


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.ADMIN])
def test_the_rest_of_the_team_only_reads(order: Order, role: Role) -> None:
    person = house.person("Some Body", role)
    with pytest.raises(Forbidden):
        talk.say(person, order.pk, "Hello.", "a", MONDAY)
    with pytest.raises(Forbidden):
        talk.mark_read(person, order.pk, 0, MONDAY)


def test_another_members_order_does_not_exist(people: Cast, order: Order) -> None:
    with pytest.raises(NotFound):
        talk.say(people.stranger, order.pk, "Hello.", "a", MONDAY)


@pytest.mark.parametrize("text", ["", " \n\u200b", "x" * 4001, "a\x00b", "\u202eb"])
def test_what_nobody_can_read_is_refused_at_the_text(people: Cast, order: Order, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        talk.say(people.owner, order.pk, text, "a", MONDAY)
    assert {fault.field for fault in refused.value.faults} == {"text"}


def test_a_text_of_4000_characters_is_kept_as_it_was_typed(people: Cast, order: Order) -> None:
    text = " “Grüße”\n\t" + "x" * 3990
    assert talk.say(people.owner, order.pk, text, "a", MONDAY).text == text


def test_a_draft_has_no_thread(people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    with pytest.raises(Conflict, match="comment of the order"):
        talk.say(people.owner, draft.pk, "Hello.", "a", MONDAY)
    with pytest.raises(NotFound):
        talk.say(people.advisor, draft.pk, "Hello.", "b", MONDAY)


def test_taken_back_the_thread_is_closed_and_opens_with_the_next_submission(
    people: Cast, order: Order
) -> None:
    said = talk.say(people.owner, order.pk, "Hello.", "a", MONDAY)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    with pytest.raises(Conflict, match="goes on once you have submitted"):
        talk.say(people.owner, order.pk, "Are you there?", "b", MONDAY)
    for act in (
        lambda: talk.say(people.advisor, order.pk, "Yes.", "c", MONDAY),
        lambda: talk.mark_read(people.advisor, order.pk, said.pk, MONDAY),
    ):
        with pytest.raises(NotFound):
            act()
    assert waiting() == []
    order.refresh_from_db()
    orders.submit(people.owner, order)
    assert waiting() == [order.pk]
    talk.say(people.advisor, order.pk, "Yes.", "d", LATER)
    assert waiting() == []


def test_an_advisor_speaks_as_the_member_of_their_own_order(people: Cast) -> None:
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    own = orders.submitted(both, people.client)
    assert talk.say(both, own.pk, "Hello.", "a", MONDAY).side == "member"
    assert waiting() == [own.pk]


# --- About a client ---------------------------------------------------------------------------


def client_questions() -> list[tuple[int, int]]:
    return list(conversation.questions().values_list("client_id", "member_id"))


def test_a_conversation_about_a_client_is_between_one_member_and_the_team(people: Cast) -> None:
    client, owner = people.client, people.owner
    talk_client.say(owner, client.pk, owner.pk, "Why is it blocked?", "a", MONDAY)
    assert client_questions() == [(client.pk, owner.pk)]
    talk_client.say(people.advisor, client.pk, owner.pk, "Let us phone.", "b", LATER)
    assert client_questions() == []
    assert mailed() == [("team", "rechnung@smart.example"), ("member", owner.email)]
    to_team, to_member = OutboxMail.objects.filter(purpose="thread_message").order_by("id")
    assert to_team.about == to_member.about == f"conversation:{client.pk}:{owner.pk}"
    assert f"/team/clients/{client.pk}/conversations/{owner.pk}/#conversation" in to_team.text
    assert f"/clients/{client.pk}/conversation#conversation" in to_member.text
    assert to_member.subject == f"Jonas Wiebold schreibt zu {client.name}"


def test_another_members_conversation_does_not_exist(people: Cast) -> None:
    client, owner = people.client, people.owner
    talk_client.say(owner, client.pk, owner.pk, "Hello.", "a", MONDAY)
    with pytest.raises(NotFound):
        talk_client.say(people.stranger, client.pk, owner.pk, "Hello.", "b", MONDAY)
    other = with_client.conversation(people.stranger, client.pk, people.stranger.pk)
    assert not conversation.talk_of(other).said


def test_a_client_that_the_member_cannot_see_has_no_conversation(people: Cast) -> None:
    hidden = clients.client(people.stranger, name="Klara Kram", kind="private")
    with pytest.raises(NotFound):
        talk_client.say(people.owner, hidden.pk, people.owner.pk, "Hello.", "a", MONDAY)
    with pytest.raises(NotFound):
        talk_client.say(people.advisor, hidden.pk, people.owner.pk, "Hello.", "b", MONDAY)
    with pytest.raises(NotFound):
        talk_client.say(people.advisor, people.client.pk, 10**9, "Hello.", "c", MONDAY)


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.ADMIN])
def test_the_rest_of_the_team_only_reads_about_clients(people: Cast, role: Role) -> None:
    person, owner = house.person("Some Body", role), people.owner
    with pytest.raises(Forbidden):
        talk_client.say(person, people.client.pk, owner.pk, "Hello.", "a", MONDAY)
    with pytest.raises(Forbidden):
        talk_client.mark_read(person, people.client.pk, owner.pk, 0, MONDAY)


def test_a_conversation_can_be_marked_as_read(people: Cast) -> None:
    client, owner = people.client, people.owner
    said = talk_client.say(owner, client.pk, owner.pk, "Thank you.", "a", MONDAY)
    newer = talk_client.say(owner, client.pk, owner.pk, "And bye.", "b", MONDAY)
    with pytest.raises(Conflict):
        talk_client.mark_read(people.advisor, client.pk, owner.pk, said.pk, LATER)
    talk_client.mark_read(people.advisor, client.pk, owner.pk, newer.pk, LATER)
    assert client_questions() == []
    read = HistoryEntry.objects.get(event="mark_read")
    assert read.about == f"conversation:{client.pk}:{owner.pk}"


def test_a_double_click_about_a_client_is_one_message(people: Cast) -> None:
    client, owner = people.client, people.owner
    for _click in range(2):
        talk_client.say(owner, client.pk, owner.pk, "Hello.", "page", MONDAY)
    with pytest.raises(Conflict):
        talk_client.say(owner, client.pk, owner.pk, "Hello again.", "page", MONDAY)
    with pytest.raises(Invalid):
        talk_client.say(owner, client.pk, owner.pk, " ", "other", MONDAY)
    assert ClientMessage.objects.count() == len(mailed()) == 1


def test_the_newest_word_of_every_conversation_stands_first(people: Cast) -> None:
    client = people.client
    for number, person in enumerate((people.owner, people.stranger, people.owner)):
        talk_client.say(person, client.pk, person.pk, f"Word {number}", f"{number}", MONDAY)
    assert [message.text for message in conversation.latest()] == ["Word 2", "Word 1"]
