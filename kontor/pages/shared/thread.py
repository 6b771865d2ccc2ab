"""A conversation between a member and the team, as both read and write it (parts/thread.html)."""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kontor.actions.talk import LONGEST_MESSAGE, TEAM
from kontor.clients.models import ClientMessage
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.sentence import S, Sentence
from kontor.orders.models import Order
from kontor.orders.thread import OrderMessage, messages_of
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.frame import initials_of
from kontor.pages.shared.house import house_of
from kontor.pages.shared.parts.shapes import Words
from kontor.people.models import Person

NEWEST = 10
PLACE = "#conversation"
_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")

Message: TypeAlias = OrderMessage | ClientMessage
Show = Callable[["TalkForm", Sentence | None, int], HttpResponse]


class TalkForm(forms.Form):
    """A message to the other side, and the key of the page it is typed on."""

    use_required_attribute = False

    text = TypedField(label=_("Message"), max_length=LONGEST_MESSAGE, widget=forms.Textarea)
    key = TypedField()

    def words(self) -> str:
        """The message, character for character."""
        self.is_valid()
        return str(self.cleaned_data["text"])

    def page(self) -> str:
        """The key as sent; without one of ours it is a page like any other."""
        sent = str(self["key"].value() or "")
        return sent if _KEY.fullmatch(sent) else secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Entry:
    """What somebody said. `side`: in whose name, or as what; `at` is None for the comment."""

    who: Words
    side: Words
    text: str
    initials: str
    own: bool
    at: datetime | None = None


@dataclass(frozen=True)
class Thread:
    """A conversation. `url`: its own page, which takes what the form sends.

    `comment` opens it. `earlier`: more was said before the `entries`. `last`: the newest message.
    `waits`: the team has yet to answer. The rest is the audience's: `form` and its `label`,
    `closed` says why there is none now, `read_url` takes `last` where no answer is needed.
    """

    entries: Sequence[Entry]
    url: str
    comment: Entry | None = None
    earlier: bool = False
    last: int = 0
    waits: bool = False
    form: TalkForm | None = None
    label: Words = ""
    closed: Sentence | None = None
    read_url: str = ""

    @property
    def key(self) -> str:
        """A new one for every showing of the form."""
        return secrets.token_urlsafe(16)


def order_thread(request: HttpRequest, order: Order, url: str, *, whole: bool = False) -> Thread:
    """The comment and the newest messages about an order, or the `whole` of them; one query."""
    comment = _comment(order, reader(request)) if order.comment else None
    return thread_of(request, messages_of(order.pk), url, comment=comment, whole=whole)


def thread_of(
    request: HttpRequest,
    messages: "QuerySet[OrderMessage] | QuerySet[ClientMessage]",
    url: str,
    *,
    comment: Entry | None = None,
    whole: bool = True,
) -> Thread:
    """The messages (newest first, as the rooms give them) in the order they were said."""
    found: list[Any] = list(messages if whole else messages[: NEWEST + 1])
    shown = found if whole else found[:NEWEST]
    return Thread(
        entries=[_entry(request, message) for message in reversed(shown)],
        url=url,
        comment=comment,
        earlier=len(found) > len(shown),
        last=shown[0].pk if shown else 0,
        waits=any(message.waits for message in shown[:1]),
    )


def answer(
    request: HttpRequest, say: Callable[[str, str], object], show: Show, done: str
) -> HttpResponse:
    """What became of a message: said, and on to `done`; or `show` again, with nothing lost.

    `say(text, key)` is the act; `show(form, refusal, status)` draws the page.
    """
    form = TalkForm(request.POST)
    try:
        say(form.words(), form.page())
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return show(form, None, 422)
    except Conflict as conflict:
        return show(form, conflict.sentence, 409)
    return redirect(done)


def shown_last(request: HttpRequest) -> int:
    """The newest message that the page showed; none of ours is older than all."""
    sent = request.POST.get("last", "")
    return int(sent) if re.fullmatch(r"[0-9]{1,18}", sent) else 0


def _entry(request: HttpRequest, message: Message) -> Entry:
    own = message.author_id == reader(request).pk
    side = house_of(request).short_name if message.side == TEAM else S("Member")
    return Entry(
        who=S("You") if own else message.author.name,
        side="" if own else side,
        text=message.text,
        initials=initials_of(message.author.name),
        own=own,
        at=message.at,
    )


def _comment(order: Order, person: Person) -> Entry:
    own = order.owner_id == person.pk
    author = person if own else order.owner
    return Entry(
        who=S("You") if own else author.name,
        side=S("Comment on the order"),
        text=order.comment,
        initials=initials_of(author.name),
        own=own,
    )
