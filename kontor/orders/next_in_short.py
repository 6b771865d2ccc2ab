"""What happens next with an order, short enough for a row of a list. Pure."""

from dataclasses import dataclass
from datetime import date

from kontor.foundation.sentence import S, Sentence
from kontor.orders.states import Status


@dataclass(frozen=True)
class Ahead:
    """What lies before an order. `billing_date`: of the next invoice that goes out."""

    house: str
    contact_name: str = ""
    lapsed: bool = False
    to_check: int = 0
    billing_date: date | None = None


def next_in_short(status: Status, ahead: Ahead) -> Sentence | None:
    """The next step and whose it is; None where there is none."""
    steps = {
        Status.DRAFT: _draft(ahead),
        Status.CHANGES_REQUESTED: S("you change it and submit again"),
        Status.TEAM_REVIEW: S("{house} reviews it", house=ahead.house),
        Status.CLIENT_CONFIRMATION: S("{who} decides", who=ahead.contact_name or S("The client")),
        Status.REJECTED: S("you can set a new date") if ahead.lapsed else None,
        Status.ACTIVE: _invoice(ahead) or S("the invoices are paid"),
        Status.CANCELLED: _invoice(ahead),
    }
    return steps.get(status)


def _draft(ahead: Ahead) -> Sentence:
    if ahead.to_check:
        return S.plural("you check {n} thing", "you check {n} things", ahead.to_check)
    return S("you submit it")


def _invoice(ahead: Ahead) -> Sentence | None:
    return S("invoice on {day}", day=ahead.billing_date) if ahead.billing_date else None
