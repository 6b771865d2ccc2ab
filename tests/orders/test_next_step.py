"""What happens next, with a date and a name."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from kontor.foundation.written import BERLIN
from kontor.orders.next_step import Ahead, next_step, steps_for_form
from kontor.orders.states import Status

AHEAD = Ahead(
    house="Smart",
    contact_name="Nora Ellerbek",
    asked=True,
    valid_until=date(2027, 3, 22),
    review_by=datetime(2027, 3, 16, 10, 42, tzinfo=BERLIN),
    billing_date=date(2027, 3, 31),
)


def steps(ahead: Ahead, *, client_first: bool = False) -> list[str]:
    return [step.english() for step in steps_for_form(ahead, client_first=client_first)]


def test_the_form_tells_the_way_to_the_first_invoice() -> None:
    assert steps(AHEAD) == [
        "Smart reviews the order by Tuesday 16 March 2027, 10:42.",
        "Nora Ellerbek gets the link by e-mail and can confirm until Monday 22 March 2027.",
        "The first invoice goes out on 31 March 2027.",
    ]


def test_the_client_may_come_first_or_not_at_all() -> None:
    assert steps(AHEAD, client_first=True)[0].startswith("Nora Ellerbek")
    assert len(steps(replace(AHEAD, asked=False))) == 2


def test_an_empty_form_still_says_something() -> None:
    assert steps(Ahead(house="Smart", contact_name="", asked=True)) == [
        "Smart reviews the order.",
        "The client gets the link by e-mail and can confirm.",
    ]


@pytest.mark.parametrize(
    ("status", "ahead", "sentence"),
    [
        (
            Status.CLIENT_CONFIRMATION,
            replace(AHEAD, approved=True),
            "Nora Ellerbek can confirm until Monday 22 March 2027. Then your order becomes active.",
        ),
        (
            Status.CLIENT_CONFIRMATION,
            AHEAD,
            "Nora Ellerbek can confirm until Monday 22 March 2027. Then Smart reviews the order.",
        ),
        (
            Status.REJECTED,
            replace(AHEAD, lapsed=True),
            "The deadline has passed and the order is rejected. You can set a new date.",
        ),
        (
            Status.ACTIVE,
            AHEAD,
            "Your invoice goes out on 31 March 2027. If it is right, there is nothing to do.",
        ),
    ],
)
def test_each_status_says_what_comes(status: Status, ahead: Ahead, sentence: str) -> None:
    assert next_step(status, ahead).english() == sentence


@pytest.mark.parametrize("status", Status)
def test_no_status_is_without_a_word(status: Status) -> None:
    for ahead in (AHEAD, Ahead(house="Smart", contact_name="", asked=False)):
        assert next_step(status, ahead).english().endswith(".")
