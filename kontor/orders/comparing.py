"""What differs between two offers: fields, words of the texts, lines and invoices. Pure.

An offer holds nothing but what the client sees, so this may be shown to everybody who sees it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

from kontor.clients.facts import Kind
from kontor.orders.comparing_words import Piece, word_changes, words_in
from kontor.orders.offer import Offer, OfferInvoice, OfferLine

T = TypeVar("T")
Pair = tuple[int | None, int | None]
Likeness = Callable[[T, T], float]

TEXTS = ("title", "description", "special_agreement")
ALIKE = 0.5

# The deadline is left out: it is no part of a revision (spec § 6) and may have moved since.
_FIELDS: dict[str, Callable[[Offer], object]] = {
    "client": lambda offer: replace(offer.client, kind=Kind.COMPANY),
    "member_name": lambda offer: offer.member_name,
    "service_period": lambda offer: (offer.service_from, offer.service_to),
    "place_country": lambda offer: offer.place_country,
    "buyer_reference": lambda offer: offer.buyer_reference,
    "purchase_order": lambda offer: offer.purchase_order,
    "terms": lambda offer: (offer.mode, offer.deposit, offer.recurrence),
    "term_days": lambda offer: offer.term_days,
    "net": lambda offer: offer.amounts.net,
    "vat": lambda offer: offer.amounts.vat,
    "gross": lambda offer: offer.amounts.gross,
}
# What of a row its reader does not see: the groups are in its net and VAT.
_INSIDE = {"groups"}


@dataclass(frozen=True)
class TextChange:
    """A text, whole on both sides: what went is marked before, what came is marked after."""

    field: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class RowChange(Generic[T]):
    """A row that came (`before` None), went (`after` None), or differs in the `changed` fields."""

    before: T | None
    after: T | None
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Differences:
    """All that differs; `fields` by name, `lines_moved`: lines that stayed change their order."""

    texts: tuple[TextChange, ...]
    fields: tuple[str, ...]
    lines: tuple[RowChange[OfferLine], ...]
    lines_moved: bool
    invoices: tuple[RowChange[OfferInvoice], ...]

    def __bool__(self) -> bool:
        changes = (self.texts, self.fields, self.lines, self.invoices)
        return self.lines_moved or any(changes)


def compare(before: Offer, after: Offer) -> Differences:
    """What `after` says otherwise than `before`."""
    lines = matched(before.lines, after.lines, (_equal, _same_text, _like_text, _same_price))
    invoices = matched(before.invoices, after.invoices, (_equal, _same_day, _same_kind, _any))
    return Differences(
        texts=tuple(_texts(before, after)),
        fields=tuple(name for name, of in _FIELDS.items() if of(before) != of(after)),
        lines=tuple(_rows(before.lines, after.lines, lines)),
        lines_moved=_moved(lines),
        invoices=tuple(_rows(before.invoices, after.invoices, invoices)),
    )


def matched(
    before: Sequence[T], after: Sequence[T], likenesses: Sequence[Likeness[T]]
) -> list[Pair]:
    """Which row became which, by place: by the first likeness, what is left by the next one.

    In the order of `after`; what went stands behind the row that it followed.
    """
    source: dict[int, int] = {}
    for likeness in likenesses:
        scored = [
            (-score, abs(i - j), i, j)
            for i in range(len(before))
            if i not in source.values()
            for j in range(len(after))
            if j not in source and (score := likeness(before[i], after[j])) >= ALIKE
        ]
        taken = set(source.values())
        for _, _, i, j in sorted(scored):
            if i not in taken and j not in source:
                source[j] = i
                taken.add(i)
    pairs: list[Pair] = [(source.get(j), j) for j in range(len(after))]
    for i in range(len(before)):
        if i not in source.values():
            at = next((n for n, (one, _) in enumerate(pairs) if one == i - 1), -1)
            pairs.insert(at + 1, (i, None))
    return pairs


def _texts(before: Offer, after: Offer) -> Iterator[TextChange]:
    for name in TEXTS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield TextChange(name, *word_changes(old, new))


def _rows(before: Sequence[T], after: Sequence[T], pairs: Sequence[Pair]) -> Iterator[RowChange[T]]:
    for i, j in pairs:
        if i is None or j is None:
            yield RowChange(None if i is None else before[i], None if j is None else after[j])
        elif changed := _changed(before[i], after[j]):
            yield RowChange(before[i], after[j], changed)


def _changed(old: Any, new: Any) -> frozenset[str]:
    names = {one.name for one in fields(old)} - _INSIDE
    return frozenset(name for name in names if getattr(old, name) != getattr(new, name))


def _moved(pairs: Sequence[Pair]) -> bool:
    sources = [i for i, j in pairs if i is not None and j is not None]
    return sources != sorted(sources)


def _equal(one: object, other: object) -> float:
    return float(not _changed(one, other))


def _same_text(one: OfferLine, other: OfferLine) -> float:
    return float((one.kind, one.text) == (other.kind, other.text))


def _like_text(one: OfferLine, other: OfferLine) -> float:
    """The share of words that both have."""
    mine, theirs = words_in(one.text), words_in(other.text)
    if one.kind != other.kind or not mine or not theirs:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def _same_price(one: OfferLine, other: OfferLine) -> float:
    mine, theirs = ((line.kind, line.quantity, line.unit, line.unit_price) for line in (one, other))
    return float(mine == theirs)


def _same_day(one: OfferInvoice, other: OfferInvoice) -> float:
    return float((one.kind, one.billing_date) == (other.kind, other.billing_date))


def _same_kind(one: OfferInvoice, other: OfferInvoice) -> float:
    return float(one.kind == other.kind)


def _any(_one: OfferInvoice, _other: OfferInvoice) -> float:
    return 1.0
