"""The advisor adjusts in the review; the member is told, the client is asked again if need be."""

from datetime import date, timedelta

import pytest

from kontor.actions import adjust_order, answer_offer, review_order
from kontor.actions.answer_offer import Answer
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.orders.adjusting import Adjustment
from kontor.orders.draft import First, Treatment
from kontor.orders.models import Order
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import clients, house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def adjust(advisor: Person, order: Order, **given: object) -> list[str]:
    """The paths of what was changed."""
    by = Adjustment(**given)  # type: ignore[arg-type]  # as the tests name them
    made = adjust_order.adjust(advisor, order.pk, orders.shown(order), by, MONDAY)
    order.refresh_from_db()
    return [each.field for each in made]


def confirmed_first(people: Cast) -> Order:
    """In the review, with the client's confirmation on its revision."""
    order = orders.submitted(people.owner, people.client, to=First.CLIENT)
    answer = Answer(hash=orders.shown(order), name="Chloé Martin")
    return answer_offer.confirm(orders.token(order), answer, MONDAY)


def test_a_sector_makes_no_new_revision_and_the_confirmation_stands(people: Cast) -> None:
    order = confirmed_first(people)
    assert adjust(people.advisor, order, sector="illustration") == ["sector"]
    assert order.revision is not None
    assert (order.sector, order.revision.number) == ("illustration", 1)
    assert order.confirmed_revision_id == order.revision_id


def test_another_billing_date_makes_a_new_revision_and_asks_the_client_again(people: Cast) -> None:
    order = confirmed_first(people)
    assert adjust(people.advisor, order, dates=(date(2027, 1, 20),)) == ["payment.billing_date"]
    assert order.revision is not None
    assert (order.revision.number, order.status) == (2, "team_review")
    entry = HistoryEntry.objects.filter(event="adjust").get()
    assert entry.data["voids"] == ["confirmed"]
    after = review_order.approve(people.advisor, order.pk, orders.shown(order), MONDAY)
    assert after.status == "client_confirmation"


def test_the_member_is_told_once_what_was_adjusted(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    adjust(people.advisor, order, dates=(date(2027, 1, 20),), purchase_order="4711")
    mail = OutboxMail.objects.get(purpose="order_adjusted")
    assert mail.to == people.owner.email
    assert "4711" in mail.text
    assert adjust(people.advisor, order, purchase_order="4711") == []
    assert OutboxMail.objects.filter(purpose="order_adjusted").count() == 1


def test_the_history_never_holds_the_contact_person(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    adjust(people.advisor, order, contact_name="Chloë Martin-Canary")
    entry = HistoryEntry.objects.filter(event="adjust").get()
    assert "Canary" not in str(entry.data)
    assert entry.data["also"] == ["contact.name"]


def test_vat_may_change_the_gross_but_never_the_net(people: Cast) -> None:
    client = clients.client(name="Tiefblau GmbH", country="DE", vat_number="")
    order = orders.submitted(people.owner, client)
    adjust(people.advisor, order, treatments=(Treatment.STANDARD,))
    assert order.revision is not None
    assert order.revision.content["net"] == "2100.00"


def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(Invalid) as refused:
        adjust(people.advisor, order, sector="barter", dates=(None,))
    assert {fault.field for fault in refused.value.faults} == {"sector", "payment.billing_date"}
    order.refresh_from_db()
    assert order.sector == "graphic-design"


def test_a_stale_page_an_own_order_and_another_moment_are_refused(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    by = Adjustment(sector="illustration")
    with pytest.raises(Conflict):
        adjust_order.adjust(people.advisor, order.pk, "0" * 64, by, MONDAY)
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    own = orders.submitted(both, people.client)
    with pytest.raises(Forbidden):
        adjust_order.adjust(both, own.pk, orders.shown(own), by, MONDAY)
    orders.approve(people.advisor, order)
    with pytest.raises(Conflict):
        adjust(people.advisor, order, sector="illustration")
    orders.confirm(order, MONDAY + timedelta(days=1))
    with pytest.raises(Conflict):
        adjust(people.advisor, order, sector="illustration")
