"""`/team/bank/files/`: statement files, what is in each, and the decision about held ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import take_in_statement
from kontor.formats.statement import StatementFile
from kontor.foundation.money import ZERO
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared import stored
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of
from kontor.pages.team.bank_file_words import FileShown
from kontor.pages.team.bank_rows import entry_rows
from kontor.pages.team.door import door, keeps_money
from kontor.receivables.bank_files import with_counts
from kontor.receivables.bank_models import BankEntry, BankFile, BankStatement

CONFLICT, UNPROCESSABLE = 409, 422


class ReasonForm(forms.Form):
    """Why a held file may be booked all the same."""

    use_required_attribute = False
    reason = TypedField(
        label=_("Why may it be booked?"), max_length=take_in_statement.LONGEST_REASON
    )


@dataclass(frozen=True)
class StatementShown:
    """One statement; `difference`: what is missing between the balances, None if one is."""

    iban: str
    currency: str
    number: str
    from_day: date
    to_day: date
    opening: Decimal | None
    closing: Decimal | None
    difference: Decimal | None

    @property
    def moved(self) -> Decimal | None:
        """What lies between its balances."""
        if self.opening is None or self.closing is None:
            return None
        return self.closing - self.opening


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All files, the newest first."""
    rows = with_counts(BankFile.objects.select_related("imported_by"))
    page = page_of(request, rows.order_by("-imported_at", "-pk"))
    context = {"page": page, "files": [FileShown(each) for each in page]}
    return render(request, "team/bank_files.html", context)


@door
@require_safe
def show(request: HttpRequest, file_id: int) -> HttpResponse:
    return _page(request, file_id)


@door
@require_POST
def book(request: HttpRequest, file_id: int) -> HttpResponse:
    """Book a held file in spite of its doubts."""
    form = ReasonForm(request.POST)
    form.is_valid()
    reason = str(form.cleaned_data.get("reason", ""))

    def act() -> Sentence:
        taken = take_in_statement.book_held(reader(request), file_id, reason, now_of(request))
        return S.plural("Taken in with {n} new entry.", "Taken in with {n} new entries.", taken.new)

    return _answer(request, file_id, act, form)


@door
@require_POST
def set_aside(request: HttpRequest, file_id: int) -> HttpResponse:
    """Throw a held file away."""

    def act() -> Sentence:
        take_in_statement.set_aside(reader(request), file_id, now_of(request))
        return S("Set aside; nothing of it was booked.")

    return _answer(request, file_id, act, ReasonForm())


def _answer(
    request: HttpRequest, file_id: int, act: Callable[[], Sentence], form: ReasonForm
) -> HttpResponse:
    _file(file_id)
    if not keeps_money(request):
        raise Forbidden
    try:
        done = act()
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, "reason", fault)
        return _page(request, file_id, form=form, status=UNPROCESSABLE)
    except Conflict as conflict:
        refused = conflict.sentence
        return _page(request, file_id, form=form, refused=refused, status=CONFLICT)
    messages.success(request, say(done))
    return redirect(reverse("team_bank_file", args=[file_id]) + "#headline")


def _page(
    request: HttpRequest,
    file_id: int,
    *,
    form: ReasonForm | None = None,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The file; of a held one what would be booked is read from its bytes."""
    file = _file(file_id)
    read = None
    if file.state != "booked":
        data = stored.bytes_of(file.sha256)
        read = take_in_statement.read_or_refuse(file.name, data)
    page = page_of(request, _entries(file, read))
    context = {
        "shown": FileShown(file),
        "file": file,
        "statements": _in_rows(file) if read is None else _as_read(read),
        "page": page,
        "rows": entry_rows(page.object_list),
        "form": (form or ReasonForm()) if file.state == "held" else None,
        "decides": keeps_money(request),
        "refused": refused,
    }
    return render(request, "team/bank_file.html", context, status=status)


def _file(file_id: int) -> Any:
    rows = with_counts(BankFile.objects.select_related("imported_by", "decided_by"))
    file = rows.filter(pk=file_id).first()
    if file is None:
        raise NotFound
    return file


def _entries(file: BankFile, read: StatementFile | None) -> Any:
    if read is not None:
        return [entry for statement in read.statements for entry in statement.entries]
    return BankEntry.objects.filter(statement__file=file).order_by("booked_on", "pk")


def _in_rows(file: BankFile) -> Sequence[StatementShown]:
    """Sums that did not fit stand among the doubts."""
    rows = BankStatement.objects.filter(file=file).select_related("account").order_by("pk")
    return [_shown(row, row.account, None if file.doubts else ZERO) for row in rows]


def _as_read(read: StatementFile) -> Sequence[StatementShown]:
    return [_shown(each, each, each.difference) for each in read.statements]


def _shown(row: Any, account: Any, difference: Decimal | None) -> StatementShown:
    both = row.opening is not None and row.closing is not None
    return StatementShown(
        iban=account.iban,
        currency=account.currency,
        number=row.number,
        from_day=row.from_day,
        to_day=row.to_day,
        opening=row.opening,
        closing=row.closing,
        difference=difference if both else None,
    )
