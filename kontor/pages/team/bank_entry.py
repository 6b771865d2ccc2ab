"""`/team/bank/entries/<id>/`: one entry, what it may be for, what it was booked to."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kontor.actions import decide_entry, refund
from kontor.actions.decide_entry import Given
from kontor.clients.models import Client
from kontor.clients.search import search
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import Invoice
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import written_amount
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team.bank_forms import PURPOSES, SplitForm, numbers
from kontor.pages.team.bank_proposals import Proposed, proposed_for
from kontor.pages.team.bank_rows import booked, look_of, with_all
from kontor.pages.team.door import door, keeps_money
from kontor.pages.team.shown_amount import shown_amount
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.finding import MOST, chosen, found_for
from kontor.receivables.models import Allocation, Refund
from kontor.receivables.refunding import with_causes

MOST_PARTS = 20
LONGEST_QUERY = 100


@door
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The page; a POST searches for invoices, or decides as the form says."""
    entry = entry_shown(entry_id)
    if request.method != "POST":
        return page(request, entry)
    if not keeps_money(request):
        raise Forbidden
    form = _form(request, entry)
    if "find" in request.POST:
        return page(request, entry, form=form, searched=True)
    if not form.is_valid():
        return page(request, entry, form=form, status=422)
    parts = form.parts()
    try:
        _decide(request, entry, list(parts.values()))
    except Invalid as invalid:
        form.show(invalid, list(parts))
        return page(request, entry, form=form, status=422)
    except Conflict as conflict:
        latest = entry_shown(entry_id)
        return page(request, latest, form=form, refused=conflict.sentence, status=409)
    messages.success(request, say(S("Booked.")))
    return redirect(reverse("team_bank_entry", args=[entry_id]) + "#headline")


