"""Days in Europe/Berlin: which day an instant belongs to, months and periods, typed dates."""

import re
from calendar import monthrange
from datetime import date, datetime, time
from typing import Literal

from dateutil.relativedelta import relativedelta

from kontor.foundation.refusal import Unreadable
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import BERLIN, MONTHS

EARLIEST = date(2000, 1, 1)
YEARS_AHEAD = 5

Period = Literal["week", "month", "quarter", "year"]

_LENGTH: dict[Period, relativedelta] = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


def day_of(instant: datetime) -> date:
    """The calendar day in Berlin. ValueError for an instant without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(BERLIN).date()


def start_of_day(day: date) -> datetime:
    """The first instant of the day in Berlin."""
    return datetime.combine(day, time.min, BERLIN)


def end_of_day(day: date) -> datetime:
    """The last instant of the day in Berlin: a deadline is inclusive."""
    return datetime.combine(day, time.max, BERLIN)


def later_by(first: date, count: int, period: Period, *, last_of_month: bool = False) -> date:
    """`first` plus `count` periods, clamped to the month's end (31 January + 1 month: 28 February).

    Always counted from the first date, so that the 31st returns. `last_of_month`: the last day of
    the month reached.
    """
    day: date = first + _LENGTH[period] * count
    return month_end(day) if last_of_month else day


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def latest_day(today: date) -> date:
    """The last day that may be entered: five years ahead."""
    return today + relativedelta(years=YEARS_AHEAD)


def day_fault(day: date, today: date) -> Sentence | None:
    """Why a day is too far away to be meant, or None."""
    if day < EARLIEST:
        return S("Enter a date from {earliest} on.", earliest=EARLIEST)
    if day > latest_day(today):
        return S(
            "Enter a date not later than {latest}; five years ahead is the limit.",
            latest=latest_day(today),
        )
    return None


def parse_day(text: str) -> date:
    """A typed date: `22.03.2027`, `22/03/2027` (day first), `22-3-2027` or `2027-03-22`.

    Raises Unreadable with a sentence that says what to do.
    """
    typed = text.strip()
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", typed)
    if iso:
        return _existing(int(iso[1]), int(iso[2]), int(iso[3]))
    day_first = re.fullmatch(
        r"([0-9]{1,2})\s?([./-])\s?([0-9]{1,2})\s?\2\s?([0-9]{2}|[0-9]{4})", typed
    )
    if day_first is None:
        raise Unreadable(S("Write the date as day, month and year, for example 22.03.2027."))
    if len(day_first[4]) == len("27"):
        raise Unreadable(S("Write the year with four digits, for example 22.03.2027."))
    return _existing(int(day_first[4]), int(day_first[3]), int(day_first[1]))


def parse_iso_day(text: str) -> date:
    """A date in an order file: `2027-03-22` and nothing else. Raises Unreadable."""
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if iso is None:
        raise Unreadable(S("must be a date like 2027-03-22"))
    return _existing(int(iso[1]), int(iso[2]), int(iso[3]))


def _existing(year: int, month: int, day: int) -> date:
    if year < 1 or not 1 <= month <= len(MONTHS["en"]):
        raise Unreadable(S("Check the month: it is a number from 1 to 12."))
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise Unreadable(
            S(
                "This date does not exist: the month ends on {last_day}.",
                last_day=date(year, month, days),
            )
        )
    return date(year, month, day)
