"""`kontor demo`: everything in one command — database, mailbox, worker, portal, people.

A second start keeps the data and takes seconds. Ctrl-C ends all of it.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from kontor.cli.frame import Trouble, database, set_up_django


def run(words: list[str]) -> int:
    if words:
        message = "demo takes no options; KONTOR_PORT and KONTOR_HOME move it."
        raise Trouble(message)
    set_up_django(KONTOR_DEMO="1")
    from django.conf import settings
    from django.core.management import call_command

    from kontor.cli.demo_data import seed
    from kontor.cli.mailbox import mailbox
    from kontor.foundation import clock

    with ExitStack() as stack:
        stack.enter_context(database())
        call_command("migrate", verbosity=0)
        seed(clock.now())
        port = stack.enter_context(mailbox(settings.MAILBOX))
        os.environ["KONTOR_SMTP"] = f"smtp://127.0.0.1:{port}"
        children = [stack.enter_context(_child(command)) for command in ("worker", "serve")]
        print(f"Kontor is ready: {settings.KONTOR_URL} (Ctrl-C ends it)", flush=True)
        return _wait(children)


@contextmanager
def _child(command: str) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen([sys.executable, "-m", "kontor.cli", command])
    try:
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait(children: list[subprocess.Popen[bytes]]) -> int:
    """Until Ctrl-C or SIGTERM; a child that ends by itself ends the demo with its status."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        while True:
            for child in children:
                status = child.poll()
                if status is not None:
                    return status or 1
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0


def _interrupt(signum: int, frame: object) -> None:  # noqa: ARG001  # a signal handler's shape
    raise KeyboardInterrupt
