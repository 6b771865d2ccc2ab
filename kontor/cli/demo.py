"""`kontor demo`: everything in one command — database, mailbox, worker, portal, people.

A second start keeps the data and takes seconds. Ctrl-C ends all of it.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event

from kontor.cli.frame import Trouble, answers, database, refuse_taken_port, set_up_django


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

    refuse_taken_port(settings.KONTOR_PORT)
    with _stop_signal() as stop, ExitStack() as stack:
        stack.enter_context(database())
        call_command("migrate", verbosity=0)
        seed(clock.now())
        port = stack.enter_context(mailbox(settings.MAILBOX))
        os.environ["KONTOR_SMTP"] = f"smtp://127.0.0.1:{port}"
        children = [stack.enter_context(_child(command)) for command in ("worker", "serve")]
        return _watch(children, stop, settings.KONTOR_PORT, settings.KONTOR_URL)


@contextmanager
def _stop_signal() -> Iterator[Event]:
    """An event that Ctrl-C and SIGTERM set. A second Ctrl-C does not break the tidying up."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    yield stop


@contextmanager
def _child(command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs inside the block, and ends too when this process is killed."""
    # A session of its own: Ctrl-C reaches it once, from here. Told twice, the web process and its
    # worker can wait for each other for ever.
    child = subprocess.Popen(
        [sys.executable, "-m", "kontor.cli", command, "--with-parent"],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _watch(children: list[subprocess.Popen[bytes]], stop: Event, port: int, url: str) -> int:
    """Say when the portal answers, then wait; a child that ends by itself ends the demo."""
    told = False
    while not stop.wait(0.2):
        ended = [child.returncode for child in children if child.poll() is not None]
        if ended:
            return ended[0] or 1
        if not told and answers(port):
            print(f"Kontor is ready: {url} (Ctrl-C ends it)", flush=True)
            told = True
    return 0
