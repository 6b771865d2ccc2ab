"""A member and the team talk about a client, and the team with the client by mail (R59, R60)."""

from datetime import datetime

from kontor.actions import act, post
from kontor.actions.talk import (
    CLIENT,
    MARK_READ,
    MEMBER,
    TEAM,
    refuse_newer,
    refuse_words,
    sent_before,
    words_faults,
)
from kontor.clients import talk_letters
from kontor.clients.conversation import Conversation
from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.clients.record import facts_of
from kontor.foundation import history
from kontor.foundation.address import address_fault, normalise, parse_address
from kontor.foundation.letter import Letter, Recipient
from kontor.foundation.refusal import Fault, Forbidden, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.text import is_blank, text_faults
from kontor.orders.with_client import conversation
from kontor.people.house import house_addresses
from kontor.people.models import Person

TO_CLIENT = "client_message"
LONGEST_NAME = 200


@act.one_transaction
def say(  # noqa: PLR0913, PLR0917  # where, what and when
    person: Person, client_id: int, member_id: int, text: str, key: str, now: datetime
) -> ClientMessage:
    """Add a message to the member's conversation about the client; the other side gets a mail.

    `key` as in `talk.say`. Raises NotFound, Forbidden, Invalid (`text`) or Conflict.
    """
    one = _locked(person, client_id, member_id)
    side = MEMBER if one.member.pk == person.pk else TEAM
    (act.member if side == MEMBER else act.advisor)(person)
    sent = _sent(one, person, text, key, side=side, sent_to="")
    if sent is not None:
        return sent
    refuse_words(text)
    message = _written(one, person, side, text, key, now)
    letter = talk_letters.conversation_message(one.client.name, person.name, text)
    if side == MEMBER:
        _ask_team(one, message, letter, now)
    else:
        _tell_member(one, message, letter, now)
    return message


@act.one_transaction
def write_to_client(  # noqa: PLR0913, PLR0917  # where, to whom, what and when
    advisor: Person,
    client_id: int,
    member_id: int,
    address: str,
    name: str,
    text: str,
    key: str,
    now: datetime,
) -> ClientMessage:
    """The advisor's words go to `address` at the client by mail, and into the conversation.

    The member reads them too and is told. `name` may be empty. A reply comes to the team's mailbox.
    Raises NotFound, Forbidden (also about their own), Invalid (`address`, `name`, `text`; never
    an address of the member or of the team) or Conflict.
    """
    one = _of_advisor(advisor, client_id, member_id)
    faults = [*_address_faults(one, address), *_name_faults(name), *words_faults(text)]
    to = address if faults else parse_address(address)
    sent = _sent(one, advisor, text, key, side=TEAM, sent_to=to)
    if sent is not None:
        return sent
    refuse_faults(faults)
    message = _written(one, advisor, TEAM, text, key, now, sent_to=to)
    post.to_outside(
        Recipient(to, name.strip(), facts_of(one.client).language, "client"),
        talk_letters.letter_to_client(post.house_name(), advisor.name, text),
        purpose=TO_CLIENT,
        cause=_cause(message),
        about=one.about,
        now=now,
    )
    letter = talk_letters.written_to_client(one.client.name, advisor.name, text)
    _tell_member(one, message, letter, now)
    return message


@act.one_transaction
def note_answer(  # noqa: PLR0913, PLR0917  # where, what and when
    advisor: Person, client_id: int, member_id: int, text: str, key: str, now: datetime
) -> ClientMessage:
    """Enter what the client answered, so that the member reads it too. Raises as `write_to_client`.

    The client's mail itself lies in the team's mailbox; the text is what the advisor copies of it.
    """
    one = _of_advisor(advisor, client_id, member_id)
    sent = _sent(one, advisor, text, key, side=CLIENT)
    if sent is not None:
        return sent
    refuse_words(text)
    message = _written(one, advisor, CLIENT, text, key, now)
    _tell_member(one, message, talk_letters.client_answered(one.client.name, text), now)
    return message


