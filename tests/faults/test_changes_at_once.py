"""A running order, its change and a double click at the same moment: all acts end, none breaks."""

from dataclasses import replace
from functools import partial

import pytest

from kontor.actions import answer_offer, draft_order, submit_order, turn_down_order
from kontor.actions.answer_offer import Answer
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Refusal
from kontor.orders.draft import Draft, First
from kontor.orders.models import Order
from tests.actions.test_changing import proposed, running
from tests.builders import clients, drafts, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults


@pytest.fixture
def people(own_database: str) -> Cast:
    return cast()


def test_ending_an_order_and_confirming_its_change_do_not_block_each_other(people: Cast) -> None:
    for _ in range(5):
        order = running(people)
        change = orders.approve(people.advisor, proposed(people, order))
        answer, token = Answer(hash=orders.shown(change), name="Chloé"), orders.token(change)
        at_once(
            partial(answer_offer.confirm, token, answer, MONDAY),
            partial(turn_down_order.refuse, people.advisor, order.pk, ["client_debt"], "", MONDAY),
        )
        order.refresh_from_db()
        change.refresh_from_db()
        assert order.status == "rejected"
        assert change.status in {"active", "draft"}


def test_a_new_order_is_submitted_once_however_often_the_button_is_clicked(people: Cast) -> None:
    unknown = clients.client(people.owner, name="Neuland SARL", verified=False)
    for number in range(5):
        draft = replace(drafts.draft(title=f"No. {number}"), client_id=unknown.pk)

        def click(draft: Draft = draft, page: str = f"page {number}") -> Order:
            order = draft_order.create(people.owner, draft, MONDAY, page)
            return submit_order.submit(people.owner, order.pk, First.CLIENT, order.version, MONDAY)

        results = at_once(click, click, click)
        assert sum(isinstance(result, Refusal) for result in results) == 2
    assert HistoryEntry.objects.filter(event="submit").count() == 5