@door
@require_POST
def book(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Book a proposal as it was shown, and go on with the worklist."""
    entry = entry_shown(entry_id)
    if not keeps_money(request):
        raise Forbidden
    try:
        made = _decide(request, entry, _parts_sent(request))
    except Invalid as invalid:
        sentence = invalid.faults[0].sentence
        return page(request, entry, refused=sentence, status=422)
    except Conflict as conflict:
        return page(request, entry_shown(entry_id), refused=conflict.sentence, status=409)
    ids = "&".join(f"booked={each.pk}" for each in made)
    return redirect(f"{reverse('team_bank')}?{ids}#headline")


@door
@require_POST
def undo(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take back parts of the entry's decision."""
    entry = entry_shown(entry_id)
    if not keeps_money(request):
        raise Forbidden
    sent = numbers(request.POST.getlist("allocation"))
    if not sent or Allocation.objects.filter(pk__in=sent, entry=entry).count() != len(sent):
        raise NotFound
    try:
        decide_entry.undo_all(reader(request), sent, now_of(request))
    except Conflict as conflict:
        return page(request, entry_shown(entry_id), refused=conflict.sentence, status=409)
    messages.success(request, say(S("Undone. The entry waits to be decided again.")))
    return redirect(reverse("team_bank_entry", args=[entry_id]) + "#headline")


@door
@require_POST
def refunded(request: HttpRequest, entry_id: int, refund_id: int) -> HttpResponse:
    """The debit is the refund."""
    entry = entry_shown(entry_id)
    if not keeps_money(request):
        raise Forbidden
    try:
        refund.carried_out(reader(request), refund_id, entry.pk, now_of(request))
    except Conflict as conflict:
        return page(request, entry_shown(entry_id), refused=conflict.sentence, status=409)
    messages.success(request, say(S("Booked as the refund.")))
    return redirect(reverse("team_bank_entry", args=[entry_id]) + "#headline")


def entry_shown(entry_id: int) -> BankEntry:
    """The entry with its statement. Raises NotFound."""
    entry = BankEntry.objects.select_related("statement__file", "account").filter(pk=entry_id)
    found = entry.first()
    if found is None:
        raise NotFound
    return found


def page(  # noqa: PLR0913  # the parts of a page
    request: HttpRequest,
    entry: BankEntry,
    *,
    form: SplitForm | None = None,
    searched: bool = False,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `form` holds what was typed, `refused` says why nothing was booked."""
    decides = keeps_money(request) and bool(entry.rest)
    allocations = _allocations(entry)
    proposed = proposed_for([entry], today_of(request)).get(entry.pk) if entry.rest else None
    context = {
        "entry": entry,
        "look": look_of(entry),
        "proposed": proposed or Proposed(),
        "decides": decides,
        "keeps_money": keeps_money(request),
        "form": (form or _fresh_form(entry, proposed, allocations)) if decides else None,
        "q": _query(request),
        "searched": searched,
        "refunds": _refunds(entry) if decides else (),
        "booked": booked(allocations),
        "beside": _beside(entry),
        "refused": refused,
    }
    return render(request, "team/bank_entry.html", context, status=status)


def _form(request: HttpRequest, entry: BankEntry) -> SplitForm:
    """What was sent, over the rows that stood there and those just searched for."""
    kept = set(numbers(request.POST.getlist("row")))
    words = _query(request)
    if "find" in request.POST:
        typed = {pk for pk in kept if request.POST.get(f"invoice-{pk}", "").strip()}
        kept = typed | set(found_for(words, entry.amount).values_list("pk", flat=True))
    rows = list(chosen(kept))
    picked = set(numbers(request.POST.getlist("client")))
    clients = _clients(rows, picked) | _booked_for(_allocations(entry))
    if words:
        clients |= {each.pk: each for each in search(reader(request), words)}
    data = request.POST.copy()
    if "find" in request.POST and len(rows) == 1:
        _fill_in(data, entry, rows[0])
    return SplitForm(entry, rows, clients, data)


def _fill_in(data: Any, entry: BankEntry, invoice: Any) -> None:
    """The only invoice that is found gets what fits, unless something is typed already."""
    name = f"invoice-{invoice.pk}"
    if not any(data.get(each, "").strip() for each in (name, *PURPOSES)):
        limit: Decimal = invoice.open if entry.amount > 0 else invoice.paid
        data[name] = written_amount(min(abs(entry.rest), limit))


def _fresh_form(
    entry: BankEntry, proposed: Proposed | None, allocations: Sequence[Allocation]
) -> SplitForm:
    """Nothing typed yet, over the invoices that are proposed."""
    proposals = proposed.proposals if proposed else ()
    shown = {part.invoice.pk for each in proposals for part in each.parts}
    rows = list(chosen(shown))[:MOST] if shown else []
    return SplitForm(entry, rows, _clients(rows, set()) | _booked_for(allocations))


def _allocations(entry: BankEntry) -> list[Allocation]:
    """All that a part of the entry was ever booked to, the newest first."""
    return list(with_all(entry.allocations.order_by("-pk")))


def _booked_for(allocations: Iterable[Allocation]) -> dict[int, Client]:
    """Whose invoices a part of the entry is booked to: the rest may be theirs."""
    standing = [row.invoice for row in allocations if row.invoice and not row.undone_at]
    clients = (invoice.order.client for invoice in standing)
    return {client.pk: client for client in clients if client}


def _clients(rows: Sequence[Invoice], picked: set[int]) -> dict[int, Client]:
    """Whose money it may be: the clients of the invoices, and those who were chosen."""
    clients = {row.order.client.pk: row.order.client for row in rows if row.order.client}
    if picked - clients.keys():
        clients |= Client.objects.in_bulk(picked)
    return clients


def _decide(request: HttpRequest, entry: BankEntry, parts: Sequence[Given]) -> list[Allocation]:
    shown = shown_amount(request, "rest")
    return decide_entry.decide(reader(request), entry.pk, parts, shown, now_of(request))


def _parts_sent(request: HttpRequest) -> list[Given]:
    """The hidden values of a proposal: invoices and amounts in pairs."""
    amounts = request.POST.getlist("amount")[:MOST_PARTS]
    pairs = zip(numbers(request.POST.getlist("invoice")), amounts, strict=False)
    # More than two decimals, or no number at all, no page of ours has sent.
    right = re.compile(r"-?\d{1,9}\.\d{2}")
    return [Given("invoice", Decimal(text), pk) for pk, text in pairs if right.fullmatch(text)]


def _refunds(entry: BankEntry) -> list[Refund]:
    """Refunds that the debit may have paid."""
    if entry.rest >= 0:
        return []
    rows = Refund.objects.filter(state__in=["to_do", "in_file"], amount=-entry.rest)
    return list(with_causes(rows.order_by("pk"))[:MOST])


def _beside(entry: BankEntry) -> list[BankEntry]:
    """The other parts of the same collective booking."""
    if not entry.booking:
        return []
    rows = BankEntry.objects.filter(account=entry.account_id, booking=entry.booking)
    return list(rows.exclude(pk=entry.pk).order_by("pk")[:MOST_PARTS])


def _query(request: HttpRequest) -> str:
    return request.POST.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
