"""When invoices become drafts, are issued and fall due (spec § 9)."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def issue_day(billing_date: date, mailed_on: date) -> date:
    """The billing date or the day after the member was mailed the draft, whichever is later."""
    return max(billing_date, mailed_on + ONE_DAY)


def due_day(issued_on: date, term_days: int) -> date:
    """The invoice date plus the term; not shifted on holidays."""
    return issued_on + timedelta(days=term_days)
