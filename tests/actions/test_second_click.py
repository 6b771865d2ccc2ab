"""A double click, a second tab and two people at once end in one effect and an explanation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kontor.actions import draft_order, keep_clients, submit_order
from kontor.clients.models import Client
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Invalid
from kontor.orders.draft import ClientConfirmation, Draft
from kontor.orders.models import Invitation, Order
from tests.builders import drafts, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_one_page_sent_twice_makes_one_order(people: Cast) -> None:
    first = draft_order.create(people.owner, Draft(title="Catalogue"), MONDAY, "page-a")
    again = draft_order.create(people.owner, Draft(title="Catalogue 2"), MONDAY, "page-a")
    assert again.pk == first.pk
    assert Order.objects.get().title == "Catalogue 2"


def test_pages_of_two_members_never_meet(people: Cast) -> None:
    draft_order.create(people.owner, Draft(), MONDAY, "page-a")
    draft_order.create(people.stranger, Draft(), MONDAY, "page-a")
    assert Order.objects.count() == 2


def test_a_page_is_not_stale_by_its_own_saving(people: Cast) -> None:
    order = draft_order.create(people.owner, Draft(), MONDAY, "page-a")
    for title in ("one", "two"):
        draft_order.save(people.owner, order.pk, Draft(title=title), 0, MONDAY, page="page-a")
    assert Order.objects.get().title == "two"


def test_a_second_tab_keeps_nothing_over_the_first(people: Cast) -> None:
    order = draft_order.create(people.owner, Draft(title="first"), MONDAY, "page-a")
    draft_order.save(
        people.owner, order.pk, Draft(title="second tab"), order.version, MONDAY, page="page-b"
    )
    with pytest.raises(Conflict):
        draft_order.save(
            people.owner, order.pk, Draft(title="mine"), order.version, MONDAY, page="page-a"
        )
    assert Order.objects.get().title == "second tab"


def test_the_link_is_sent_again_once_per_click_on_what_was_shown(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    shown = Invitation.objects.get()
    submit_order.send_link_again(people.owner, order.pk, MONDAY, shown.pk)
    with pytest.raises(Conflict):
        submit_order.send_link_again(people.owner, order.pk, MONDAY, shown.pk)
    assert Invitation.objects.count() == 2


def test_the_same_deadline_twice_leaves_one_line_in_the_history(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    until = MONDAY.date() + timedelta(days=20)
    for _ in range(2):
        submit_order.set_valid_until(people.owner, order.pk, until, MONDAY)
    assert HistoryEntry.objects.filter(event="set_valid_until").count() == 1


def test_the_same_client_is_added_once(people: Cast) -> None:
    facts = drafts.client(name="Neuland GmbH", verified=False)
    first = keep_clients.add(people.owner, facts, MONDAY)
    assert keep_clients.add(people.owner, facts, MONDAY).pk == first.pk
    keep_clients.add(people.owner, replace(facts, town="Elsewhere"), MONDAY)
    assert Client.objects.filter(name="Neuland GmbH").count() == 2


def test_the_last_day_of_a_year_ahead_may_be_chosen_on_every_day_of_a_month(people: Cast) -> None:
    end_of_month = MONDAY.replace(day=31)
    open_offer = ClientConfirmation(valid_until=date(2027, 2, 10))
    order = orders.approved(
        people.owner, people.advisor, people.client, end_of_month, confirmation=open_offer
    )
    year_ahead = date(2028, 1, 31)
    submit_order.set_valid_until(people.owner, order.pk, year_ahead, end_of_month)
    with pytest.raises(Invalid):
        submit_order.set_valid_until(
            people.owner, order.pk, year_ahead + timedelta(days=1), end_of_month
        )
