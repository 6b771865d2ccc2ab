"""Changing a running recurrent order from one of its periods on (spec § 6). Pure.

The change is an order of its own that passes both gates beside the running one. Its plan begins
with the first day of a period that is not billed yet, and takes the place of the plan from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S
from kontor.orders.copying import copy_of
from kontor.orders.draft import Draft, Every, Mode, Payment, Recurrence

LONGEST_MONTH = 31


@dataclass(frozen=True)
class PeriodAhead:
    """A period of the running plan that is not billed yet. `position` counts from 1."""

    position: int
    first_day: date
    billing_date: date


def change_of(draft: Draft, start: PeriodAhead, today: date, offer_days: int) -> Draft:
    """The running order as it would go on unchanged from `start`, for its member to change."""
    copy = copy_of(draft, today, offer_days)
    payment = replace(
        draft.payment,
        billing_date=start.billing_date,
        recurrence=_left(draft.payment, start.position),
    )
    return replace(
        copy,
        service_from=start.first_day,
        payment=payment,
        purchase_order=draft.purchase_order,
    )


def faults_of_change(
    draft: Draft, client_id: int | None, ahead: Sequence[PeriodAhead]
) -> list[Fault]:
    """What keeps the draft from taking the place of the running plan.

    `client_id`: of the running order. `ahead`: its periods that are still not billed.
    """
    faults = []
    if draft.client_id != client_id:
        sentence = S("A change keeps the client. Write a new order for another one.")
        faults.append(Fault("client", sentence))
    if draft.payment.mode is not Mode.RECURRENT:
        sentence = S("A change keeps recurrent payments. Write a new order for another mode.")
        faults.append(Fault("payment.mode", sentence))
    if not ahead:
        sentence = S("Every period of the running order is billed. Write a new order.")
        faults.append(Fault("service_from", sentence))
    elif draft.service_from not in {each.first_day for each in ahead}:
        sentence = S(
            "Begin with the first day of a period that is not billed yet: {day} or later.",
            day=ahead[0].first_day,
        )
        faults.append(Fault("service_from", sentence))
    return faults


def _left(payment: Payment, position: int) -> Recurrence | None:
    """The rule from the invoice in this position on: so many times fewer.

    Every month from a 31st on is the last day of the month, and stays it where it begins anew on a
    shorter one.
    """
    rule, first = payment.recurrence, payment.billing_date
    if rule is None:
        return None
    at_end = first is not None and first.day == LONGEST_MONTH and rule.unit is not Every.WEEK
    times = None if rule.times is None else rule.times - (position - 1)
    return replace(rule, times=times, last_day=rule.last_day or at_end)
