"""A conversation between a member and the team, as both read and write it (parts/thread.html)."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kontor.actions.talk import CLIENT, LONGEST_MESSAGE, TEAM
from kontor.clients.conversation import Said, Talk
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.sentence import S, Sentence
from kontor.orders.models import Order
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.frame import initials_of
from kontor.pages.shared.house import house_of
from kontor.pages.shared.parts.shapes import Entry, Mailed, Thread
from kontor.people.models import Person

PLACE = "#conversation"
_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")

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


def order_thread(request: HttpRequest, order: Order, talk: Talk, url: str) -> Thread:
    """The comment on an order and what was said about it."""
    comment = _comment(order, reader(request)) if order.comment else None
    return replace(thread_of(request, talk, url), comment=comment)


def thread_of(
    request: HttpRequest, talk: Talk, url: str, mailed: Mapping[int, Mailed] | None = None
) -> Thread:
    """What was said, as the reader reads it; `mailed`: what also went out by mail, by message."""
    by_mail = mailed or {}
    return Thread(
        entries=[
            replace(_entry(request, said, talk.client), mailed=by_mail.get(said.id))
            for said in talk.said
        ],
        url=url,
        earlier=talk.earlier,
        last=talk.said[-1].id if talk.said else 0,
        waits=talk.waits,
    )


def answer(
    request: HttpRequest,
    say: Callable[[str, str], object],
    show: Show,
    done: str,
    form: "TalkForm | None" = None,
) -> HttpResponse:
    """What became of a message: said, and on to `done`; or `show` again, with nothing lost.

    `say(text, key)` is the act; `show(form, refusal, status)` draws the page. `form`: as it was
    sent, where it holds more than a message.
    """
    form = form or TalkForm(request.POST)
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


def _entry(request: HttpRequest, said: Said, client: str) -> Entry:
    if said.side == CLIENT:
        entered = S("entered by {author}", author=said.author)
        return Entry(client, entered, said.text, initials_of(client), own=False, at=said.at)
    own = said.author_id == reader(request).pk
    side = house_of(request).short_name if said.side == TEAM else S("Member")
    return Entry(
        who=S("You") if own else said.author,
        side="" if own else side,
        text=said.text,
        initials=initials_of(said.author),
        own=own,
        at=said.at,
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