@act.one_transaction
def mark_read(
    advisor: Person, client_id: int, member_id: int, last: int, now: datetime
) -> Conversation:
    """Nothing to answer: the conversation leaves the desk; as `talk.mark_read`."""
    actor = act.advisor(advisor)
    one = _locked(advisor, client_id, member_id)
    refuse_newer(ClientMessage.objects.filter(client=one.client, member=one.member), last)
    if ClientQuestion.objects.filter(client=one.client, member=one.member).delete()[0]:
        history.write(one.about, MARK_READ, actor, now)
    return one


def _of_advisor(advisor: Person, client_id: int, member_id: int) -> Conversation:
    """The conversation, for who speaks with the client; never about an order of their own."""
    act.advisor(advisor)
    one = _locked(advisor, client_id, member_id)
    if one.member.pk == advisor.pk:
        raise Forbidden(S("This is your own conversation; another advisor writes to the client."))
    return one


def _locked(person: Person, client_id: int, member_id: int) -> Conversation:
    """The conversation; its member's row makes everybody who talks in it wait in line.

    And whoever merges its client waits, or was first: then it is about the one that stays.
    """
    one = conversation(person, client_id, member_id)
    Person.objects.select_for_update(no_key=True).get(pk=one.member.pk)
    client = Client.objects.select_for_update(of=("self",), no_key=True).get(pk=one.client.pk)
    return conversation(person, client_id, member_id) if client.merged_into_id else one


def _sent(
    one: Conversation, person: Person, text: str, key: str, **more: str
) -> ClientMessage | None:
    """What this page has sent already; the same text to somebody else is something else."""
    of_page = ClientMessage.objects.filter(author=person, key=key)
    return sent_before(of_page, text, client=one.client, member=one.member, **more)


def _written(  # noqa: PLR0913, PLR0917  # the parts of a message
    one: Conversation,
    person: Person,
    side: str,
    text: str,
    key: str,
    now: datetime,
    sent_to: str = "",
) -> ClientMessage:
    return ClientMessage.objects.create(
        client=one.client,
        member=one.member,
        author=person,
        side=side,
        text=text,
        sent_to=sent_to,
        key=key,
        at=now,
    )


def _address_faults(one: Conversation, address: str) -> list[Fault]:
    """It must be an address of somebody at the client, as far as can be known."""
    if is_blank(address):
        return [Fault("address", S("Enter the e-mail address."), missing=True)]
    fault = address_fault(address)
    if fault is None and normalise(address) in house_addresses(one.member):
        fault = S("This is an address of the member or of the team. Choose one at the client.")
    return [Fault("address", fault)] if fault else []


def _name_faults(name: str) -> list[Fault]:
    return [Fault("name", each) for each in text_faults(name, LONGEST_NAME, multiline=False)]


def _cause(message: ClientMessage) -> str:
    return f"client_message:{message.pk}"


def _ask_team(one: Conversation, message: ClientMessage, letter: Letter, now: datetime) -> None:
    """What the member said waits for the team, which is told by mail."""
    ClientQuestion.objects.get_or_create(
        client=one.client, member=one.member, defaults={"since": now}
    )
    page = f"/team/clients/{one.client.pk}/conversations/{one.member.pk}/#conversation"
    post.to_house(
        letter,
        purpose="thread_message",
        cause=_cause(message),
        about=one.about,
        page=page,
        now=now,
    )


def _tell_member(one: Conversation, message: ClientMessage, letter: Letter, now: datetime) -> None:
    """The last word is no longer the member's, who is told by mail."""
    ClientQuestion.objects.filter(client=one.client, member=one.member).delete()
    post.to_person(
        one.member,
        letter,
        purpose="thread_message",
        cause=_cause(message),
        about=one.about,
        page=f"/clients/{one.client.pk}/conversation#conversation",
        now=now,
    )
