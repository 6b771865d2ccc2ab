"""Recurrent payments: billing dates and the periods they bill (R43, R44; spec § 9).

Everything is counted from the first day and never from the last run: 31 January monthly is
28 February and again 31 March.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from kontor.foundation.days import Period, later_by, month_end
from kontor.orders.draft import Every, Recurrence
from kontor.orders.limits import MOST_EVERY

ONE_DAY = timedelta(days=1)
YEARLY = Recurrence(unit=Every.YEAR)

PERIODS: dict[Every, Period] = {
    Every.WEEK: "week",
    Every.MONTH: "month",
    Every.QUARTER: "quarter",
    Every.YEAR: "year",
}


def billing_dates(first: date, rule: Recurrence) -> Iterator[date]:
    """The billing dates from the first on: `times` of them, up to and with `until`, or endless.

    None while the rule is incomplete; the calendar's last year ends them too.
    """
    if rule.last_day and rule.unit is Every.WEEK:
        return
    for n in count():
        day = _after(first, n, rule)
        if day is None or (rule.times is not None and n >= rule.times):
            return
        billed = month_end(day) if rule.last_day else day
        if rule.until is not None and billed > rule.until:
            return
        yield billed


def period(
    service_from: date, service_to: date | None, n: int, rule: Recurrence
) -> tuple[date, date] | None:
    """First and last day that invoice `n` (from 0) bills, cut at the end of the service.

    None where the period would begin after it.
    """
    start, following = _after(service_from, n, rule), _after(service_from, n + 1, rule)
    if start is None or following is None or (service_to is not None and start > service_to):
        return None
    end = following - ONE_DAY
    return start, end if service_to is None else min(end, service_to)


def follows_before(last: date, horizon: date, rule: Recurrence) -> bool:
    """Whether a billing date after `last` may lie before the horizon; never a false no."""
    following = _after(last, 1, rule)
    return following is not None and following < horizon


def planned_until(first: date, today: date) -> date:
    """Open-ended payments are planned a year ahead: billing dates before this day stand."""
    return _after(max(first, today), 1, YEARLY) or date.max


def _after(first: date, n: int, rule: Recurrence) -> date | None:
    if rule.unit is None or rule.every is None or not 1 <= rule.every <= MOST_EVERY:
        return None
    try:
        return later_by(first, n * rule.every, PERIODS[rule.unit])
    except (ValueError, OverflowError):
        return None
