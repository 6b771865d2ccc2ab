"""Eight processes issue invoices of one series, and some of them roll back (F6)."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from kontor.invoicing.models import Invoice, NumberSeries
from tests.builders import orders
from tests.builders.plans import standing_in
from tests.cast import cast
from tests.faults.processes import LATE, environment

pytestmark = pytest.mark.faults
ISSUERS = Path(__file__).with_name("issue_series.py")
DAY = date(2027, 1, 18)
PROCESSES, ORDERS, OF_EACH = 8, 20, 10


@pytest.fixture
def drafts(own_database: str) -> int:
    """So many drafts that are due on the day, of several orders."""
    people = cast()
    for _ in range(ORDERS):
        order = orders.active(people.owner, people.advisor, people.client)
        standing_in(order, ["draft"] * OF_EACH)
    Invoice.objects.update(billing_date=DAY, drafted_on=DAY - timedelta(days=7))
    return ORDERS * OF_EACH


def test_eight_processes_leave_neither_a_gap_nor_a_double_nor_an_error(drafts: int) -> None:
    done = subprocess.run(
        [sys.executable, str(ISSUERS), DAY.isoformat(), str(PROCESSES)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=LATE,
        check=False,
    )
    assert done.stdout.split()[-1] == str(PROCESSES), done.stderr  # no deadlock, no refusal
    numbers = Invoice.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"RE-2027-{running:06d}" for running in range(1, drafts + 1)]
    assert NumberSeries.objects.get().last == drafts
