"""The pills above the desk's worklists: where each leads, how much waits there, what is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontor.foundation.sentence import Sentence
from kontor.pages.team.late import DAY, age, is_late

BANK = ("entries", "held_files")
"""What waits on the page of the bank."""


@dataclass(frozen=True)
class Pile:
    """How many wait, and since when the oldest does; None where that is not known."""

    count: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True)
class Pill:
    """A link to a worklist; `age` of its oldest, in words. `new`: of the last 24 hours."""

    key: str
    words: Promise
    url: str
    count: int
    oldest: datetime | None
    age: Sentence | None
    new: bool
    late: bool
    always: bool


@dataclass(frozen=True)
class _Place:
    """`piles` are those that lie in one worklist; `always`: shown also where nothing waits."""

    key: str
    words: Promise
    page: str
    query: str = ""
    piles: tuple[str, ...] = ()
    always: bool = True


_PLACES = (
    _Place("reviews", _("To review"), "team_desk"),
    _Place("proofs", _("Proofs to check"), "team_proofs"),
    _Place(
        "questions",
        _("Questions and replies"),
        "team_conversations",
        piles=("threads", "conversations"),
    ),
    _Place("proposals", _("Proposals about clients"), "team_proposals"),
    _Place("unverified", _("Clients to verify"), "team_clients", "?show=unverified"),
    _Place("blocks", _("Blocks to look at"), "team_clients", "?show=block_review", always=False),
    _Place(
        "block_proposals",
        _("Blocks proposed"),
        "team_clients",
        "?show=block_proposed",
        always=False,
    ),
    _Place("cancellations", _("Requests to cancel"), "team_cancellations"),
    _Place("undecided", _("Refused, invoices to decide"), "team_undecided", always=False),
    _Place("disputed", _("Disputes"), "team_invoices", "?pile=disputed", piles=("disputes",)),
    _Place("guarantees", _("Guarantee cases"), "team_guarantees", always=False),
    _Place("awaiting", _("Held by members"), "team_invoices", "?pile=awaiting", always=False),
    _Place("failed", _("Failed e-mails"), "team_mails", "?state=failed"),
    _Place("refused", _("Invoices refused"), "team_invoices", "?pile=refused"),
    _Place("pending", _("Document pending"), "team_invoices", "?pile=pending"),
    _Place("entries", _("Bank entries to decide"), "team_bank", piles=BANK),
    _Place("vetoes", _("Vetoes to look at"), "team_reminders", "?show=vetoes", always=False),
    _Place("refunds", _("Refunds to pay"), "team_refunds", always=False),
    _Place("left", _("Members who have left"), "team_left", always=False),
)


def pills_of(piles: Mapping[str, Pile], now: datetime, state: str) -> list[Pill]:
    """In the order of the desk; `state` as in `is_late`. All piles of GRACE must be given."""
    return [_pill(place, piles, now, state) for place in _PLACES]


def _pill(place: _Place, piles: Mapping[str, Pile], now: datetime, state: str) -> Pill:
    names: Sequence[str] = place.piles or (place.key,)
    oldest = min((since for name in names if (since := piles[name].oldest)), default=None)
    return Pill(
        key=place.key,
        words=place.words,
        url=reverse(place.page) + place.query,
        count=sum(piles[name].count for name in names),
        oldest=oldest,
        age=age(oldest, now) if oldest else None,
        new=oldest is not None and now - oldest < DAY,
        always=place.always,
        late=any(is_late(name, piles[name].oldest, now, state) for name in names),
    )
