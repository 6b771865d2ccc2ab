"""Two revisions beside each other: only what differs, before and after, ready to be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kontor.foundation.country_names import country_name
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.orders.comparing import Differences, RowChange, compare
from kontor.orders.comparing_words import Mark, Piece, word_changes
from kontor.orders.draft import LineKind
from kontor.orders.offer import Offer, OfferInvoice, OfferLine
from kontor.orders.payment_words import invoice_words, terms_words
from kontor.orders.totals import Amounts
from kontor.pages.shared.offer_sheet import NOTES, quantity_words, unit_price_words
from kontor.pages.shared.parts.words import period, reader_language

Paragraph = Sequence[Piece]
Became = Literal["changed", "added", "removed"]


@dataclass(frozen=True)
class Change:
    """One thing that differs; a side without paragraphs says that there was nothing."""

    label: Sentence
    before: Sequence[Paragraph]
    after: Sequence[Paragraph]
    became: Became = "changed"


@dataclass(frozen=True)
class Comparison:
    """All changes by what they are about; `moved`: the lines only change their order."""

    content: Sequence[Change]
    lines: Sequence[Change]
    invoices: Sequence[Change]
    moved: bool

    def __bool__(self) -> bool:
        return bool(self.content or self.lines or self.invoices or self.moved)


Write = Callable[[Offer], str]


def comparison(before: Offer, after: Offer) -> Comparison:
    """What `after` says otherwise than `before`, in the reader's language."""
    found = compare(before, after)

    def written(of: dict[str, tuple[Sentence, Write]]) -> Iterator[Change]:
        for name in found.fields:
            if name in of:
                label, write = of[name]
                yield Change(label, _plain(write(before)), _plain(write(after)))

    return Comparison(
        content=[*_texts(found), *written(CONTENT)],
        lines=[*map(_line_change, found.lines), *_sums(found, before, after)],
        invoices=[
            *written(PAYMENT),
            *(_invoice_change(row, before, after) for row in found.invoices),
        ],
        moved=found.lines_moved,
    )


def _texts(found: Differences) -> Iterator[Change]:
    for text in found.texts:
        before, after = ([side] if side else [] for side in (text.before, text.after))
        yield Change(TEXT_LABELS[text.field], before, after)


def _sums(found: Differences, before: Offer, after: Offer) -> Iterator[Change]:
    changed = frozenset(found.fields)
    if not changed & {"net", "vat", "gross"}:
        return

    def written(amounts: Amounts, mark: Mark) -> list[Paragraph]:
        rows = {
            "net": S("{amount} net", amount=Money(amounts.net)),
            "vat": S("{amount} VAT", amount=Money(amounts.vat)),
            "gross": S("{amount} gross", amount=Money(amounts.gross)),
        }
        return [
            [Piece(mark if name in changed else Mark.SAME, say(words))]
            for name, words in rows.items()
        ]

    yield Change(
        S("Sum"), written(before.amounts, Mark.REMOVED), written(after.amounts, Mark.ADDED)
    )


def _plain(text: str) -> list[Paragraph]:
    return [[Piece(Mark.SAME, line)] for line in text.split("\n") if line]


def _line_change(row: RowChange[OfferLine]) -> Change:
    label = S("Expense") if _either(row).kind is LineKind.EXPENSE else S("Fee")
    if row.before is None or row.after is None:
        alone = _either(row)
        side = [_whole(alone.text), *_figures(alone, frozenset(), Mark.SAME)]
        return _alone(label, row, side)
    old, new = word_changes(row.before.text, row.after.text)
    return Change(
        label,
        [old, *_figures(row.before, row.changed, Mark.REMOVED)],
        [new, *_figures(row.after, row.changed, Mark.ADDED)],
    )


