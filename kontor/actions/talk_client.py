"""A member and the team talk about a client, above all a blocked one (R59, R60)."""

from datetime import datetime

from kontor.actions import act, post
from kontor.actions.talk import (
    MARK_READ,
    MEMBER,
    TEAM,
    refuse_newer,
    refuse_words,
    sent_before,
)
from kontor.clients.conversation import Conversation, conversation
from kontor.clients.models import ClientMessage, ClientQuestion
from kontor.clients.talk_letters import conversation_message
from kontor.foundation import history
from kontor.people.models import Person


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
    of_page = ClientMessage.objects.filter(author=person, key=key)
    sent = sent_before(of_page, text, client=one.client, member=one.member)
    if sent is not None:
        return sent
    refuse_words(text)
    message = ClientMessage.objects.create(
        client=one.client, member=one.member, author=person, side=side, text=text, key=key, at=now
    )
    _pass_on(one, message, now)
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


def _locked(person: Person, client_id: int, member_id: int) -> Conversation:
    """The conversation; its member's row makes everybody who talks in it wait in line."""
    one = conversation(person, client_id, member_id)
    Person.objects.select_for_update(no_key=True).get(pk=one.member.pk)
    return one


def _pass_on(one: Conversation, message: ClientMessage, now: datetime) -> None:
    """What the member said waits for the team; what the team said answers it. By mail to both."""
    letter = conversation_message(one.client.name, message.author.name, message.text)
    cause, purpose = f"client_message:{message.pk}", "thread_message"
    if message.side == MEMBER:
        ClientQuestion.objects.get_or_create(
            client=one.client, member=one.member, defaults={"since": now}
        )
        page = f"/team/clients/{one.client.pk}/conversations/{one.member.pk}/#conversation"
        post.to_house(letter, purpose=purpose, cause=cause, about=one.about, page=page, now=now)
    else:
        ClientQuestion.objects.filter(client=one.client, member=one.member).delete()
        page = f"/clients/{one.client.pk}/conversation#conversation"
        post.to_person(
            one.member, letter, purpose=purpose, cause=cause, about=one.about, page=page, now=now
        )
