"""SIGKILL at every step of an invoice's way; the next worker finishes it by itself (F2)."""

import signal
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateJob

from kontor.actions import run_night
from kontor.foundation import clock, files, jobs
from kontor.foundation.days import day_of
from kontor.foundation.mailer import delivering_to
from kontor.foundation.models import OutboxMail
from kontor.invoicing.models import Document, Invoice, NumberSeries
from kontor.orders.draft import ClientConfirmation, Payment
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import cast
from tests.faults.processes import LATE, command, minutes_pass, until
from tests.smtp_peer import Peer

pytestmark = pytest.mark.faults
RECIPIENTS = {"chloe.martin@lefevre.example", "compta@lefevre.example", "ada.brandt@people.example"}


@pytest.fixture
def invoice(own_database: str) -> Invoice:
    """A draft that any worker issues as soon as it looks; every mail so far has arrived."""
    people = cast()
    now = clock.now() - timedelta(days=1)
    today = day_of(now)
    orders.active(
        people.owner,
        people.advisor,
        people.client,
        now - timedelta(days=1),
        service_from=today,
        service_to=today,
        confirmation=ClientConfirmation(valid_until=today + timedelta(days=7)),
        payment=Payment(billing_date=today),
    )
    run_night.run(now)
    with delivering_to(lambda _: "250 Taken"):
        jobs.run_waiting()
    return Invoice.objects.get(status="draft")


@pytest.mark.parametrize(
    ("points", "most"),
    [(("P1", "P2", "P3", "P4", "P5", "P6"), 1), (("P7",), 2), (("P8",), 2)],
    ids=["at every step in turn", "before the answer", "before the mark"],
)
def test_an_invoice_outlives_the_workers_that_were_killed_over_it(
    invoice: Invoice, points: Sequence[str], most: int
) -> None:
    peer = Peer()
    with peer.listening() as server:
        for point in points:
            with command("worker", server=server, fault_at=point) as worker:
                assert worker.wait(timeout=LATE) == -signal.SIGKILL
            minutes_pass()
        with command("worker", server=server):
            until(lambda: sent(invoice) and not work())
    numbered_once(invoice)
    documented_once(invoice)
    copies = Counter(to for to, _ in peer.kept)
    assert set(copies) == RECIPIENTS
    assert max(copies.values()) == most  # both mails that a worker had in hand may come twice
    assert len({data for _, data in peer.kept}) == len(RECIPIENTS)  # a second one is the same


def test_a_status_is_not_changed_without_its_mail(own_database: str) -> None:
    people = cast()
    order = orders.approved(people.owner, people.advisor, people.client)
    tick = ("tick", "--date", (MONDAY + timedelta(days=30)).date().isoformat())
    with command(*tick, fault_at="P10") as night:
        assert night.wait(timeout=LATE) == -signal.SIGKILL
    lapsed = OutboxMail.objects.filter(purpose="order_lapsed")
    order.refresh_from_db()
    assert (order.status, lapsed.count()) == ("client_confirmation", 0)
    with command(*tick) as night:
        assert night.wait(timeout=LATE) == 0
    order.refresh_from_db()
    assert (order.status, order.lapsed, lapsed.count()) == ("rejected", True, 1)


def sent(invoice: Invoice) -> bool:
    """Whether the mails with the invoice have left."""
    states = OutboxMail.objects.filter(cause=f"invoice:{invoice.pk}").values_list("state")
    return [state for (state,) in states] == ["sent"] * len(RECIPIENTS)


def work() -> list[str]:
    """What is still to do, or has failed."""
    jobs = ProcrastinateJob.objects.exclude(status="succeeded")
    return list(jobs.values_list("task_name", flat=True))


def numbered_once(invoice: Invoice) -> None:
    invoice.refresh_from_db()
    series = NumberSeries.objects.get()
    assert (invoice.status, invoice.number) == ("issued", f"{series.key}-000001")
    assert series.last == Invoice.objects.exclude(number=None).count() == 1


def documented_once(invoice: Invoice) -> None:
    """One PDF and one XML, each with its hash, and nothing half or beside them."""
    kept = dict(Document.objects.filter(invoice=invoice).values_list("kind", "sha256"))
    xml, pdf = files.read(kept["xml"]), files.read(kept["pdf"])  # compares their hashes
    assert (len(kept), pdf[:5]) == (2, b"%PDF-")
    assert str(invoice.number).encode() in xml
    folder = Path(str(settings.DOCUMENTS))
    whole = {path.name for path in folder.rglob("*") if len(path.name) == len("0" * 64)}
    assert set(kept.values()) <= whole
