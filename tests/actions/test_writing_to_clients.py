"""The team writes to a client by mail; member and client's answer stay together with it (R60)."""

import pytest

from kontor.actions import talk_client
from kontor.actions.send_again import send_again
from kontor.clients.conversation import talk_of
from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.orders.contacts import contact_addresses
from kontor.orders.draft import Contact
from kontor.orders.with_client import conversation
from kontor.people.roles import Role
from tests.builders import clients, house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

CHLOE = "chloe.martin@lefevre.example"
WORDS = "Three of our invoices are open.\nWhen can we expect the money?"


@pytest.fixture
def people() -> Cast:
    return cast()


def written(
    people: Cast, address: str = CHLOE, text: str = WORDS, key: str = "page", name: str = ""
) -> ClientMessage:
    return talk_client.write_to_client(
        people.advisor, people.client.pk, people.owner.pk, address, name, text, key, MONDAY
    )


def to_client() -> OutboxMail:
    return OutboxMail.objects.get(audience="client")


def test_the_client_gets_the_words_in_their_language_and_no_link(people: Cast) -> None:
    message = written(people, name="Chloé Martin")
    assert (message.side, message.sent_to, message.text) == ("team", CHLOE, WORDS)
    mail = to_client()
    assert (mail.to, mail.language, mail.about) == (
        CHLOE,
        "en",
        conversation(people.advisor, people.client.pk, people.owner.pk).about,
    )
    assert mail.subject == "A message from Smart Beispiel eG"
    assert mail.reply_to == "rechnung@smart.example"
    assert "Dear Chloé Martin," in mail.text
    assert "> Three of our invoices are open.\n> When can we expect the money?" in mail.text
    assert "http" not in mail.text
    assert people.owner.name not in mail.text + mail.html + mail.subject
    assert people.owner.email not in mail.text + mail.html


def test_a_german_client_reads_german_and_is_addressed_formally(people: Cast) -> None:
    Client.objects.filter(pk=people.client.pk).update(language="de")
    written(people)
    mail = to_client()
    assert mail.subject == "Eine Nachricht von Smart Beispiel eG"
    assert "Sie" in mail.text
    assert " du " not in mail.text


def test_the_member_is_told_and_their_question_is_answered(people: Cast) -> None:
    owner, client = people.owner, people.client
    talk_client.say(owner, client.pk, owner.pk, "Why is it blocked?", "a", MONDAY)
    written(people)
    mail = OutboxMail.objects.get(audience="member")
    assert (mail.address, mail.purpose) == (owner.email, "thread_message")
    assert mail.subject == "Jonas Wiebold schreibt an Imprimerie Lefèvre SARL"
    assert "Three of our invoices" in mail.text
    assert CHLOE not in mail.text
    assert not ClientQuestion.objects.exists()


def test_the_answer_of_the_client_is_entered_for_the_member(people: Cast) -> None:
    written(people)
    talk_client.note_answer(
        people.advisor, people.client.pk, people.owner.pk, "Next week.", "answer", MONDAY
    )
    one = conversation(people.owner, people.client.pk, people.owner.pk)
    said = [(each.side, each.text) for each in talk_of(one).said]
    assert said == [("team", WORDS), ("client", "Next week.")]
    mail = OutboxMail.objects.filter(audience="member").latest("id")
    assert mail.subject == "Imprimerie Lefèvre SARL hat geantwortet"
    assert "Next week." in mail.text
    assert OutboxMail.objects.filter(audience="client").count() == 1


def test_a_second_click_sends_nothing_more(people: Cast) -> None:
    assert written(people) == written(people)
    assert ClientMessage.objects.count() == 1
    assert OutboxMail.objects.count() == 2
    with pytest.raises(Conflict):
        written(people, address="other@lefevre.example")
    with pytest.raises(Conflict):
        written(people, text="Something else.")


@pytest.mark.parametrize(
    ("address", "text", "name", "fields"),
    [
        ("no address", WORDS, "", ["address"]),
        ("", " ", "", ["address", "text"]),
        ("a@b.example\nBcc: x@y.example", WORDS, "", ["address"]),
        (CHLOE, WORDS, "Chloé\nMartin", ["name"]),
        (CHLOE, "x" * 4001, "x" * 201, ["name", "text"]),
    ],
)
def test_every_fault_is_said_at_once(
    people: Cast, address: str, text: str, name: str, fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        written(people, address, text, name=name)
    assert sorted({fault.field for fault in refused.value.faults}) == sorted(fields)
    assert not OutboxMail.objects.exists()


def test_no_address_of_the_member_or_the_team_counts_as_the_client(people: Cast) -> None:
    for address in (people.owner.email.upper(), people.accountant.email, people.advisor.email):
        with pytest.raises(Invalid):
            written(people, address)
    assert not ClientMessage.objects.exists()


def test_only_advisors_write_to_clients_and_never_about_their_own(people: Cast) -> None:
    client, owner = people.client.pk, people.owner.pk
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    admin = house.person("Rosa Ohlsen", Role.ADMIN)
    for person, member in ((owner, owner), (people.accountant.pk, owner), (admin.pk, owner)):
        who = type(people.owner).objects.get(pk=person)
        with pytest.raises((Forbidden, NotFound)):
            talk_client.write_to_client(who, client, member, CHLOE, "", WORDS, "k", MONDAY)
        with pytest.raises((Forbidden, NotFound)):
            talk_client.note_answer(who, client, member, WORDS, "k", MONDAY)
    with pytest.raises(Forbidden):
        talk_client.write_to_client(both, client, both.pk, CHLOE, "", WORDS, "k", MONDAY)
    with pytest.raises(Forbidden):
        talk_client.note_answer(both, client, both.pk, WORDS, "k", MONDAY)


def test_the_known_addresses_are_those_of_this_member_alone(people: Cast) -> None:
    owner, client = people.owner, people.client
    orders.submitted(owner, client)
    orders.submitted(owner, client, contact=Contact("Luc", "LUC@lefevre.example"))
    orders.submitted(owner, client, contact=Contact("Luc P.", "luc@lefevre.example"))
    orders.drafted(owner, client, contact=Contact("Draft", "draft@lefevre.example"))
    orders.submitted(people.stranger, client, contact=Contact("Not", "not@lefevre.example"))
    assert contact_addresses(client, owner) == {
        CHLOE,
        "luc@lefevre.example",
        "draft@lefevre.example",
    }
    assert contact_addresses(clients.german_client(), owner) == frozenset()


def test_a_mail_that_failed_is_sent_again(people: Cast) -> None:
    written(people)
    mail = to_client()
    OutboxMail.objects.filter(pk=mail.pk).update(state="failed", answer="550 no such user")
    assert send_again(people.advisor, mail.pk, MONDAY).pk == mail.pk
    assert to_client().state == "queued"
