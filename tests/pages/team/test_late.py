"""What is late on the desk, pile by pile."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.workdays import one_workday_later
from kontor.foundation.written import BERLIN
from kontor.pages.team.late import GRACE, Grace, age, is_late

MONDAY = datetime(2027, 1, 4, 9, tzinfo=BERLIN)
FRIDAY = datetime(2027, 1, 8, 10, 42, tzinfo=BERLIN)
HOUR = timedelta(hours=1)

piles = st.sampled_from(sorted(GRACE))
moments = st.timedeltas(timedelta(0), timedelta(days=730)).map(lambda after: MONDAY + after)
waits = st.timedeltas(timedelta(0), timedelta(days=60))


@given(piles, moments)
def test_an_empty_pile_is_never_late(pile: str, now: datetime) -> None:
    assert not is_late(pile, None, now, "BE")


@given(piles, moments, waits, waits)
def test_what_is_late_stays_late(
    pile: str, oldest: datetime, wait: timedelta, more: timedelta
) -> None:
    if is_late(pile, oldest, oldest + wait, "BE"):
        assert is_late(pile, oldest, oldest + wait + more, "BE")


@given(piles, moments, waits)
def test_nobody_is_late_within_the_promise_but_for_what_has_failed(
    pile: str, oldest: datetime, wait: timedelta
) -> None:
    in_time = oldest + wait <= one_workday_later(oldest, "BE")
    if in_time and GRACE[pile] in (Grace.WORKDAY, Grace.FOREVER):
        assert not is_late(pile, oldest, oldest + wait, "BE")


@given(moments, waits)
def test_beyond_the_promise_every_pile_with_one_is_late(oldest: datetime, wait: timedelta) -> None:
    now = one_workday_later(oldest, "BE") + wait + timedelta(seconds=1)
    late = {pile for pile in GRACE if is_late(pile, oldest, now, "BE")}
    assert late == {pile for pile, grace in GRACE.items() if grace is not Grace.FOREVER}


@pytest.mark.parametrize(
    ("pile", "oldest", "now", "late"),
    [
        ("reviews", FRIDAY, FRIDAY + timedelta(days=3), False),
        ("reviews", FRIDAY, FRIDAY + timedelta(days=3, minutes=1), True),
        ("questions", None, MONDAY, False),
        ("failed", MONDAY, MONDAY, True),
        ("refused", MONDAY, MONDAY, True),
        ("pending", MONDAY, MONDAY + HOUR, False),
        ("pending", MONDAY, MONDAY + HOUR + timedelta(seconds=1), True),
        ("disputes", MONDAY, MONDAY + timedelta(days=1, minutes=1), True),
        # The day that was set for a block is still in time, the next working day is not.
        ("blocks", MONDAY.replace(hour=0), MONDAY.replace(hour=23), False),
        ("blocks", MONDAY.replace(hour=0), MONDAY + timedelta(days=1), True),
    ],
)
def test_each_pile_has_its_time(
    pile: str,
    oldest: datetime | None,
    now: datetime,
    late: bool,  # noqa: FBT001
) -> None:
    assert is_late(pile, oldest, now, "BE") is late


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(0), "1 min"),
        (timedelta(minutes=20), "20 min"),
        (timedelta(hours=5, minutes=59), "5 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=3, hours=20), "3 days"),
        (timedelta(days=-2), "1 min"),
    ],
)
def test_the_age_is_said_in_its_largest_unit(waited: timedelta, words: str) -> None:
    assert age(MONDAY, MONDAY + waited).english() == words