def _figures(line: OfferLine, changed: frozenset[str], mark: Mark) -> list[Paragraph]:
    """Quantity, price and net; how VAT falls on it where that has changed."""

    def piece(names: set[str], words: str) -> Piece:
        return Piece(mark if changed & names else Mark.SAME, words)

    rows: list[Paragraph] = [
        [
            piece({"quantity", "unit"}, say(quantity_words(line))),
            Piece(Mark.SAME, " × "),
            piece({"unit_price"}, unit_price_words(line)),
        ],
        [piece({"net"}, say(S("{amount} net", amount=Money(line.net))))],
    ]
    if changed & {"treatment", "rate"}:
        vat = S("VAT {rate} %", rate=line.rate) if line.rate else NOTES[line.treatment]
        rows.append([piece({"treatment", "rate"}, say(vat))])
    return rows


def _invoice_change(row: RowChange[OfferInvoice], before: Offer, after: Offer) -> Change:
    old = [] if row.before is None else _invoice(row.before, before, row.changed, Mark.REMOVED)
    new = [] if row.after is None else _invoice(row.after, after, row.changed, Mark.ADDED)
    if old and new:
        return Change(S("Invoice"), old, new)
    return _alone(S("Invoice"), row, old or new)


def _invoice(
    row: OfferInvoice, offer: Offer, changed: frozenset[str], mark: Mark
) -> list[Paragraph]:
    def piece(name: str, words: str) -> list[Piece]:
        return [Piece(mark if name in changed else Mark.SAME, words)]

    place = offer.invoices.index(row) + 1
    what = say(invoice_words(offer.payment, row.kind, place, len(offer.invoices)))
    rows: list[Paragraph] = [
        [Piece(Mark.SAME, what)],
        piece("billing_date", say(S("on {day}", day=row.billing_date))),
        piece("gross", say(S("{amount} gross", amount=Money(row.gross)))),
        piece("due_on", say(S("due on {day}", day=row.due_on))),
    ]
    if changed & {"service_from", "service_to"}:
        days = Piece(mark, say(S("for {period}", period=period(row.service_from, row.service_to))))
        rows.append([days])
    return rows


def _either(row: RowChange[OfferLine]) -> OfferLine:
    found = row.after or row.before
    if found is None:
        message = "a change has at least one side"
        raise ValueError(message)
    return found


def _alone(label: Sentence, row: RowChange[Any], side: Sequence[Paragraph]) -> Change:
    if row.before is None:
        return Change(label, [], side, "added")
    return Change(label, side, [], "removed")


def _whole(text: str) -> Paragraph:
    return [Piece(Mark.SAME, text)]


def _address(offer: Offer) -> str:
    client = offer.client
    lines = [
        client.name,
        client.addition,
        client.street,
        f"{client.postcode} {client.town}",
        country_name(client.country, reader_language()),
        client.vat_number,
    ]
    return "\n".join(line for line in lines if line.strip())


def _terms(offer: Offer) -> str:
    words = terms_words(offer.payment, offer.invoices)
    return say(words) if words else ""


# Each field by name, with what is written of it.
CONTENT: dict[str, tuple[Sentence, Write]] = {
    "client": (S("Client"), _address),
    "member_name": (S("Carried out by"), lambda offer: offer.member_name),
    "service_period": (
        S("Service period"),
        lambda offer: period(offer.service_from, offer.service_to),
    ),
    "place_country": (
        S("Place of performance"),
        lambda offer: country_name(offer.place_country, reader_language()),
    ),
    "buyer_reference": (S("Buyer reference"), lambda offer: offer.buyer_reference),
    "purchase_order": (S("Purchase order number"), lambda offer: offer.purchase_order),
}
PAYMENT: dict[str, tuple[Sentence, Write]] = {
    "terms": (S("Mode of payment"), _terms),
    "term_days": (
        S("Payment term"),
        lambda offer: say(
            S.plural(
                "{n} day after the invoice date",
                "{n} days after the invoice date",
                offer.term_days,
            )
        ),
    ),
}
TEXT_LABELS = {
    "title": S("Order description"),
    "description": S("Service description"),
    "special_agreement": S("Special agreement"),
}
