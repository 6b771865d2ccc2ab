"""The page of refunds: what is to do, in a file, paid or dropped, with its forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontor.formats.credit_transfer import reachable
from kontor.foundation.sentence import Sentence
from kontor.foundation.workdays import next_workday
from kontor.pages.shared.forms import written_day
from kontor.pages.shared.house import house_of
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import today_of
from kontor.pages.team.door import keeps_money
from kontor.pages.team.refund_forms import (
    AccountForm,
    DropForm,
    FileForm,
    account_form,
    drop_form,
)
from kontor.receivables.models import Refund
from kontor.receivables.refunding import remittance_text, with_causes

TO_DO = "to_do"
STATES: Mapping[str, Promise] = {
    "to_do": _("To do"),
    "in_file": _("In a file for the bank"),
    "paid": _("Paid"),
    "dropped": _("Dropped"),
}


@dataclass(frozen=True)
class Typed:
    """What was typed and refused; the forms of refunds by their ids. `ticked` None: as usual."""

    file: FileForm | None = None
    ticked: frozenset[int] | None = None
    accounts: Mapping[int, AccountForm] = field(default_factory=dict)
    drops: Mapping[int, DropForm] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A refund with what it is for, and the forms about it."""

    refund: Refund
    about: Sentence
    ticked: bool
    reachable: bool
    account: AccountForm
    drop: DropForm


def page(
    request: HttpRequest,
    sent: Typed | None = None,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """Those of the state in the address; what was typed about one that is to do shows those."""
    state = typed(request, "state")
    state = state if state in STATES and sent is None else TO_DO
    shown = page_of(request, rows_in(state).select_related("decided_by"))
    sent = sent or Typed()
    context = {
        "page": shown,
        "rows": [_row(each, sent) for each in shown],
        "states": _counted(),
        "state": state,
        "form": sent.file or _file_form(request),
        "faulty": _faulty(sent),
        "decides": keeps_money(request),
        "refused": refused,
    }
    return render(request, "team/refunds.html", context, status=status)


def rows_in(state: str) -> "QuerySet[Refund]":
    """Those in the state, to do where there is no such; what is to do waits the oldest first."""
    state = state if state in STATES else TO_DO
    rows = with_causes(Refund.objects.filter(state=state))
    return rows.order_by("pk" if state == TO_DO else "-pk")


def _row(refund: Refund, sent: Typed) -> Row:
    can_be_paid = reachable(refund.iban)
    return Row(
        refund=refund,
        about=remittance_text(refund),
        ticked=can_be_paid if sent.ticked is None else refund.pk in sent.ticked,
        reachable=can_be_paid,
        account=sent.accounts.get(refund.pk) or account_form(refund),
        drop=sent.drops.get(refund.pk) or drop_form(refund),
    )


def _counted() -> Sequence[tuple[str, Promise, int]]:
    found = Refund.objects.order_by().values("state").annotate(n=Count("pk"))
    counts = {row["state"]: row["n"] for row in found}
    return [(state, words, counts.get(state, 0)) for state, words in STATES.items()]


def _file_form(request: HttpRequest) -> FileForm:
    day = next_workday(today_of(request), house_of(request).state)
    return FileForm(initial={"execution_on": written_day(day)})


def _faulty(sent: Typed) -> list[Any]:
    forms = (sent.file, *sent.accounts.values(), *sent.drops.values())
    return [form for form in forms if form is not None and form.errors]
