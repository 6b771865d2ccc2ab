"""What every command needs around it: settings or a sentence, and a database that runs."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext


class Trouble(Exception):
    """Something the operator must mend; the message says what and how."""


def set_up_django(**environment: str) -> None:
    """Load settings and models; a wrong setting ends the command with its sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontor.settings")
    os.environ.update(environment)
    # Both read the environment that was just set, so they cannot be loaded earlier.
    import django

    from kontor.foundation.embedded import EmbeddedError
    from kontor.foundation.settings_trouble import WrongSetting

    try:
        django.setup()
    except (WrongSetting, EmbeddedError) as wrong:
        raise Trouble(str(wrong)) from wrong
    from django.utils import translation

    translation.activate("en")  # commands speak English; pages and mails choose for themselves


def refuse_taken_port(port: int) -> None:
    """Raise Trouble where somebody listens on the port already; two would share its visitors."""
    if answers(port):
        raise Trouble(f"port {port} is taken. Set KONTOR_PORT to a free one, or end what uses it.")


def answers(port: int) -> bool:
    """Whether somebody listens on the port of this machine."""
    with socket.socket() as door:
        door.settimeout(2)
        return door.connect_ex(("127.0.0.1", port)) == 0


def end_with_parent() -> None:
    """End this process when its parent is gone and so closes our standard input."""

    def wait() -> None:
        # Not through sys.stdin: its lock would be held in every process forked from here.
        os.read(0, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def database() -> Iterator[None]:
    """Hold the embedded PostgreSQL up inside the block, unless DATABASE_URL names a server."""
    from django.conf import settings
    from django.db import OperationalError, ProgrammingError
    from psycopg.errors import UndefinedColumn, UndefinedTable

    from kontor.foundation import embedded

    kept = embedded.running(settings.KONTOR_HOME) if settings.EMBEDDED else nullcontext()
    try:
        with kept:
            yield
    except embedded.EmbeddedError as wrong:
        raise Trouble(str(wrong)) from wrong
    except OperationalError as wrong:
        raise Trouble(f"the database does not answer: {wrong}") from wrong
    except ProgrammingError as wrong:
        if not isinstance(wrong.__cause__, UndefinedColumn | UndefinedTable):
            raise
        message = "the database is not at this version yet. Run: kontor migrate"
        raise Trouble(message) from wrong


@contextmanager
def throw_away() -> Iterator[None]:
    """A data folder and an embedded database of their own, both gone afterwards."""
    from kontor.foundation import embedded

    try:
        with embedded.throw_away_home() as home:
            embedded.ensure_running(home, durable=False)
            for name in ("DATABASE_URL", "KONTOR_DOCUMENTS"):
                os.environ.pop(name, None)
            set_up_django(KONTOR_HOME=str(home), KONTOR_DEMO="0")
            from django.core.management import call_command
            from django.db import connections

            call_command("migrate", verbosity=0, skip_checks=True)
            try:
                yield
            finally:
                connections.close_all()
    except embedded.EmbeddedError as wrong:
        raise Trouble(str(wrong)) from wrong
