"""“What happens next”, in sentences with a date and a name (design § 1.3)."""

from dataclasses import dataclass
from datetime import date, datetime

from kontor.foundation.sentence import Sentence
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
    """What submitting the draft would set going, step by step."""
    raise NotImplementedError


def next_step(status: Status, ahead: Ahead) -> Sentence:
    """The one line below the life line of an order."""
    raise NotImplementedError
