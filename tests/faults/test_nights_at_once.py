"""`kontor tick` eight times and two workers at the same moment: one night is done (F5)."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import transaction

from kontor.actions import run_night
from kontor.foundation import clock, jobs
from kontor.foundation.days import day_of
from kontor.foundation.mailer import delivering_to
from kontor.invoicing.models import Document, Invoice
from kontor.orders.draft import ClientConfirmation, Every
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.drafts import recurrent
from tests.cast import cast
from tests.faults.processes import Command, command, until
from tests.smtp_peer import Peer

pytestmark = pytest.mark.faults
TICKS, OCCURRENCES = 8, 4


@pytest.fixture
def order(own_database: str) -> Order:
    """A weekly order whose occurrences up to today are drafts since yesterday."""
    people = cast()
    now = clock.now()
    first = day_of(now) - timedelta(weeks=OCCURRENCES - 1)
    begun = now - timedelta(weeks=OCCURRENCES)
    order = orders.active(
        people.owner,
        people.advisor,
        people.client,
        begun,
        service_from=first,
        service_to=day_of(now) + timedelta(days=6),
        confirmation=ClientConfirmation(valid_until=first),
        payment=recurrent(first.isoformat(), unit=Every.WEEK, times=OCCURRENCES),
    )
    run_night.run(now - timedelta(days=1))
    with delivering_to(lambda _: "250 Taken"):
        jobs.run_waiting()
    return order


def test_eight_ticks_and_two_workers_issue_each_occurrence_once(order: Order) -> None:
    peer = Peer()
    with peer.listening() as server, ExitStack() as started:
        with transaction.atomic():  # the first tick waits for the order, so that none comes late
            Order.objects.select_for_update().get(pk=order.pk)
            ticks = [started.enter_context(command("tick", server=server)) for _ in range(TICKS)]
            until(lambda: len(list(ended(ticks))) == TICKS - 1)
            for _ in range(2):
                started.enter_context(command("worker", server=server))
        until(lambda: len(list(ended(ticks))) == TICKS)
        assert [tick.returncode for tick in ticks] == [0] * TICKS
        said = [str(tick.communicate()[0]).splitlines()[-1] for tick in ticks]
        assert said.count("already running") == TICKS - 1
        until(lambda: len(peer.kept) >= 3 * OCCURRENCES)
    issued = Invoice.objects.filter(status="issued").order_by("number")
    assert [row.position for row in issued] == list(range(1, OCCURRENCES + 1))
    assert [str(row.number)[-1] for row in issued] == ["1", "2", "3", "4"]
    assert Document.objects.count() == 2 * OCCURRENCES
    assert len(set(peer.kept)) == len(peer.kept) == 3 * OCCURRENCES


def ended(ticks: list[Command]) -> Iterator[Command]:
    return (tick for tick in ticks if tick.poll() is not None)
