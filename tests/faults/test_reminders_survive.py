"""The night that reminds: killed it sends each reminder once; a payment under way stops it (F2)."""

import signal
from contextlib import ExitStack

import pytest
from django.db import connection, transaction

from kontor.foundation import files
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.receivables import ledger
from kontor.receivables.dunning_models import DemandQuestion, Reminder
from tests.builders.unpaid import after_due, arrived, bank_reports, nights, pay
from tests.cast import cast
from tests.faults.processes import LATE, command, until

pytestmark = pytest.mark.faults


def tick(days: int, fault_at: str = "") -> int:
    """A night so many days after the invoice is due; how it ended."""
    day = after_due(days).date().isoformat()
    with command("tick", "--date", day, fault_at=fault_at) as night:
        return night.wait(timeout=LATE)


@pytest.mark.parametrize("point", ["P4", "P5"])
def test_a_reminder_is_sent_once_after_a_killed_night(own_database: str, point: str) -> None:
    arrived(cast())
    bank_reports(after_due(7))
    told = OutboxMail.objects.filter(purpose="reminder_1")
    assert tick(7, point) == -signal.SIGKILL
    assert (Reminder.objects.count(), told.count()) == (0, 0)
    assert [tick(7), tick(7)] == [0, 0]
    assert told.count() == OutboxMail.objects.filter(purpose="invoice").count()
    assert files.read(Reminder.objects.get().sha256).startswith(b"%PDF")
    assert HistoryEntry.objects.filter(event="reminder_1").count() == 1


def test_a_payment_that_is_being_booked_is_waited_for_and_stops_it(own_database: str) -> None:
    invoice = arrived(cast())
    bank_reports(after_due(7))
    day = after_due(7).date().isoformat()
    with ExitStack() as started:
        with transaction.atomic():
            ledger.lock()
            pay(invoice, "2100.00", after_due(7))
            night = started.enter_context(command("tick", "--date", day))
            until(somebody_waits)
        assert night.wait(timeout=LATE) == 0
    assert not Reminder.objects.exists()


def somebody_waits() -> bool:
    """Whether another process waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_the_member_is_asked_once_after_a_killed_night(own_database: str) -> None:
    arrived(cast())
    nights(7, 24)  # the day of the question is the 25th
    bank_reports(after_due(25))
    asked = OutboxMail.objects.filter(purpose="demand_question")
    assert tick(25, "P5") == -signal.SIGKILL
    assert (DemandQuestion.objects.count(), asked.count()) == (0, 0)
    assert [tick(25), tick(25)] == [0, 0]
    assert (DemandQuestion.objects.count(), asked.count()) == (1, 1)
