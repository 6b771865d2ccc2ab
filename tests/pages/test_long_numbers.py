"""A number of any length in a form is an answer of the page, never an error."""

import pytest

from kontor.orders.draft import First
from tests.builders import orders
from tests.cast import cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("digits", [1, 18, 30, 5000])
def test_a_long_number_is_nobody(digits: int) -> None:
    people = cast()
    in_review = orders.submitted(people.owner, people.client)
    waiting = orders.submitted(people.owner, people.client, to=First.CLIENT, title="Another one")
    number = "9" * digits
    taken = Reader(people.advisor).post(f"/team/orders/{in_review.pk}/take-over", holder=number)
    again = Reader(people.owner).post(f"/orders/{waiting.pk}/send-link-again", link=number)
    assert (taken.status, again.status) == (302, 302 if digits > 18 else 409)
