"""SIGKILL to a worker in the middle of a mail: it arrives once, at the worst twice (F2, P6–P8)."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from pytest_django import Settings

from kontor.foundation.mailer import LEASE, Outcome, deliver
from kontor.foundation.models import OutboxMail
from kontor.foundation.smtp import Server
from tests.builders.mails import FRIDAY, queued_mail
from tests.smtp_peer import HANG, KEEP_AND_HANG, TAKEN, Peer

pytestmark = pytest.mark.faults
WORKER = Path(__file__).with_name("one_delivery.py")


@pytest.fixture
def mail(own_database: str) -> OutboxMail:
    """A queued mail that other processes see."""
    with transaction.atomic():
        return queued_mail()


@contextmanager
def worker(mail: OutboxMail, server: Server) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "KONTOR_SMTP": f"smtp://{server.host}:{server.port}"}
    database = str(connection.settings_dict["NAME"])
    words = [sys.executable, str(WORKER), database, str(mail.pk)]
    process = subprocess.Popen(words, env={**environment, "PYTHONPATH": str(Path.cwd())})
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=10)


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < until, "the worker never came so far"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("peer", "copies"),
    [(Peer(mail=HANG), 1), (Peer(data=[KEEP_AND_HANG]), 2)],
    ids=["before the message", "after the message"],
)
def test_a_mail_outlives_the_worker_that_was_killed_over_it(
    mail: OutboxMail, settings: Settings, peer: Peer, copies: int
) -> None:
    with peer.listening() as server:
        with worker(mail, server):
            wait_until(lambda: bool(peer.kept if copies > 1 else peer.asked))
        assert OutboxMail.objects.get().state == "sending"
        peer.mail, peer.data = "250 OK", [TAKEN]
        settings.KONTOR_SMTP = asdict(replace(server, step_seconds=5))
        assert deliver(mail.pk, FRIDAY) is Outcome.IN_OTHER_HANDS
        OutboxMail.objects.update(claimed_at=Now() - LEASE - timedelta(seconds=1))
        assert deliver(mail.pk, FRIDAY) is Outcome.SENT
    assert len(peer.kept) == copies
    assert len({data for _, data in peer.kept}) == 1
