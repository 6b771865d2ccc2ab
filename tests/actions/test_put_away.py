"""A draft that was once submitted is put away: hidden from lists, its history stays (spec § 6)."""

import pytest

from kontor.actions import draft_order, submit_order
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, NotFound
from kontor.orders.draft import First
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.record import draft_of
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def taken_back(people: Cast) -> Order:
    order = orders.submitted(people.owner, people.client)
    return submit_order.take_back(people.owner, order.pk, MONDAY)


def events(order: Order) -> list[str]:
    entries = HistoryEntry.objects.filter(about=about(order.pk)).order_by("id")
    return list(entries.values_list("event", flat=True))


def test_it_stays_a_draft_with_its_history(people: Cast, taken_back: Order) -> None:
    order = draft_order.put_away(people.owner, taken_back.pk, MONDAY)
    assert (order.status, order.put_away_at) == ("draft", MONDAY)
    assert events(order) == ["create", "submit", "take_back", "put_away"]


def test_a_second_click_finds_it_put_away(people: Cast, taken_back: Order) -> None:
    for _ in range(2):
        draft_order.put_away(people.owner, taken_back.pk, MONDAY)
    assert events(taken_back).count("put_away") == 1


def test_taking_it_out_brings_it_back_once(people: Cast, taken_back: Order) -> None:
    draft_order.put_away(people.owner, taken_back.pk, MONDAY)
    for _ in range(2):
        assert draft_order.take_out(people.owner, taken_back.pk, MONDAY).put_away_at is None
    assert events(taken_back).count("take_out") == 1


def test_a_draft_that_nobody_saw_is_deleted_instead(people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    with pytest.raises(Conflict, match="delete it instead"):
        draft_order.put_away(people.owner, draft.pk, MONDAY)


def test_only_a_draft_of_ones_own_is_put_away(people: Cast, taken_back: Order) -> None:
    with pytest.raises(NotFound):
        draft_order.put_away(people.stranger, taken_back.pk, MONDAY)
    waiting = orders.submitted(people.owner, people.client)
    with pytest.raises(Conflict):
        draft_order.put_away(people.owner, waiting.pk, MONDAY)


def test_writing_or_submitting_it_brings_it_back(people: Cast, taken_back: Order) -> None:
    order = draft_order.put_away(people.owner, taken_back.pk, MONDAY)
    order = draft_order.save(people.owner, order.pk, draft_of(order), order.version, MONDAY)
    assert order.put_away_at is None
    order = draft_order.put_away(people.owner, order.pk, MONDAY)
    order = submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
    assert (order.status, order.put_away_at) == ("team_review", None)
