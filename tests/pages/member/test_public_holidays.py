"""The public holidays of the cooperative's state count in what it promises its members."""

from datetime import date, datetime
from typing import Any

import pytest

from kontor.foundation.written import BERLIN
from kontor.orders.draft import ClientConfirmation, Payment
from tests.builders import house, orders
from tests.cast import cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

MONDAY = datetime(2028, 10, 30, 10, 42, tzinfo=BERLIN)
LATER: dict[str, Any] = {
    "service_from": date(2028, 12, 1),
    "service_to": date(2028, 12, 2),
    "confirmation": ClientConfirmation(valid_until=date(2028, 11, 30)),
    "payment": Payment(billing_date=date(2028, 12, 4)),
}


@pytest.mark.parametrize(
    ("state", "promised"), [("BE", "Tuesday 31 October"), ("HH", "Wednesday 1 November")]
)
def test_reformation_day_is_a_holiday_in_hamburg_and_not_in_berlin(
    state: str, promised: str
) -> None:
    people = cast()
    house.cooperative(state=state)
    order = orders.submitted(people.owner, people.client, now=MONDAY, **LATER)
    words = Reader(people.owner, MONDAY).get(f"/orders/{order.pk}/").words
    assert f"by {promised}, 10:42" in words.replace("2028 ", "").replace(" 2028", "")
