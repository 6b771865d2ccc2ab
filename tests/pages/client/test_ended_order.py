"""The link to a confirmed offer promises no invoices any more once the order has ended."""

import pytest

from kontor.actions import cancel_order, turn_down_order
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

PROMISE = "the invoices come by e-mail on the days above"
ENDED = "The order has ended since then."


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.mark.parametrize("how", ["refused", "cancelled"])
def test_what_was_confirmed_stays_readable_and_says_that_it_has_ended(
    people: Cast, how: str
) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    link = f"/c/{orders.token(order)}"
    assert PROMISE in Reader(None).get(link).words
    if how == "refused":
        turn_down_order.refuse(people.advisor, order.pk, ["client_debt"], "", MONDAY)
    else:
        cancel_order.request(people.owner, order.pk, {}, MONDAY)
        cancel_order.carry_out(people.advisor, order.pk, {}, MONDAY)
    page = Reader(None).get(link)
    assert "You have confirmed the offer" in page.words
    assert ENDED in page.words
    assert PROMISE not in page.words
