"""An advisor enters that a mail about an order came back; its row on the order's page says so."""

import pytest

from kontor.foundation.models import OutboxMail
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    """It waits for the client; the link has been sent."""
    submitted = orders.submitted(people.owner, people.client)
    order = orders.approve(people.advisor, submitted)
    OutboxMail.objects.filter(purpose="client_confirmation").update(state="sent", attempts=1)
    return order


@pytest.fixture
def path(order: Order) -> str:
    return f"/team/mail/{OutboxMail.objects.get(purpose='client_confirmation').pk}/bounced"


def test_the_order_leads_to_the_form_and_shows_what_was_entered(
    people: Cast, order: Order, path: str
) -> None:
    advisor = Reader(people.advisor, MONDAY)
    review = f"/team/orders/{order.pk}/"
    assert path in advisor.get(review).html
    page = advisor.get(path)
    assert page.status == 200
    assert "Link to the offer, to chloe.martin@lefevre.example" in page.words
    done = advisor.post(path, words="550 No such user")
    assert (done.status, done.url) == (302, f"{review}#headline")
    page = advisor.get(review)
    assert "Came back" in page.words
    assert "550 No such user" in page.words
    assert path not in page.html


def test_without_words_it_asks_for_them_and_twice_it_explains(people: Cast, path: str) -> None:
    advisor = Reader(people.advisor, MONDAY)
    empty = advisor.post(path, words=" ")
    assert empty.status == 422
    assert "Write why it came back, as the e-mail says it." in empty.words
    assert advisor.post(path, words="550").status == 302
    assert advisor.post(path, words="550").status == 302
    again = advisor.post(path, words="551")
    assert again.status == 409
    assert "is not marked as sent, so it cannot have come back" in again.words
    assert advisor.get(path).status == 409
    assert OutboxMail.objects.filter(purpose="mail_came_back").count() == 1
