"""Commands of Kontor as processes of their own on the test's database, and time that passes there.

What they leave behind when they are killed is seen by the next one, as in a real portal.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from kontor.foundation.smtp import Server
from tests.smtp_peer import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
Command = subprocess.Popen[str]
LATE = 240
"""Seconds after which something will never happen, also on a busy machine."""


def environment(server: Server | None = None, fault_at: str = "") -> dict[str, str]:
    """Leads a process to the database of this one, and its mails to `server`, if there is one."""
    port = server.port if server else free_port()
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KONTOR_HOME": str(settings.KONTOR_HOME),
        "DATABASE_URL": _database_url(),
        "KONTOR_SMTP": f"smtp://127.0.0.1:{port}",
        "FAULT_AT": fault_at,
    }


def _database_url() -> str:
    known = connection.settings_dict
    address = f"{quote(known['USER'])}@/{known['NAME']}?host={quote(known['HOST'], safe='')}"
    return f"postgresql://{address}&port={known['PORT']}"


@contextmanager
def command(*words: str, server: Server | None = None, fault_at: str = "") -> Iterator[Command]:
    """`kontor WORDS` inside the block; afterwards it is gone."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kontor.cli", *words],
        env=environment(server, fault_at),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)


def until(holds: Callable[[], bool]) -> None:
    """Waits until it holds; a failure if it does not in time."""
    late = time.monotonic() + LATE
    while not holds():
        assert time.monotonic() < late, "it did not come to be in time"
        time.sleep(0.05)


def minutes_pass(minutes: int = 10) -> None:
    """As if so much later: for the signs of life of workers, for mails in hand, for the plan."""
    ago = f"- interval '{minutes} minutes'"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat {ago}")
        cursor.execute(f"UPDATE procrastinate_jobs SET scheduled_at = scheduled_at {ago}")
        cursor.execute(f"UPDATE kontor_outboxmail SET claimed_at = claimed_at {ago}")
        cursor.execute(
            "UPDATE procrastinate_periodic_defers SET defer_timestamp = defer_timestamp - %s",
            [minutes * 60],
        )
