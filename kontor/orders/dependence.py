"""Signs that a member depends on one client, or works there full time (spec § 7). Pure.

The team looks at them (R65): that a member lives on one client or repeats the hours of a full job
there does not prove bogus self-employment.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from kontor.foundation.days import later_by
from kontor.foundation.money import ZERO
from kontor.orders.draft import Draft, Every, Mode, Payment
from kontor.orders.recurrence import billing_dates, period
from kontor.orders.totals import fees_of

MOST_FROM_ONE_CLIENT = Decimal(5) / Decimal(6)
FULL_TIME = Decimal(35)
"""Hours a week from which on work counts as full time."""

_WEEKS: dict[Every, Decimal] = {
    Every.WEEK: Decimal(1),
    Every.MONTH: Decimal(52) / 12,
    Every.QUARTER: Decimal(13),
    Every.YEAR: Decimal(52),
}


@dataclass(frozen=True)
class Earned:
    """Net fees of a member's other orders in the twelve months before an order begins.

    They count as planned or billed by the invoices that stand, by the first day each one bills;
    `from_client`: the part that comes from the order's client.
    """

    in_all: Decimal = ZERO
    from_client: Decimal = ZERO


def share_of_fees(fees: Decimal, earned: Earned) -> Decimal | None:
    """The client's part (0 to 1) of all fees, this order's included.

    None where there is nothing to compare with: the only order of a year says nothing.
    """
    if not earned.in_all:
        return None
    return (fees + earned.from_client) / (fees + earned.in_all)


def fees_of_a_year(draft: Draft) -> Decimal:
    """The order's net fees; of a recurrent payment those of its first twelve months."""
    fees, payment = fees_of(draft.lines), draft.payment
    rule, first = payment.recurrence, draft.service_from
    if payment.mode is not Mode.RECURRENT or not (rule and first and payment.billing_date):
        return fees
    a_year_on = later_by(first, 1, "year")
    billed = (
        period(first, draft.service_to, n, rule)
        for n, _ in enumerate(billing_dates(payment.billing_date, rule))
    )
    periods = takewhile(lambda days: days is not None and days[0] < a_year_on, billed)
    return fees * sum(1 for _ in periods)


def weekly_hours(payment: Payment, hours: Decimal | None) -> Decimal | None:
    """Hours a week that a recurrent payment repeats; None where nothing is repeated.

    `hours`: those of one invoice.
    """
    rule = payment.recurrence
    if payment.mode is not Mode.RECURRENT or rule is None or not (rule.unit and rule.every):
        return None
    if hours is None or rule.times == 1:
        return None
    return hours / (rule.every * _WEEKS[rule.unit])
