"""What differs between two offers: fields, words, lines and invoices."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.clients.facts import ClientFacts
from kontor.invoicing.vat import terms_for
from kontor.orders.comparing import compare, matched
from kontor.orders.comparing_words import Mark, Piece, word_changes
from kontor.orders.draft import Line, LineKind, Mode, Recurrence, Share, Treatment, Unit
from kontor.orders.offer import Offer, offer_of
from tests.builders import drafts
from tests.builders.drafts import RATES, TODAY, line

WORDS = st.text(alphabet="ab \n", max_size=60)


def offer(client: ClientFacts | None = None, **changes: Any) -> Offer:
    facts = client or drafts.client()
    return offer_of(drafts.draft(**changes), facts, "Ada Brandt", terms_for(facts, TODAY, RATES))


def marked(pieces: tuple[Piece, ...], mark: Mark) -> list[str]:
    return [piece.text for piece in pieces if piece.mark is mark]


def whole(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


OTHER: dict[str, Any] = {
    "client": replace(offer().client, street="Elsewhere 1"),
    "member_name": "Ada Brandt-Carlsen",
    "title": "Spring catalogue",
    "description": "Something else.",
    "service_from": date(2027, 1, 12),
    "service_to": None,
    "place_country": "CH",
    "lines": (),
    "groups": (),
    "net": Decimal(1),
    "vat": Decimal(1),
    "gross": Decimal(1),
    "mode": Mode.ADVANCE,
    "term_days": 30,
    "invoices": (),
    "special_agreement": "All rights granted.",
    "valid_until": date(2027, 2, 1),
    "buyer_reference": "7041",
    "purchase_order": "PO-77",
    "deposit": Share(percent=Decimal(30)),
    "recurrence": Recurrence(),
    "continues": "A-2027-0001",
}
# The deadline is no part of a revision; the groups and sums of the order are those of its lines;
# which running order a change continues is the same in all its revisions.
FOLLOWS = {"valid_until", "groups", "net", "vat", "gross", "continues"}


@pytest.mark.parametrize("name", [one.name for one in fields(Offer)])
def test_a_change_of_any_field_is_seen(name: str) -> None:
    changed = replace(offer(), **{name: OTHER[name]})
    assert bool(compare(offer(), changed)) == (name not in FOLLOWS)


def test_equal_offers_do_not_differ() -> None:
    assert not compare(offer(), offer())


def test_only_what_differs_is_named() -> None:
    found = compare(offer(), offer(service_to=date(2027, 1, 16), purchase_order="PO-77"))
    assert found.fields == ("service_period", "purchase_order")
    assert not found.texts
    assert not found.lines
    assert [row.changed for row in found.invoices] == [{"service_to"}]


def test_a_description_is_marked_word_by_word() -> None:
    found = compare(offer(), offer(description="Layout of the spring catalogue.\nTwo rounds."))
    (text,) = found.texts
    assert text.field == "description"
    assert marked(text.before, Mark.REMOVED) == ["autumn", "rounds of corrections."]
    assert marked(text.after, Mark.ADDED) == ["spring", "rounds."]


@given(WORDS, WORDS)
def test_the_pieces_of_a_side_are_its_whole_text(before: str, after: str) -> None:
    left, right = word_changes(before, after)
    assert (whole(left), whole(right)) == (before, after)
    assert not marked(left, Mark.ADDED)
    assert not marked(right, Mark.REMOVED)


@given(WORDS)
def test_a_text_compared_with_itself_has_no_marks(text: str) -> None:
    for side in word_changes(text, text):
        assert {piece.mark for piece in side} <= {Mark.SAME}


def test_long_texts_of_few_words_are_marked_in_one_piece_instead_of_taking_minutes() -> None:
    names = [chr(97 + n % 26) for n in range(1300)]
    before = " ".join(f"{name} q{n}" for n, name in enumerate(names))
    after = " ".join(f"{name} r{n}" for n, name in enumerate(names))
    left, right = word_changes(before, after)
    assert (whole(left), whole(right)) == (before, after)


def test_a_line_keeps_its_place_when_its_price_changes() -> None:
    photos = Line("Photographs", Decimal(3), Unit.PIECE, Decimal(80))
    found = compare(offer(lines=(line(), photos)), offer(lines=(line(price="450.00"), photos)))
    (row,) = found.lines
    assert row.changed == {"unit_price", "net"}
    assert found.fields == ("net", "gross")


def test_lines_that_came_and_went_stand_alone() -> None:
    photos = Line("Photographs", Decimal(3), Unit.PIECE, Decimal(80))
    travel = Line("Train", Decimal(1), Unit.FLAT, Decimal(90), LineKind.EXPENSE)
    found = compare(offer(lines=(line(), photos)), offer(lines=(line(), travel)))
    went, came = found.lines
    assert came.after is not None
    assert (came.before, came.after.text) == (None, "Train")
    assert went.before is not None
    assert (went.before.text, went.after) == ("Photographs", None)


def test_a_reworded_line_is_the_same_line() -> None:
    found = compare(offer(), offer(lines=(line(text="Layout, typesetting and proofs"),)))
    assert [row.changed for row in found.lines] == [{"text"}]
    found = compare(offer(), offer(lines=(line(text="Gestaltung"),)))
    assert [row.changed for row in found.lines] == [{"text"}]


def test_another_order_of_the_lines_is_said_and_nothing_else() -> None:
    photos = Line("Photographs", Decimal(3), Unit.PIECE, Decimal(80))
    found = compare(offer(lines=(line(), photos)), offer(lines=(photos, line())))
    assert found.lines_moved
    assert not found.lines
    assert found


def test_another_vat_treatment_is_a_change_of_the_line() -> None:
    german = drafts.german_client()
    before = offer(german)
    reduced = replace(before.lines[0], treatment=Treatment.REDUCED, rate=Decimal(7))
    found = compare(before, replace(before, lines=(reduced,)))
    assert [row.changed for row in found.lines] == [{"treatment", "rate"}]


def test_a_moved_billing_date_is_a_change_of_its_invoice() -> None:
    payment = replace(drafts.draft().payment, billing_date=date(2027, 2, 1))
    found = compare(offer(), offer(payment=payment))
    assert [row.changed for row in found.invoices] == [{"billing_date", "due_on"}]


def test_an_offer_frozen_before_invoices_had_groups_does_not_differ_by_them() -> None:
    old = replace(offer(), invoices=tuple(replace(row, groups=()) for row in offer().invoices))
    assert not compare(old, offer())


@given(st.lists(st.integers(0, 6), max_size=12), st.lists(st.integers(0, 6), max_size=12))
def test_every_row_is_matched_once_and_equal_rows_with_each_other(
    before: list[int], after: list[int]
) -> None:
    pairs = matched(before, after, [lambda one, other: float(one == other)])
    assert [j for _, j in pairs if j is not None] == list(range(len(after)))
    assert sorted(i for i, _ in pairs if i is not None) == list(range(len(before)))
    both = [(before[i], after[j]) for i, j in pairs if i is not None and j is not None]
    assert all(one == other for one, other in both)
    assert len(both) == sum(min(before.count(n), after.count(n)) for n in range(7))


def test_two_hundred_lines_are_compared_in_no_time() -> None:
    many = tuple(line(text=f"Day {n} of layout") for n in range(200))
    found = compare(offer(lines=many), offer(lines=many[1:]))
    assert len(found.lines) == 1
