"""`/team/bank/`: what the bank has booked and nobody has decided about yet, the oldest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kontor.cooperative.deadlines import deadline
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.pages.shared.doors import reader
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import today_of
from kontor.pages.shared.tables import table_file, wants_file
from kontor.pages.team.bank_file_words import FileShown
from kontor.pages.team.bank_forms import numbers
from kontor.pages.team.bank_proposals import Proposed, proposed_for
from kontor.pages.team.bank_rows import Look, booked, look_of, said_about, with_all
from kontor.pages.team.bank_upload import Sent, shown_files, take_in_sent
from kontor.pages.team.door import door, keeps_money
from kontor.pages.team.keys import BANK_KEYS, BANK_LOOK_KEYS
from kontor.pages.team.money_tables import ALLOCATIONS, ENTRIES
from kontor.pages.team.piles import piles_of
from kontor.receivables.bank_files import newest_statements
from kontor.receivables.bank_models import BankEntry, BankStatement
from kontor.receivables.entry_search import searched
from kontor.receivables.models import Allocation

KINDS = (("in", _("Money in")), ("out", _("Money out")), ("returned", _("Returned")))
PURPOSES = (
    ("invoice", _("Invoices")),
    ("credit", _("Kept for clients")),
    ("refund", _("To be paid back")),
    ("refunded", _("Refunds paid")),
    ("charge", _("Bank charges")),
    ("other", _("Something else")),
)


@dataclass(frozen=True)
class Row:
    """An entry on the worklist: with proposals it is a case, without one it is a line."""

    entry: BankEntry
    proposed: Proposed
    look: Look
    said: str


@door
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The worklist; a POST takes in the files that were sent."""
    if request.method == "POST":
        return take_in_sent(request, page)
    return page(request, shown_files(request))


@door
@require_safe
def booked_list(request: HttpRequest) -> HttpResponse:
    """`/team/bank/booked/`: what was booked, the newest first."""
    words, kind, by = (typed(request, name) for name in ("q", "for", "by"))
    rows = Allocation.objects.filter(undone_at__isnull=True, entry__isnull=False)
    if kind in dict(PURPOSES):
        rows = rows.filter(purpose=kind)
    if by == "itself":
        rows = rows.filter(booked_by__isnull=True)
    if words:
        rows = rows.filter(entry__in=searched(BankEntry.objects.all(), words, ""))
    rows = with_all(rows).order_by("-booked_at", "-pk")
    if wants_file(request):
        return table_file("booked", ALLOCATIONS, rows.select_related("entry__account"))
    shown = page_of(request, rows)
    context = {
        "page": shown,
        "rows": booked(shown.object_list),
        "q": words,
        "purposes": PURPOSES,
        "purpose": kind,
        "by": by,
        "filtered": bool(words or kind or by),
        "keeps_money": keeps_money(request),
    }
    return render(request, "team/bank_booked.html", context)


def page(request: HttpRequest, sent: Sent, status: int = 200) -> HttpResponse:
    """The page; `sent`: what became of files that were just handed in."""
    words, kind = typed(request, "q"), typed(request, "show")
    waiting = BankEntry.objects.exclude(rest=0)
    entries = searched(waiting, words, kind).order_by("booked_on", "pk")
    if wants_file(request):
        return table_file("entries", ENTRIES, entries.select_related("account"))
    waits = piles_of(request).found["entries"].count
    shown = page_of(request, entries, None if words or kind else waits)
    rows = _rows(list(shown.object_list), today_of(request))
    just = _just_booked(request)
    accounts = [_account(each) for each in newest_statements()]
    decides = keeps_money(request)
    context = {
        "page": shown,
        "cases": [row for row in rows if row.proposed.proposals],
        "lines": [row for row in rows if not row.proposed.proposals],
        "headline": _headline(waits),
        "accounts": accounts,
        "stale": _stale(accounts, today_of(request)),
        "sent": sent,
        "just_in": [FileShown(file, again=file.pk in sent.again) for file in sent.now],
        "held": [FileShown(file) for file in sent.held],
        "just_booked": _said(just) if just else None,
        "undo": just,
        "q": words,
        "kinds": KINDS,
        "kind": kind,
        "filtered": bool(words or kind),
        "decides": decides,
        "keys": (BANK_KEYS if decides else BANK_LOOK_KEYS) if rows else None,
    }
    return render(request, "team/bank.html", context, status=status)


def _rows(entries: Sequence[BankEntry], today: date) -> list[Row]:
    proposed: Mapping[int, Proposed] = proposed_for(entries, today)
    return [Row(each, proposed[each.pk], look_of(each), said_about(each)) for each in entries]


def _headline(n: int) -> Sentence:
    if not n:
        return S("Every entry is decided")
    return S.plural("{n} entry needs you", "{n} entries need you", n)


def _account(newest: BankStatement) -> dict[str, Any]:
    """How far the bank has told of an account, and between which balances."""
    moved = None
    if newest.opening is not None and newest.closing is not None:
        moved = newest.closing - newest.opening
    return {"statement": newest, "moved": moved, "in_doubt": bool(newest.file.doubts)}


def _stale(accounts: Sequence[Mapping[str, Any]], today: date) -> Sentence | None:
    """Said where the bank has told of an account so long ago that nobody is reminded."""
    until = min((each["statement"].to_day for each in accounts), default=None)
    if until is None or until >= today - timedelta(days=deadline("bank_data_days")):
        return None
    return S(
        "The bank has told only until {day}. Nobody is reminded before newer statements are here.",
        day=until,
    )


def _just_booked(request: HttpRequest) -> list[Allocation]:
    """What the reader has booked by the click that led here, if it still stands."""
    ids = numbers(request.GET.getlist("booked"))
    if not ids or not keeps_money(request):
        return []
    rows = Allocation.objects.select_related("entry", "invoice")
    standing = rows.filter(pk__in=ids, booked_by=reader(request), undone_at__isnull=True)
    found = list(standing.filter(entry__isnull=False))
    return found if len({each.entry_id for each in found}) == 1 else []


def _said(just: Sequence[Allocation]) -> Sentence:
    entry = just[0].entry
    return S(
        "{amount} of {name} booked to {what}.",
        amount=Money(sum((each.amount for each in just), start=just[0].amount * 0)),
        name=(entry.name if entry else "") or "?",
        what=", ".join(str(each.invoice.number) for each in just if each.invoice),
    )
