"""What a recurrent payment must hold to be submitted (R43, R44; spec § 5, § 9)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from kontor.foundation.days import day_fault
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S
from kontor.orders.draft import Draft, Every, Recurrence
from kontor.orders.limits import MOST_INVOICES
from kontor.orders.recurrence import billing_dates, period

TIMES, UNTIL = "payment.times", "payment.until"


def recurrence_faults(draft: Draft, today: date) -> Iterator[Fault]:
    """Every missing or wrong field of the recurrence; `billing_date` is judged elsewhere."""
    rule = draft.payment.recurrence or Recurrence(every=None, unit=None)
    if rule.every is None:
        yield Fault("payment.every", S("Enter the interval as a whole number."), missing=True)
    if rule.unit is None:
        yield Fault("payment.unit", S("Choose weeks, months, quarters or years."), missing=True)
    if rule.last_day and rule.unit is Every.WEEK:
        yield Fault(
            "payment.last_day",
            S("Choose months, quarters or years; a week has no last day of the month."),
        )
    yield from _end(draft, rule, today)


def _end(draft: Draft, rule: Recurrence, today: date) -> Iterator[Fault]:
    first = draft.payment.billing_date
    if rule.times == 0:
        yield Fault(TIMES, S("Say when the recurrent payments end."), missing=True)
    elif rule.times is not None and rule.until is not None:
        yield Fault(UNTIL, S("Enter a number of times or a last date, not both."))
    elif rule.until and (too_far := day_fault(rule.until, today)):
        yield Fault(UNTIL, too_far)
    elif rule.open_ended:
        if draft.payment.open_ended and draft.service_to is not None:
            yield Fault(
                "service_to",
                S(
                    "Leave the last day out, since the invoices have no end; or enter how many"
                    " times or until when they are sent."
                ),
            )
    elif first is not None and not day_fault(first, today):
        yield from _dates(draft, first, rule, today)


def _dates(draft: Draft, first: date, rule: Recurrence, today: date) -> Iterator[Fault]:
    """Whether a finite plan begins at all, is short and near enough, and bills only the service."""
    days = list(islice(billing_dates(first, rule), MOST_INVOICES + 1))
    billed = _within_service(draft, rule, days)
    earliest = next(billing_dates(first, replace(rule, until=None)), None)
    if earliest and rule.until and rule.until < earliest:
        yield Fault(UNTIL, S("Choose {day} or later, the first billing date.", day=earliest))
    elif billed < len(days):
        yield _after_service(draft, rule, billed, days[billed])
    elif len(days) > MOST_INVOICES:
        yield Fault(
            UNTIL,
            S(
                "Choose {day} or earlier; {most} invoices are the limit.",
                day=days[MOST_INVOICES - 1],
                most=MOST_INVOICES,
            ),
        )
    elif rule.times is not None and days and day_fault(days[-1], today):
        yield Fault(
            TIMES,
            S(
                "Enter a lower number. The last invoice would go out on {day}; five years ahead"
                " is the limit.",
                day=days[-1],
            ),
        )


def _within_service(draft: Draft, rule: Recurrence, days: list[date]) -> int:
    """How many of the billing dates have a period that begins within the service."""
    start, end = draft.service_from, draft.service_to
    if start is None or end is None or end < start:
        return len(days)
    return sum(period(start, end, n, rule) is not None for n in range(len(days)))


def _after_service(draft: Draft, rule: Recurrence, billed: int, beyond: date) -> Fault:
    end = draft.service_to or beyond
    if rule.until is None:
        return Fault(
            TIMES,
            S(
                "Enter {n} at most. The service ends on {end}, and a further invoice would bill"
                " the time after it.",
                n=billed,
                end=end,
            ),
        )
    return Fault(
        UNTIL,
        S(
            "Choose a day before {day}. The service ends on {end}, and the invoice of that day"
            " would bill the time after it.",
            day=beyond,
            end=end,
        ),
    )
