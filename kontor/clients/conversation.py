"""A member's conversation with the team about a client (R59, R60); nobody else reads it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.people.models import Person

_KIND = "conversation"


@dataclass(frozen=True)
class Said:
    """One message; `side`: member, team, or client (their answer, entered by the author).

    `sent_to`: the address at the client that the team's words also went to by mail.
    """

    id: int
    author_id: int
    author: str
    side: str
    text: str
    at: datetime
    sent_to: str = ""


@dataclass(frozen=True)
class Talk:
    """What was said, the oldest first; `waits`: the team has yet to answer.

    `earlier`: more was said before. `client`: the name of the one whose answers stand in it.
    """

    said: Sequence[Said]
    waits: bool
    earlier: bool = False
    client: str = ""


@dataclass(frozen=True)
class Conversation:
    """Between this member and the team, about this client."""

    client: Client
    member: Person

    @property
    def about(self) -> str:
        """Its name where a row cannot point at it: in history and outbox."""
        return f"{_KIND}:{self.client.pk}:{self.member.pk}"


def talk_of(one: Conversation) -> Talk:
    """Everything that was said in a conversation; two queries."""
    place = {"client": one.client, "member": one.member}
    messages = ClientMessage.objects.filter(**place).select_related("author").order_by("id")
    said = [
        Said(each.pk, each.author_id, each.author.name, each.side, each.text, each.at, each.sent_to)
        for each in messages
    ]
    waits = ClientQuestion.objects.filter(**place).exists()
    return Talk(said, waits, client=one.client.name)


def begun_about(member: Person, clients: Collection[Client]) -> frozenset[int]:
    """The ids of those clients about whom this member has a conversation; one query."""
    begun = ClientMessage.objects.filter(member=member, client__in=clients)
    return frozenset(begun.values_list("client_id", flat=True))


def questions() -> QuerySet[ClientQuestion]:
    """What waits for the team, the oldest first."""
    return ClientQuestion.objects.order_by("since", "pk")


def latest() -> QuerySet[ClientMessage]:
    """The last word of every conversation, the newest first, with client, member and author."""
    last = ClientMessage.objects.order_by("client", "member", "-id").distinct("client", "member")
    words = ClientMessage.objects.filter(pk__in=last.values("pk"))
    return words.select_related("client", "member", "author").order_by("-id")


def is_conversation(about: str) -> bool:
    """Whether a row of history or outbox concerns a conversation about a client."""
    return about.startswith(f"{_KIND}:")
