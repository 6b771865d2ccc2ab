"""Clients are merged while members write orders with them: nothing is left behind."""

from functools import partial

import pytest

from kontor.actions import draft_order, merge_clients, submit_order, talk_client
from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.foundation.refusal import Refusal
from kontor.orders.draft import First
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from tests.builders import clients, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults


@pytest.fixture
def people(own_database: str) -> Cast:
    return cast()


def merging(people: Cast, kept: Client, gone: Client) -> partial[Client]:
    return partial(merge_clients.merge, people.advisor, kept.pk, gone.pk, 1, 1, MONDAY)


def assert_nothing_left_behind() -> None:
    merged = Client.objects.filter(merged_into__isnull=False)
    for model in (Order, ClientMessage, ClientQuestion):
        assert not model.objects.filter(client__in=merged).exists()
    assert not merged.filter(merged_into__in=merged).exists()


def test_orders_are_submitted_and_begun_while_their_client_is_merged(people: Cast) -> None:
    for n in range(6):
        twin = clients.client(name=f"Twin {n}")
        kept = clients.client(name=f"Kept {n}")
        waiting = [orders.drafted(people.owner, twin, title=f"Order {n}-{at}") for at in range(3)]
        draft = draft_of(waiting[0])
        results = at_once(
            *[
                partial(
                    submit_order.submit, people.owner, each.pk, First.TEAM, each.version, MONDAY
                )
                for each in waiting
            ],
            merging(people, kept, twin),
            partial(draft_order.create, people.stranger, draft, MONDAY),
            partial(
                talk_client.say, people.stranger, twin.pk, people.stranger.pk, "?", f"k{n}", MONDAY
            ),
        )
        assert not [each for each in results if isinstance(each, Refusal)] or (
            Client.objects.get(pk=twin.pk).merged_into_id is None
        )
        assert_nothing_left_behind()


def test_of_merges_that_cross_each_other_each_is_done_or_refused(people: Cast) -> None:
    for n in range(6):
        one, two, three = (clients.client(name=f"Twin {n}-{at}") for at in range(3))
        for client in (one, two, three):
            orders.drafted(people.owner, client)
        results = at_once(
            merging(people, one, two), merging(people, two, one), merging(people, three, one)
        )
        assert any(isinstance(each, Client) for each in results)
        assert_nothing_left_behind()


def test_a_question_about_both_waits_once_however_the_merge_falls_between(people: Cast) -> None:
    for n in range(6):
        twin, kept = clients.client(name=f"Twin {n}"), clients.client(name=f"Kept {n}")
        ask = partial(talk_client.say, people.owner)
        ask(kept.pk, people.owner.pk, "First?", f"first-{n}", MONDAY)
        results = at_once(
            partial(ask, twin.pk, people.owner.pk, "Second?", f"second-{n}", MONDAY),
            merging(people, kept, twin),
        )
        assert not [each for each in results if isinstance(each, Refusal)]
        assert ClientQuestion.objects.filter(client=kept, member=people.owner).count() == 1
        assert ClientMessage.objects.filter(client=kept).count() == 2
        assert_nothing_left_behind()
