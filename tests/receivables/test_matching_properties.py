"""What must be true of every match, and how little of the invoices each one looks at."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kontor.receivables.matching import Index, Matched, OpenInvoice, Received, match
from tests.builders.matching import IBAN, OTHER_IBAN, closed, entry, euros, invoice, matched

AMOUNTS = st.sampled_from([10, 20, 30, 50, 100, 130])
NAMES = ["Kunsthaus Möller GmbH", "Verlag Zander", "Anna Schmidt"]
RUNNING = range(101, 112)


@st.composite
def some_invoices(draw: st.DrawFn) -> list[OpenInvoice]:
    return [
        draw(one_invoice(running))
        for running in draw(st.sets(st.sampled_from(RUNNING), max_size=8))
    ]


@st.composite
def one_invoice(draw: st.DrawFn, running: int) -> OpenInvoice:
    client = draw(st.integers(0, 2))
    status = draw(st.sampled_from(["issued", "issued", "issued", "disputed", "paid", "cancelled"]))
    ibans = draw(st.sets(st.sampled_from([IBAN, OTHER_IBAN]), max_size=2))
    changes = {"client_id": client, "client_name": NAMES[client], "ibans": frozenset(ibans)}
    if status in {"paid", "cancelled"}:
        return closed(running, status, **changes)
    return invoice(running, draw(AMOUNTS), status=status, **changes)


@st.composite
def some_payment(draw: st.DrawFn) -> Received:
    pieces = [
        *(f"RE-2027-{running:06d}" for running in RUNNING),
        *(f"RE-2027-{running}" for running in RUNNING),
        *(f"RE-2072-{running:06d}" for running in RUNNING),
        *(f"A-2027-{running:04d}" for running in RUNNING),
        "103, 104",
        "Danke",
    ]
    text = "\n".join(draw(st.lists(st.sampled_from(pieces), max_size=3)))
    return entry(
        draw(AMOUNTS),
        text,
        name=draw(st.sampled_from([*NAMES, ""])),
        iban=draw(st.sampled_from([IBAN, OTHER_IBAN, ""])),
        kind=draw(st.sampled_from(["payment", "payment", "batch"])),
    )


@given(some_payment(), some_invoices())
def test_nothing_gets_more_than_is_open_and_no_payment_gives_more_than_it_is(
    received: Received, invoices: list[OpenInvoice]
) -> None:
    opens = {each.id: each for each in invoices}
    for candidate in matched(received, invoices).candidates:
        assert candidate.parts
        for part in candidate.parts:
            assert 0 < part.amount <= opens[part.invoice_id].open
            assert opens[part.invoice_id].is_owed
        given_away = sum((part.amount for part in candidate.parts), euros(0))
        assert given_away + candidate.rest == received.amount
        assert candidate.rest >= 0
        assert len({part.invoice_id for part in candidate.parts}) == len(candidate.parts)


@given(some_payment(), some_invoices(), st.randoms(use_true_random=False))
def test_the_order_of_the_invoices_changes_nothing(
    received: Received, invoices: list[OpenInvoice], random: Random
) -> None:
    mixed = random.sample(invoices, len(invoices))
    assert matched(received, mixed) == matched(received, invoices)


@given(some_payment(), some_invoices())
def test_candidates_are_ranked_and_each_stands_once(
    received: Received, invoices: list[OpenInvoice]
) -> None:
    found = matched(received, invoices)
    parts = [tuple(part.invoice_id for part in each.parts) for each in found.candidates]
    assert len(parts) == len(set(parts)) <= 5
    confidences = [each.confidence for each in found.candidates]
    assert confidences == sorted(confidences, reverse=True)
    assert found.certain in (None, *found.candidates[:1])


@given(some_payment(), some_invoices())
def test_nothing_is_certain_by_amount_or_name_alone_or_with_a_closed_invoice(
    received: Received, invoices: list[OpenInvoice]
) -> None:
    found = matched(received, invoices)
    if found.certain is None:
        return
    clues = {reason.key for reason in found.certain.reasons}
    assert clues & {"number", "numbers", "near", "reference", "iban"}
    assert received.kind == "payment"
    opens = {each.id: each for each in invoices}
    assert all(opens[pk].is_owed for pk in found.named)


@given(some_payment(), some_invoices())
def test_nothing_is_certain_where_another_invoice_fits_as_well(
    received: Received, invoices: list[OpenInvoice]
) -> None:
    """A twin has all of the invoice but its numbers, and the payment names neither by number."""
    found = matched(received, invoices)
    if found.named or found.certain is None:
        return
    (part,) = found.certain.parts
    original = next(each for each in invoices if each.id == part.invoice_id)
    twin = replace(original, id=999, number="RE-2027-000999")
    assert matched(received, [*invoices, twin]).certain is None


@given(some_payment(), some_invoices(), st.sampled_from([" ", "", "/", "\n", " - "]))
def test_how_a_number_is_cut_changes_nothing(
    received: Received, invoices: list[OpenInvoice], noise: str
) -> None:
    whole = replace(received, reference="")
    numbers = [f"RE-2027-{running:06d}" for running in RUNNING]
    for number in numbers:
        plain = replace(whole, reference=f"Rechnung {number} vom 12.05.")
        cut = replace(whole, reference=f"Rechnung {number.replace('-', noise).lower()} vom 12.05.")
        assert matched(cut, invoices) == matched(plain, invoices)


def many(count: int) -> Index:
    """Invoices of 2027, four of each client, with 500 amounts in all."""
    invoices = [
        invoice(
            running,
            100 + running % 500,
            client_id=running // 4,
            client_name=f"Werkstatt {running // 4:05d} Nord",
            ibans=frozenset({f"DE{running // 4:020d}"}),
        )
        for running in range(1, count + 1)
    ]
    return Index.of(invoices, ())


def calls_for(received: Received, index: Index) -> tuple[Matched, int]:
    """The match, and how many functions were called for it."""
    calls: Counter[str] = Counter()

    def count(_frame: Any, event: str, _what: Any) -> None:
        calls[event] += 1

    match(received, index)  # what is kept for next time is kept now
    sys.setprofile(count)
    try:
        found = match(received, index)
    finally:
        sys.setprofile(None)
    return found, calls["call"] + calls["c_call"]


PAYMENTS: Sequence[Received] = [
    entry(117, "Rechnung RE-2027-000017 vom 12.05.2027", name="Werkstatt 00004 Nord"),
    entry(117, "Rechnung RE-2027-000071 vom 12.05.2027 und vieles mehr, was hier noch steht"),
    entry(117, "Rechnung RE-2O27-000017", name="Werkstatt 00004 Nord"),
    entry(117, "Danke für die schöne Zusammenarbeit im vergangenen Jahr, Ihre Werkstatt Nord"),
    entry(235, "", iban=f"DE{4:020d}"),
    entry(9999, "2027-03-22 4711/0815 2027-04-22 4712/0816", name="Niemand"),
]


def test_a_payment_costs_the_same_against_two_hundred_and_against_twenty_thousand() -> None:
    few, all_of_them = many(200), many(20_000)
    for received in PAYMENTS:
        _, small = calls_for(received, few)
        found, large = calls_for(received, all_of_them)
        assert large < small + 300, received
        assert large < 5_000, received
        assert len(found.candidates) <= 5
