"""The period of an auditor's export. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both of them in it."""

    first: date
    last: date


def month_before(today: date) -> Period:
    """The whole month before that of the day: what is asked for most."""
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def period_faults(first: date | None, last: date | None) -> list[Fault]:
    """What is wrong with a typed period; None: nothing was typed."""
    faults = []
    if first is None:
        faults.append(Fault("first", S("Enter the first day."), missing=True))
    if last is None:
        faults.append(Fault("last", S("Enter the last day."), missing=True))
    if first is not None and last is not None and last < first:
        faults.append(Fault("last", S("The last day lies before the first.")))
    return faults
