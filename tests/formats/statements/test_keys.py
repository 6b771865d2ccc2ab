"""Every entry is told once, in whatever overlap and order its files come; equal ones stay two."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kontor.formats.entry_keys import booking_keys, keys_of_file
from kontor.formats.statement import Entry, Kind, Statement, StatementFile
from kontor.formats.statement_reader import read

FILES = Path(__file__).parent / "files"
MONDAY = date(2027, 3, 1)
DAYS = 5

amounts = st.sampled_from([Decimal("35.00"), Decimal("35.00"), Decimal("-12.90"), Decimal(100)])


def booking(day: int, amount: Decimal, reference: str, bank_reference: str) -> Entry:
    return Entry(
        booked_on=MONDAY + timedelta(day),
        value_on=None,
        amount=amount,
        currency="EUR",
        kind=Kind.PAYMENT,
        reference=reference,
        bank_reference=bank_reference,
    )


@st.composite
def accounts(draw: st.DrawFn) -> list[Entry]:
    """What happened on an account: many alike, the bank's reference there, missing or a count."""
    entries = draw(
        st.lists(
            st.builds(
                booking,
                st.integers(0, DAYS - 1),
                amounts,
                st.sampled_from(["Beitrag", "RE-2027-1", ""]),
                st.sampled_from(["", "", "7"]),
            ),
            max_size=12,
        )
    )
    named = draw(
        st.lists(
            st.builds(
                booking, st.integers(0, DAYS - 1), amounts, st.just("Beitrag"), st.uuids().map(str)
            ),
            max_size=4,
        )
    )
    return sorted(entries + named, key=lambda each: each.booked_on)


@st.composite
def exports(draw: st.DrawFn) -> list[tuple[int, int]]:
    """First and last days of files that together tell of every day, in any order."""
    cuts = sorted(draw(st.sets(st.integers(1, DAYS - 1))))
    whole = list(zip([0, *cuts], [*(cut - 1 for cut in cuts), DAYS - 1], strict=True))
    ends = st.tuples(st.integers(0, DAYS - 1), st.integers(0, DAYS - 1))
    more = draw(st.lists(ends.map(lambda pair: (min(pair), max(pair))), max_size=4))
    return draw(st.permutations([*whole, *more]))


def statement(entries: Sequence[Entry], first: int, last: int, opening: Decimal) -> Statement:
    total = sum((each.amount for each in entries), Decimal(0))
    return Statement(
        iban="DE89370400440532013000",
        currency="EUR",
        number="1",
        from_day=MONDAY + timedelta(first),
        to_day=MONDAY + timedelta(last),
        opening=opening,
        closing=opening + total,
        entries=tuple(entries),
    )


def exported(account: Sequence[Entry], first: int, last: int, random: Random) -> StatementFile:
    """The whole days from first to last; within a day a bank may order its bookings anew."""
    begin, end = MONDAY + timedelta(first), MONDAY + timedelta(last)
    before = sum((each.amount for each in account if each.booked_on < begin), Decimal(0))
    within = [each for each in account if begin <= each.booked_on <= end]
    random.shuffle(within)
    within.sort(key=lambda each: each.booked_on)
    return StatementFile("test", (statement(within, first, last, before),), ())


def told(entries: Sequence[Entry]) -> Counter[tuple[date, Decimal]]:
    return Counter((each.booked_on, each.amount) for each in entries)


@given(accounts(), exports(), st.randoms(use_true_random=False))
def test_no_entry_is_lost_and_none_is_told_twice(
    account: list[Entry], days: list[tuple[int, int]], random: Random
) -> None:
    ledger: dict[str, Entry] = {}
    for first, last in days:
        file = exported(account, first, last, random)
        for keys, each in zip(keys_of_file(file), file.statements, strict=True):
            assert len(set(keys)) == len(each.entries)
            ledger.update(zip(keys, each.entries, strict=True))
    assert told(list(ledger.values())) == told(account)


@given(
    st.lists(amounts.filter(lambda amount: amount > 0), min_size=2, max_size=6),
    st.data(),
)
def test_a_day_in_several_statements_is_the_same_as_in_one(
    day: list[Decimal], data: st.DataObject
) -> None:
    entries = [booking(0, amount, "Beitrag", "") for amount in day]
    cut = data.draw(st.integers(1, len(entries) - 1))
    balances = list(accumulate(day, initial=Decimal(0)))
    halves = (
        statement(entries[:cut], 0, 0, Decimal(0)),
        statement(entries[cut:], 0, 0, balances[cut]),
    )
    in_two = keys_of_file(StatementFile("test", halves, ()))
    (in_one,) = keys_of_file(StatementFile("test", (statement(entries, 0, 0, Decimal(0)),), ()))
    assert sorted(in_two[0] + in_two[1]) == sorted(in_one)


def test_a_statement_that_stands_twice_in_a_file_is_told_once() -> None:
    one = statement([booking(0, Decimal(35), "Beitrag", "")], 0, 0, Decimal(0))
    first, second = keys_of_file(StatementFile("test", (one, one), ()))
    assert first == second


def keys_in(name: str) -> tuple[str, ...]:
    (keys,) = keys_of_file(read((FILES / name).read_bytes(), name))
    return keys


def bookings_in(name: str) -> tuple[str, ...]:
    (only,) = read((FILES / name).read_bytes(), name).statements
    return booking_keys(only)


def test_the_same_booking_is_known_in_every_format() -> None:
    statement_key = keys_in("camt053-v2-one-payment.xml")
    assert keys_in("camt054-v2-one-payment.xml") == statement_key
    assert keys_in("mt940-subfields.sta") == statement_key


def test_two_equal_payments_without_a_reference_stay_two() -> None:
    one, other = keys_in("camt053-two-equal-payments.xml")
    assert one != other


def test_equal_bookings_on_two_accounts_are_two() -> None:
    file = read((FILES / "camt053-several-accounts.xml").read_bytes(), "")
    one, other = keys_of_file(file)
    assert one != other


def test_the_payments_of_a_batch_are_known_to_be_the_batch_booked_before() -> None:
    batch = keys_in("camt053-batch-without-details.xml")
    assert set(bookings_in("camt054-details-of-a-batch.xml")) == set(batch)
    assert keys_in("camt053-batch-with-details.xml") == keys_in("camt054-details-of-a-batch.xml")
