"""When invoices become drafts, are issued and fall due (spec § 9)."""

from datetime import date


def draft_day(billing_date: date) -> date:
    """The day on which the planned invoice becomes a draft: 7 days before the billing date."""
    raise NotImplementedError


def issue_day(billing_date: date, mailed_on: date) -> date:
    """The billing date or the day after the member was mailed the draft, whichever is later."""
    raise NotImplementedError


def due_day(issued_on: date, term_days: int) -> date:
    """The invoice date plus the term; not shifted on holidays."""
    raise NotImplementedError
