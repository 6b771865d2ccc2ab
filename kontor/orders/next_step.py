"""“What happens next”, in sentences with a date and a name (design § 1.3)."""

from dataclasses import dataclass
from datetime import date, datetime

from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Weekday
from kontor.orders.states import Status


@dataclass(frozen=True)
class Ahead:
    """What lies before an order. Names as people read them; None where it does not apply.

    `house`: the cooperative's short name. `review_by`: end of the review promise.
    `billing_date`: of the next invoice that goes out.
    """

    house: str
    contact_name: str
    asked: bool
    approved: bool = False
    confirmed: bool = False
    valid_until: date | None = None
    review_by: datetime | None = None
    billing_date: date | None = None
    lapsed: bool = False
    cancellation_requested: bool = False


def steps_for_form(ahead: Ahead, *, client_first: bool) -> tuple[Sentence, ...]:
    """What submitting the draft would set going, step by step (design § 6 nos. 8, 9)."""
    steps = [_review(ahead)]
    if ahead.asked:
        steps.insert(0 if client_first else 1, _link(ahead))
    if ahead.billing_date:
        steps.append(S("The first invoice goes out on {day}.", day=ahead.billing_date))
    return tuple(steps)


def next_step(status: Status, ahead: Ahead) -> Sentence:
    """The one line below the life line of an order."""
    match status:
        case Status.DRAFT:
            return S("Submit the order when it is ready. Until then only you can see it.")
        case Status.CHANGES_REQUESTED:
            return S("Change what was asked for and submit again.")
        case Status.TEAM_REVIEW:
            return _review(ahead)
        case Status.CLIENT_CONFIRMATION:
            return _client_decides(ahead)
        case Status.ACTIVE:
            return _active(ahead)
    return _ended(status, ahead)


def _review(ahead: Ahead) -> Sentence:
    if ahead.review_by is None:
        return S("{house} reviews the order.", house=ahead.house)
    return S("{house} reviews the order by {moment}.", house=ahead.house, moment=ahead.review_by)


def _link(ahead: Ahead) -> Sentence:
    who = ahead.contact_name or S("The client")
    if ahead.valid_until is None:
        return S("{who} gets the link by e-mail and can confirm.", who=who)
    return S(
        "{who} gets the link by e-mail and can confirm until {day}.",
        who=who,
        day=Weekday(ahead.valid_until),
    )


def _client_decides(ahead: Ahead) -> Sentence:
    who, day = ahead.contact_name or S("The client"), ahead.valid_until
    if day is None:
        return S("{who} has the link and decides.", who=who)
    if ahead.approved:
        return S(
            "{who} can confirm until {day}. Then your order becomes active.",
            who=who,
            day=Weekday(day),
        )
    return S(
        "{who} can confirm until {day}. Then {house} reviews the order.",
        who=who,
        day=Weekday(day),
        house=ahead.house,
    )


def _active(ahead: Ahead) -> Sentence:
    if ahead.cancellation_requested:
        return S("{house} looks at your request to cancel this order.", house=ahead.house)
    if ahead.billing_date:
        return S(
            "Your invoice goes out on {day}. If it is right, there is nothing to do.",
            day=ahead.billing_date,
        )
    return S("All invoices are out. The order is completed when they are paid.")


def _ended(status: Status, ahead: Ahead) -> Sentence:
    if status is Status.COMPLETED:
        return S("Everything is done and paid.")
    if status is Status.CANCELLED and ahead.billing_date:
        return S(
            "The order is cancelled. The next invoice that is kept goes out on {day}.",
            day=ahead.billing_date,
        )
    if status is Status.CANCELLED:
        return S("The order is cancelled. No further invoices are planned.")
    if ahead.lapsed:
        return S("The deadline has passed and the order is rejected. You can set a new date.")
    return S("The order is rejected. If you agree on something else, write a new order.")
