"""`/team/settings/mails/`: administrators put what mails say in the house's own words (spec § 12).

What is typed is shown as the mail it makes before it is kept; a preview stores nothing.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import keep_mail_texts, post
from kontor.actions.keep_mail_texts import LANGUAGES
from kontor.actions.letter_samples import SAMPLE_PAGE, reader_of, samples, wordings
from kontor.cooperative.mail_texts import MANNERS, manners_words, own_words
from kontor.cooperative.models import MailText
from kontor.cooperative.shown import shown
from kontor.foundation.letter import Letter
from kontor.foundation.letter_layout import Rendered
from kontor.foundation.letter_layout import render as render_letter
from kontor.foundation.letter_wording import Sample
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.saying import say, spoken
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Language
from kontor.pages.shared import kept_typing
from kontor.pages.shared.doors import reader
from kontor.pages.shared.mail_lines import MAILS
from kontor.pages.shared.mailbox import html_document
from kontor.pages.shared.now import now_of
from kontor.pages.shared.settings_history import settings_history
from kontor.pages.team.door import admins_door
from kontor.pages.team.house_rooms import ROOMS
from kontor.pages.team.mail_text_form import NAMES, WordsForm
from kontor.pages.team.mail_words import GROUPS


@dataclass(frozen=True)
class Line:
    """A kind of mail in the list with its subject as `said` to an invented reader.

    `own`: whether the house has words of its own for it.
    """

    purpose: str
    title: Sentence
    said: str
    own: bool


@dataclass(frozen=True)
class Shown:
    """A sample in a language; `name` asks for it as the document it is."""

    name: str
    language: Language
    mail: Rendered


@admins_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every kind of mail by who reads it, and own words that nothing says any more."""
    unused = keep_mail_texts.unused()
    forgotten = {row.pk for row in unused}
    own = {row.purpose for row in MailText.objects.all() if row.pk not in forgotten}
    known = samples().values()
    groups = [
        (title, [_line(sample, own) for sample in known if sample.group == group])
        for group, title in GROUPS.items()
    ]
    context = {
        "groups": groups,
        "unused": [(MAILS.get(row.purpose), row, NAMES[row.language]) for row in unused],
        "rooms": ROOMS,
        "here": "mails",
    }
    return render(request, "team/mail_texts.html", context)


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, purpose: str) -> HttpResponse:
    """The sentences of a mail; a POST keeps them, or goes on typing (`act=again`)."""
    sample = _sample(purpose)
    if request.method != "POST":
        return _edit_page(request, sample, _form(sample, kept_typing.take(request)))
    form = _form(sample, request.POST)
    act = request.POST.get("act", "")
    if act == "again":
        return _edit_page(request, sample, form)
    typed = {} if act == "usual" else form.typed
    try:
        changed = keep_mail_texts.keep(
            reader(request), purpose, typed, request.POST.get("shown", ""), now_of(request)
        )
    except Invalid as invalid:
        form.show_faults(invalid)
        return _edit_page(request, sample, form, status=422)
    except Conflict as conflict:
        return _edit_page(request, sample, form, refusal=conflict.sentence, status=409)
    done = S("Saved. E-mails that are queued already keep their words.")
    messages.success(request, say(done if changed else S("Nothing was changed.")))
    return redirect("team_mail_text", purpose)


@admins_door
@require_POST
def preview(request: HttpRequest, purpose: str) -> HttpResponse:
    """What is typed as the mail it makes; `show` asks for one of them in its own layout."""
    sample = _sample(purpose)
    form = _form(sample, request.POST)
    try:
        own = keep_mail_texts.own_of(purpose, form.typed)
    except Invalid as invalid:
        form.show_faults(invalid)
        return _edit_page(request, sample, form, status=422)
    mails = [
        Shown(f"{number}-{language}", language, _rendered(sample, letter, name, language, own))
        for number, (letter, name) in enumerate(_examples(sample), start=1)
        for language in LANGUAGES
    ]
    wanted = request.POST.get("show", "")
    if wanted:
        found = next((each for each in mails if each.name == wanted), None)
        if found is None:
            raise NotFound
        return html_document(found.mail.html)
    pairs = [mails[at : at + len(LANGUAGES)] for at in range(0, len(mails), len(LANGUAGES))]
    context = {
        "sample": sample,
        "title": MAILS[purpose],
        "form": form,
        "pairs": pairs,
        "names": NAMES,
        "mark": request.POST.get("shown", ""),
        "house": post.sender(),
    }
    return render(request, "team/mail_text_preview.html", context)


def _sample(purpose: str) -> Sample:
    found = samples().get(purpose)
    if found is None:
        raise NotFound
    return found


def _form(sample: Sample, data: object = None) -> WordsForm:
    own = keep_mail_texts.kept(sample.purpose)
    return WordsForm(sample.purpose, wordings(sample), own, data)


def _edit_page(
    request: HttpRequest,
    sample: Sample,
    form: WordsForm,
    *,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """`refusal`: somebody was faster; what they kept stands beside what was typed.

    The form goes on from what the reader has seen, so what else somebody keeps is noticed too.
    """
    seen = form.data.get("shown", "")
    mark = shown(keep_mail_texts.as_row(form.own))
    context = {
        "sample": sample,
        "title": MAILS[sample.purpose],
        "form": form,
        "rows": list(form.rows(form.own if refusal else None)),
        "mark": seen if seen and refusal is None else mark,
        "refusal": refusal,
        "history": settings_history("mails", purpose=sample.purpose),
    }
    return render(request, "team/mail_text.html", context, status=status)


def _line(sample: Sample, own: set[str]) -> Line:
    first = wordings(sample)[0]
    said = say(first.sentence, spoken(), own_words(sample.purpose, sample.audience, spoken()))
    return Line(sample.purpose, MAILS[sample.purpose], said, own=sample.purpose in own)


def _examples(sample: Sample) -> list[tuple[Letter, str]]:
    return [(letter, name) for letter in sample.letters for name in sample.names]


def _rendered(
    sample: Sample,
    letter: Letter,
    name: str,
    language: Language,
    own: dict[keep_mail_texts.Place, str],
) -> Rendered:
    """With the typed words, and the manners that are kept where these are not the manners."""
    typed = {message: text for (message, of), text in own.items() if of == language}
    of_manners = sample.purpose == MANNERS[sample.audience]
    around = {} if of_manners else manners_words(sample.audience, language)
    link = f"{settings.KONTOR_URL}{SAMPLE_PAGE}" if letter.button else None
    to = reader_of(sample, name, language)
    return render_letter(letter, to, post.sender(), link, {**around, **typed})
