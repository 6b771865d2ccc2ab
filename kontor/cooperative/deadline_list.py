"""Which days, hours and minutes a house may set otherwise, and within which bounds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence


class Unit(StrEnum):
    """What a deadline is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True)
class Span:
    """`sentence` says what it does. Whole numbers from `least` to `most` of the unit."""

    key: str
    title: Sentence
    sentence: Sentence
    unit: Unit
    default: int
    least: int
    most: int


_ALL = (
    Span(
        "offer_days",
        S("Offer valid until"),
        S("Proposed on a new order, on a copy and for a new deadline, counted from today."),
        Unit.DAYS,
        default=7,
        least=1,
        most=28,
    ),
    Span(
        "offer_most_months",
        S("Longest offer"),
        S("The latest day that can be set for an offer. Deadlines that are set already stay."),
        Unit.MONTHS,
        default=12,
        least=1,
        most=12,
    ),
    Span(
        "lapse_reminder_days",
        S("Reminder before an offer lapses"),
        S("So many days before the deadline client and member get their one reminder."),
        Unit.DAYS,
        default=2,
        least=1,
        most=14,
    ),
    Span(
        "offer_readable_days",
        S("Lapsed offer still readable"),
        S("So long after the deadline the client’s link still shows the offer."),
        Unit.DAYS,
        default=30,
        least=0,
        most=365,
    ),
    Span(
        "term_days",
        S("Payment term"),
        S(
            "Proposed on a new order, in days after the invoice date. Orders that are begun keep"
            " theirs."
        ),
        Unit.DAYS,
        default=14,
        least=0,
        most=90,
    ),
    Span(
        "draft_days",
        S("Invoice draft"),
        S(
            "So many days before the billing date the planned invoice becomes a draft, and the"
            " member is mailed."
        ),
        Unit.DAYS,
        default=7,
        least=1,
        most=30,
    ),
    Span(
        "held_reminder_days",
        S("Reminder of a held invoice"),
        S("So often the member is reminded of an invoice draft that they hold."),
        Unit.DAYS,
        default=7,
        least=1,
        most=30,
    ),
    Span(
        "held_desk_days",
        S("Held invoice on the desk"),
        S("An invoice draft that its member has held for so long stands on the team’s desk."),
        Unit.DAYS,
        default=21,
        least=1,
        most=90,
    ),
    Span(
        "reminder_first_days",
        S("First reminder"),
        S("So many days after the due date of an unpaid invoice."),
        Unit.DAYS,
        default=7,
        least=1,
        most=14,
    ),
    Span(
        "reminder_second_days",
        S("Second reminder"),
        S("So many days after the due date."),
        Unit.DAYS,
        default=21,
        least=15,
        most=28,
    ),
    Span(
        "demand_days",
        S("Formal demand"),
        S("So many days after the due date; later where the member was asked later."),
        Unit.DAYS,
        default=35,
        least=29,
        most=90,
    ),
    Span(
        "demand_ask_workdays",
        S("Question before the formal demand"),
        S(
            "So many working days before the formal demand its member is asked; without an answer"
            " it goes out."
        ),
        Unit.DAYS,
        default=5,
        least=1,
        most=10,
    ),
    Span(
        "reminder_gap_days",
        S("Between two e-mails about an invoice"),
        S("No reminder goes out within so many days of another e-mail about it to the client."),
        Unit.DAYS,
        default=5,
        least=1,
        most=14,
    ),
    Span(
        "reminder_pay_days",
        S("Last day in a reminder"),
        S("So many days after a reminder the client is asked to have paid."),
        Unit.DAYS,
        default=10,
        least=3,
        most=30,
    ),
    Span(
        "bank_data_days",
        S("Age of bank data"),
        S("With older bank data nobody is reminded: it may be paid already."),
        Unit.DAYS,
        default=5,
        least=1,
        most=14,
    ),
    Span(
        "guarantee_days",
        S("Payment guarantee"),
        S(
            "So many days after the due date the accountant gets the case of a guaranteed invoice"
            " that is unpaid."
        ),
        Unit.DAYS,
        default=60,
        least=30,
        most=180,
    ),
    Span(
        "hours_per_day",
        S("Hours of a day"),
        S("A fee line in days counts so many hours a day in the check of the hourly wage."),
        Unit.HOURS,
        default=8,
        least=1,
        most=24,
    ),
    Span(
        "claim_minutes",
        S("An order taken for review"),
        S("So long it stays with the advisor who took it; then others can take it."),
        Unit.MINUTES,
        default=60,
        least=5,
        most=480,
    ),
    Span(
        "invitation_days",
        S("Invitation"),
        S("So long the link works with which somebody new opens their account."),
        Unit.DAYS,
        default=14,
        least=1,
        most=60,
    ),
    Span(
        "password_hours",
        S("Link for a new password"),
        S("So long the link works that is mailed when a password is forgotten."),
        Unit.HOURS,
        default=24,
        least=1,
        most=72,
    ),
)

SPANS: dict[str, Span] = {span.key: span for span in _ALL}
"""Only what the software asks for; in the order of the page."""


def span_faults(values: Mapping[str, int | None]) -> list[Fault]:
    """What is wrong with values by their key; None is a field left empty."""
    return [
        Fault(
            key,
            S("Enter a whole number from {least} to {most}.", least=span.least, most=span.most),
            missing=values[key] is None,
        )
        for key, span in SPANS.items()
        if key in values and not _fits(span, values[key])
    ]


def _fits(span: Span, value: int | None) -> bool:
    return value is not None and span.least <= value <= span.most
