"""What a request to cancel may ask for, and what becomes of each invoice (spec § 10, R53–R56).

Pure. Nothing is cancelled by itself: without a choice every invoice is kept (R54).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kontor.foundation.refusal import Conflict, Fault, refuse_faults
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.states import ISSUED, UNISSUED, InvoiceStatus


class Choice(StrEnum):
    """What shall become of an invoice. The team decides with the same words, without ASK."""

    KEEP = "keep"
    STOP = "stop"
    CANCEL = "cancel"
    ASK = "ask"


CHOICE_WORDS: dict[Choice, Sentence] = {
    Choice.KEEP: S("Keep it"),
    Choice.STOP: S("Stop it"),
    Choice.CANCEL: S("Cancel it"),
    Choice.ASK: S("Please ask me"),
}


@dataclass(frozen=True)
class Listed:
    """An invoice as these rules see it; `kind` as in its plan."""

    id: int
    kind: str
    status: InvoiceStatus
    billing_date: date


OPEN = UNISSUED + ISSUED
NO_END = date.max

_UNKNOWN_ROW = S("This order has no such invoice.")
_UNKNOWN_CHOICE = S("Choose one of the answers that stand beside the invoice.")
_DECIDE = S("Decide about this invoice; the member asks for your advice.")
_CHANGED = S("Decide about this invoice; it has changed since the member asked.")
_WITH_ITS_FINAL = S(
    "A deposit can only be cancelled together with the final invoice that deducts it."
)
_STALE = S(
    "An invoice has changed since you opened this page, and what you chose for it is no longer"
    " possible. Here is the latest; nothing was decided."
)


def offered(status: InvoiceStatus) -> tuple[Choice, ...]:
    """What can be asked for: stop what is not issued, cancel what is; nothing once it ended."""
    if status in UNISSUED:
        return (Choice.KEEP, Choice.STOP, Choice.ASK)
    if status in ISSUED:
        return (Choice.KEEP, Choice.CANCEL, Choice.ASK)
    return ()


def to_hold(status: InvoiceStatus, wish: Choice) -> bool:
    """Whether an open request has to hold the invoice; one that is held already stays as it is."""
    goes_out = status in (InvoiceStatus.PLANNED, InvoiceStatus.DRAFT)
    return goes_out and wish in (Choice.STOP, Choice.ASK)


def wishes_of(
    rows: Sequence[Listed], wishes: Mapping[int, str], no_further_after: date | None
) -> dict[int, Choice]:
    """What the member asks for, by invoice; what is billed after the day is not kept but stopped.

    Raises Invalid (`invoices[ID]`: no such invoice or choice, a deposit without its final invoice)
    or Conflict (the choice is not open to the invoice as it stands).
    """
    typed = _read(rows, wishes)
    open_rows = [row for row in rows if offered(row.status)]
    chosen = {row.id: typed.get(row.id, Choice.KEEP) for row in open_rows}
    return _settled(open_rows, chosen, no_further_after)


def decisions_of(
    rows: Sequence[Listed],
    wishes: Mapping[int, Choice],
    decisions: Mapping[int, str],
    no_further_after: date | None,
) -> dict[int, Choice]:
    """What is carried out, by invoice: the decision, else the member's wish, else it is kept.

    What is billed after the day is stopped, not kept. Raises Invalid (`invoices[ID]`: also where
    the member asks for advice, or what they wished for is no longer possible) or Conflict.
    """
    typed = _read(rows, decisions)
    open_rows = [row for row in rows if offered(row.status)]
    chosen = {row.id: typed.get(row.id, wishes.get(row.id, Choice.KEEP)) for row in open_rows}
    refuse_faults(_undecided(open_rows, chosen))
    return _settled(open_rows, chosen, no_further_after)


def _undecided(rows: Sequence[Listed], chosen: Mapping[int, Choice]) -> Iterator[Fault]:
    for row in rows:
        choice = chosen[row.id]
        if choice is Choice.ASK or choice not in offered(row.status):
            why = _DECIDE if choice is Choice.ASK else _CHANGED
            yield Fault(f"invoices[{row.id}]", why, missing=True)


def _read(rows: Sequence[Listed], typed: Mapping[int, str]) -> dict[int, Choice]:
    """The choices as typed; an invoice that has ended meanwhile can only be kept."""
    known = {row.id: row for row in rows}
    words = {choice.value for choice in Choice}
    faults = [
        Fault(f"invoices[{key}]", _UNKNOWN_CHOICE if key in known else _UNKNOWN_ROW)
        for key, word in typed.items()
        if key not in known or word not in words
    ]
    refuse_faults(faults)
    chosen = {key: Choice(word) for key, word in typed.items()}
    for key, choice in chosen.items():
        if choice not in (Choice.KEEP, *offered(known[key].status)):
            raise Conflict(_STALE)
    return chosen


def _settled(
    rows: Sequence[Listed], chosen: Mapping[int, Choice], no_further_after: date | None
) -> dict[int, Choice]:
    """The choices under “no further invoices after”. Raises Invalid."""
    last = no_further_after or NO_END
    settled = dict(chosen)
    for row in rows:
        if row.status in UNISSUED and row.billing_date > last and chosen[row.id] is Choice.KEEP:
            settled[row.id] = Choice.STOP
    refuse_faults(_parts_without_final(rows, settled))
    return settled


def _parts_without_final(rows: Sequence[Listed], chosen: Mapping[int, Choice]) -> Iterator[Fault]:
    """A final invoice that is out and stays deducts all before it: none can go (spec § 9)."""
    stays = any(
        row.kind == "final" and row.status in ISSUED and chosen[row.id] is Choice.KEEP
        for row in rows
    )
    for row in rows:
        if stays and row.kind != "final" and chosen[row.id] is Choice.CANCEL:
            yield Fault(f"invoices[{row.id}]", _WITH_ITS_FINAL)
