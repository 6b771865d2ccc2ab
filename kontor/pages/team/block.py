"""`/team/clients/<id>/block`: block a client, change or lift the block, keep it (R57, R58)."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kontor.actions import block_client, propose_block
from kontor.clients.blocks import LEVELS, LONGEST_REASON, Block, usual_review
from kontor.clients.models import Client
from kontor.clients.queries import about
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Fault, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.orders.touched import Touched, touched_by_block
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import DayField, PickField, TypedField, add_fault, written_day
from kontor.pages.shared.history_lines import lines
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team.block_proposed import DeclineForm, Proposed, proposed_of
from kontor.pages.team.door import door

MEANS: dict[Block, Sentence] = {
    Block.NONE: S("Orders can be submitted as usual."),
    Block.ADVANCE_ONLY: S(
        "Only orders whose whole amount is due in advance, not later than the first day of the"
        " service, can be submitted."
    ),
    Block.NO_ORDERS: S("Nothing can be submitted. Members can keep drafts."),
}
EVENTS = (
    block_client.BLOCK,
    block_client.REVIEW,
    propose_block.PROPOSED,
    propose_block.DECLINED,
    propose_block.SETTLED,
)


class BlockForm(forms.Form):
    """How far a client is blocked, why, and until when without another look."""

    use_required_attribute = False
    level = PickField(
        label=_("Block"),
        choices=[(level.value, level.value) for level in Block],
        widget=forms.RadioSelect,
    )
    reason = TypedField(label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea)
    review_on = DayField(label=_("Look at it again on"))
    version = TypedField()

    def chosen(self) -> Block:
        """The level. Raises Invalid with all that cannot be read."""
        self.is_valid()
        faults = [Fault(name, S("")) for name in ("level", "review_on") if name in self.errors]
        if not faults and not self.cleaned_data["level"]:
            faults = [Fault("level", S("Choose how far the client is blocked."), missing=True)]
        if faults:
            raise Invalid(faults)
        return Block(self.cleaned_data["level"])

    def shown(self) -> int:
        """The version that the page showed; none of ours is older than all."""
        typed = str(self.cleaned_data["version"])
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, client_id: int) -> HttpResponse:
    """The block with what it touches; what cannot be taken stands here with its fault."""
    client = _client(client_id)
    if request.method != "POST":
        if client.merged_into_id is not None:
            return redirect("team_block", client.merged_into_id)
        return _show(request, client)
    form = BlockForm(request.POST)
    try:
        block_client.block(
            reader(request),
            client_id,
            form.chosen(),
            now_of(request),
            form.cleaned_data["reason"],
            form.cleaned_data["review_on"],
            form.shown(),
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, client, form, status=422)
    except Conflict as conflict:
        return _show(request, _client(client_id), form, refused=conflict.sentence, status=409)
    messages.success(request, say(S("Saved. Members read what it means for them at once.")))
    return redirect("team_block", client_id)


@door
@require_POST
def decline(request: HttpRequest, client_id: int) -> HttpResponse:
    """The proposed block is declined with a reason."""
    client, form = _client(client_id), DeclineForm(request.POST)
    try:
        asked = form.shown()
        propose_block.decline(reader(request), client_id, asked, form.words(), now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, client, declining=form, status=422)
    except Conflict as conflict:
        return _show(request, client, declining=form, refused=conflict.sentence, status=409)
    messages.success(request, say(S("The proposed block is declined.")))
    return redirect("team_client", client_id)


def _client(client_id: int) -> Client:
    client = Client.objects.select_related("blocked_by").filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client


def _as_it_is(request: HttpRequest, client: Client, proposed: Proposed | None) -> BlockForm:
    """The block as it stands, or as proposed; one to be looked at again gets a later day."""
    today, on = today_of(request), client.block_review_on
    day = on if on and on > today else usual_review(today)
    initial = {"level": client.block, "review_on": written_day(day)}
    if proposed is not None and client.block == Block.NONE:
        initial |= {"level": Block.ADVANCE_ONLY.value, "reason": proposed.reason()}
    return BlockForm(initial=initial)


def _show(  # noqa: PLR0913  # the two forms on it, and what became of them
    request: HttpRequest,
    client: Client,
    form: BlockForm | None = None,
    *,
    declining: DeclineForm | None = None,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    proposed = proposed_of(client.pk, today_of(request))
    told = HistoryEntry.objects.filter(about=about(client.pk), event__in=EVENTS).order_by("-id")
    context = {
        "client": client,
        "blocked": Block(client.block) is not Block.NONE,
        "due": client.block_review_on is not None and client.block_review_on <= today_of(request),
        "form": form or _as_it_is(request, client, proposed),
        "proposed": proposed,
        "declining": declining or DeclineForm(initial={"proposal": proposed and proposed.id}),
        "levels": [(level.value, LEVELS[level], MEANS[level]) for level in Block],
        "touched": list(_touched(touched_by_block(client))),
        "history": lines(told, reader(request)),
        "refused": refused,
    }
    return render(request, "team/block.html", context, status=status)


def _touched(found: Touched) -> Iterator[Sentence]:
    """What a block means for the orders that there are, in words."""
    if found.drafts:
        yield S.plural(
            "{n} order that is still a draft or was returned: it can be kept, not submitted.",
            "{n} orders that are still drafts or were returned: they can be kept, not submitted.",
            found.drafts,
        )
    if found.in_review:
        yield S.plural(
            "{n} order in review: its check says stop.",
            "{n} orders in review: their checks say stop.",
            found.in_review,
        )
    if found.waiting:
        yield S.plural(
            "{n} offer that waits for the client: if you have approved it, it can be confirmed;"
            " if not, the check says stop after that.",
            "{n} offers that wait for the client: those you have approved can be confirmed;"
            " with the others the check says stop after that.",
            found.waiting,
        )
    if found.running:
        yield S.plural(
            "{n} active order goes on, and so do its invoices.",
            "{n} active orders go on, and so do their invoices.",
            found.running,
        )
