"""One conversation about a client: with the member, and by mail with the client (R59, R60)."""

import secrets
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kontor.actions import talk_client
from kontor.actions.talk import LONGEST_MESSAGE
from kontor.clients.blocks import Block, what_is_possible
from kontor.clients.conversation import Conversation, talk_of
from kontor.clients.proposals import invoice_email
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import Sentence
from kontor.orders.with_client import conversation
from kontor.pages.shared.client_mails import mailed_in
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField
from kontor.pages.shared.now import now_of
from kontor.pages.shared.thread import PLACE, TalkForm, answer, shown_last, thread_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.order_talk import answerable


class AnswerForm(TalkForm):
    """What the client answered."""

    prefix = "answer"
    text = TypedField(
        label=_("What the client answered"), max_length=LONGEST_MESSAGE, widget=forms.Textarea
    )


class MailForm(TalkForm):
    """A mail to the client, at first to its e-mail for invoices.

    The contact persons are not offered: the team sees them on the page of their order (R19).
    """

    prefix = "mail"
    field_order = ("address", "name", "text", "key")
    address = TypedField(label=_("E-mail"))
    name = TypedField(label=_("Name"), max_length=talk_client.LONGEST_NAME)
    text = TypedField(
        label=_("Your words to the client"), max_length=LONGEST_MESSAGE, widget=forms.Textarea
    )


@dataclass(frozen=True)
class Forms:
    """What an advisor was typing into each form of the page; None: nothing."""

    to_member: TalkForm | None = None
    to_client: MailForm | None = None
    answer: AnswerForm | None = None


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, client_id: int, member_id: int) -> HttpResponse:
    """One conversation; a message that could not be sent stands here with its fault."""
    one, now = conversation(reader(request), client_id, member_id), now_of(request)
    if request.method != "POST":
        return _show(request, one, Forms())
    return answer(
        request,
        lambda text, key: talk_client.say(reader(request), client_id, member_id, text, key, now),
        lambda form, refused, status: _show(request, one, Forms(form), refused, status),
        _url(one) + PLACE,
    )


@door
@require_POST
def write(request: HttpRequest, client_id: int, member_id: int) -> HttpResponse:
    """The advisor's words go to the client by mail; the member reads them in the conversation."""
    person, now = reader(request), now_of(request)
    one = conversation(person, client_id, member_id)
    form = MailForm(request.POST)
    form.is_valid()
    to = form.cleaned_data
    return answer(
        request,
        lambda text, key: talk_client.write_to_client(
            person, client_id, member_id, to["address"], to["name"], text, key, now
        ),
        lambda _form, refused, status: _show(request, one, Forms(to_client=form), refused, status),
        _url(one) + PLACE,
        form,
    )


@door
@require_POST
def note(request: HttpRequest, client_id: int, member_id: int) -> HttpResponse:
    """What the client answered is entered, for the member to read too."""
    person, now = reader(request), now_of(request)
    one, form = conversation(person, client_id, member_id), AnswerForm(request.POST)
    return answer(
        request,
        lambda text, key: talk_client.note_answer(person, client_id, member_id, text, key, now),
        lambda _form, refused, status: _show(request, one, Forms(answer=form), refused, status),
        _url(one) + PLACE,
        form,
    )


@door
@require_POST
def read(request: HttpRequest, client_id: int, member_id: int) -> HttpResponse:
    """Nothing to answer: the conversation leaves the desk."""
    person, last = reader(request), shown_last(request)
    try:
        one = talk_client.mark_read(person, client_id, member_id, last, now_of(request))
    except Conflict as conflict:
        one = conversation(person, client_id, member_id)
        return _show(request, one, Forms(), conflict.sentence, 409)
    return redirect(_url(one) + PLACE)


def _show(
    request: HttpRequest,
    one: Conversation,
    forms: Forms,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    said, advises = talk_of(one), is_advisor(request)
    mailed = mailed_in(
        said,
        names=lambda _address: advises,
        again=lambda mail: reverse("team_send_again", args=[mail]) if advises else "",
    )
    shown = thread_of(request, said, _url(one), mailed)
    read_url = reverse("team_client_read", args=[one.client.pk, one.member.pk])
    context: dict[str, object] = {
        "client": one.client,
        "member": one.member,
        "blocked": what_is_possible(Block(one.client.block)),
        "talk": answerable(request, shown, one.member, forms.to_member, read_url),
        "refused": refused,
    }
    if advises and one.member.pk != reader(request).pk:
        at_first = {"address": invoice_email(one.client, one.member.pk)}
        context |= {
            "to_client": forms.to_client or MailForm(initial=at_first),
            "answer": forms.answer or AnswerForm(),
            "key": secrets.token_urlsafe(16),
        }
    return render(request, "team/client_talk.html", context, status=status)


def _url(one: Conversation) -> str:
    return reverse("team_client_talk", args=[one.client.pk, one.member.pk])
