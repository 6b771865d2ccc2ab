"""Duplicating an order: what the copy holds, and what its member looks at again (R45–R47). Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S
from kontor.orders.draft import Draft, Mode, Payment


class ToCheck(StrEnum):
    """What a copy asks its member to look at before it can be submitted (R47)."""

    SERVICE_PERIOD = "service_period"
    PAYMENT = "payment"
    BILLING_DATES = "billing_dates"


FIELD = "to_check"
_ASKED = {
    ToCheck.SERVICE_PERIOD: S("Change the service period, or tick that it is right as it stands."),
    ToCheck.PAYMENT: S("Change the payment type, or tick that it is right as it stands."),
    ToCheck.BILLING_DATES: S(
        "Change the billing dates, or tick that they are right as they stand."
    ),
}


def copy_of(draft: Draft, today: date, offer_days: int) -> Draft:
    """The content of a copy: all of it, the offer valid for so many days from today.

    Left behind: the comment, and the purchase order number, which the client gave to that order.
    """
    confirmation = replace(draft.confirmation, valid_until=today + timedelta(days=offer_days))
    return replace(draft, confirmation=confirmation, purchase_order="", comment="")


def left_to_check(
    to_check: Sequence[str], before: Draft, after: Draft, ticked: Collection[str] | None = None
) -> list[str]:
    """What is still to check once `before` is saved as `after`; a changed group counts as checked.

    `ticked`: the groups ticked as right on the form, which may also take a tick back; None where
    nobody was asked, and what was checked stays so.
    """
    checked = set(ToCheck) - set(to_check) if ticked is None else set(ticked)
    return [
        group
        for group in ToCheck
        if group not in checked and _content(before, group) == _content(after, group)
    ]


def faults_to_check(to_check: Sequence[str]) -> list[Fault]:
    """Each unchecked group as a fault at its place, `to_check.payment`."""
    return [
        Fault(f"{FIELD}.{group}", _ASKED[group], missing=True)
        for group in ToCheck
        if group in to_check
    ]


def _content(draft: Draft, group: ToCheck) -> object:
    payment = draft.payment
    match group:
        case ToCheck.SERVICE_PERIOD:
            return draft.service_from, draft.service_to
        case ToCheck.PAYMENT:
            return payment.mode, payment.term_days, _terms(payment)
        case ToCheck.BILLING_DATES:
            return payment.billing_date, _later_dates(payment)


def _terms(payment: Payment) -> object:
    """What belongs to the chosen mode; of the others a form may hold something too."""
    match payment.mode:
        case Mode.INSTALMENTS:
            return [part.share for part in payment.parts]
        case Mode.ADVANCE:
            return payment.deposit
        case Mode.RECURRENT:
            return payment.recurrence
    return None


def _later_dates(payment: Payment) -> object:
    match payment.mode:
        case Mode.INSTALMENTS:
            return [part.on for part in payment.parts]
        case Mode.ADVANCE:
            return payment.final_date if payment.deposit else None
    return None
