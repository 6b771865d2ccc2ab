"""Working days: Monday to Friday without the public holidays of a German federal state."""

from datetime import date, datetime, timedelta
from functools import cache

import holidays

from kontor.foundation.written import BERLIN

ONE_DAY = timedelta(days=1)


def is_workday(day: date, state: str) -> bool:
    """Whether people work on `day`; `state` is a code like `BE`, `BY` or `HH`."""
    return day.weekday() < 5 and day not in _holidays(state, day.year)  # noqa: PLR2004 Saturday


def next_workday(day: date, state: str) -> date:
    """The first working day after `day`."""
    return add_workdays(day, 1, state)


def add_workdays(day: date, count: int, state: str) -> date:
    """The `count`-th working day after `day`, before it for a negative count; 0: `day` itself."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day, state)
    return day


def one_workday_later(instant: datetime, state: str) -> datetime:
    """24 hours on working days later, in Berlin: Friday 10:42 becomes Monday 10:42.

    On a day without work counting begins at the next working day, 00:00.
    """
    local = instant.astimezone(BERLIN)
    if not is_workday(local.date(), state):
        local = _at_midnight(next_workday(local.date(), state))
    return datetime.combine(next_workday(local.date(), state), local.time(), BERLIN)


def worked_between(begin: datetime, end: datetime, state: str) -> timedelta:
    """How long it took on working days, whole days counting 24 hours: as `one_workday_later` does.

    Nothing where `end` is not after `begin`.
    """
    first, last = begin.astimezone(BERLIN), end.astimezone(BERLIN)
    taken, day = timedelta(0), first.date()
    while day <= last.date():
        if is_workday(day, state):
            from_, to = _at_midnight(day), _at_midnight(day + ONE_DAY)
            taken += max(min(last, to) - max(first, from_), timedelta(0))
        day += ONE_DAY
    return taken


def _at_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN)


@cache
def _holidays(state: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))
