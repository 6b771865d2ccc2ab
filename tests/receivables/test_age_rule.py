"""The bands of a list of open items."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kontor.receivables.age_rule import by_age, days_overdue

DUE = date(2027, 3, 1)
ITEMS = st.lists(
    st.tuples(
        st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        st.decimals(Decimal("0.01"), Decimal(9999), places=2),
    )
)


def test_each_band_begins_on_its_day() -> None:
    for days, band in (
        (-5, 0),
        (0, 0),
        (1, 1),
        (30, 1),
        (31, 2),
        (60, 2),
        (61, 3),
        (90, 3),
        (91, 4),
    ):
        found = by_age([(DUE, Decimal(7))], DUE + timedelta(days=days))
        assert [each.count for each in found] == [int(n == band) for n in range(5)], days
    assert [(each.first, each.last) for each in by_age([], DUE)] == [
        (0, 0),
        (1, 30),
        (31, 60),
        (61, 90),
        (91, None),
    ]


@given(ITEMS, st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_no_item_is_lost(items: list[tuple[date | None, Decimal]], known: date) -> None:
    bands = by_age(items, known)
    assert sum(band.count for band in bands) == len(items)
    assert sum(band.open for band in bands) == sum(amount for _, amount in items)
    assert all(days_overdue(due_on, known) >= 0 for due_on, _ in items)
