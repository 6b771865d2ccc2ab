"""Statement files from the browser: each is taken in by itself, and said what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontor.actions import take_in_statement
from kontor.foundation.refusal import Fault, Forbidden, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S
from kontor.pages.shared.bounded_uploads import too_large
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import now_of
from kontor.pages.team.bank_forms import numbers
from kontor.pages.team.door import keeps_money
from kontor.receivables.bank_files import with_counts
from kontor.receivables.bank_models import BankFile

MOST = 20
LONGEST_NAME = 120
TOO_LARGE = S(
    "The file is larger than 10 MB. Ask the bank for shorter periods, and hand in one after the"
    " other."
)
KINDS = ".xml,.camt,.sta,.mt940,.940,.txt,.zip,application/xml,text/plain,application/zip"


class _Files(forms.FileInput):
    """The browser's own control; several files may be chosen at once."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Only draws the field; the files are read by the act."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Bank statements"),
        required=False,
        widget=_Files(attrs={"multiple": True, "accept": KINDS}),
    )


@dataclass(frozen=True)
class Sent:
    """`now`: the files just handed in, of which those `again` had been here; `held`: all others."""

    form: UploadForm
    now: Sequence[Any]
    held: Sequence[Any]
    again: frozenset[int] = field(default_factory=frozenset)


Page = Callable[[HttpRequest, Sent, int], HttpResponse]


def take_in_sent(request: HttpRequest, page: Page) -> HttpResponse:
    """Take in every file that was sent; what cannot be read is said at the field."""
    if not keeps_money(request):
        raise Forbidden
    faults = [_fault(name, TOO_LARGE) for name in too_large(request)]
    now, again = [], []
    for sent in request.FILES.getlist("file")[:MOST]:
        name = _name(str(sent.name))
        try:
            taken = take_in_statement.take_in(reader(request), name, sent.read(), now_of(request))
        except Invalid as invalid:
            faults += [_fault(name, each.sentence) for each in invalid.faults]
        else:
            now.append(taken.file.pk)
            again += [taken.file.pk] if taken.again else []
    if faults or not now:
        faults = faults or [Fault("file", S("Choose at least one file."), missing=True)]
        return page(request, _sent(now, again, faults), 422)
    query = urlencode([("file", pk) for pk in now] + [("again", pk) for pk in again])
    return redirect(f"{reverse('team_bank')}?{query}#headline")


def shown_files(request: HttpRequest) -> Sent:
    """The files that the address names, and those that are held."""
    now, again = (numbers(request.GET.getlist(name)) for name in ("file", "again"))
    return _sent(now[:MOST], again, [])


def _fault(name: str, sentence: Any) -> Fault:
    return Fault("file", S("{name}: {fault}", name=name, fault=sentence))


def _name(sent: str) -> str:
    return "".join(sign for sign in sent if sign.isprintable())[-LONGEST_NAME:] or "?"


def _sent(now: Sequence[int], again: Sequence[int], faults: Sequence[Fault]) -> Sent:
    form = UploadForm({} if faults else None)
    for fault in faults:
        form.add_error("file", say(fault.sentence))
    rows = with_counts(BankFile.objects.filter(Q(pk__in=now) | Q(state="held")))
    files = list(rows.order_by("-imported_at", "-pk"))
    return Sent(
        form=form,
        now=[file for file in files if file.pk in now],
        held=[file for file in files if file.pk not in now],
        again=frozenset(again),
    )
