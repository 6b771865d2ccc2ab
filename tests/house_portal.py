"""A portal as a cooperative runs it, not the demo: web and worker, and a mail server that keeps."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from kontor.cli.demo_house import COOPERATIVE
from kontor.cli.frame import answers
from kontor.cli.mailbox import mailbox
from kontor.foundation.mailbox import ReceivedMail, heads, opened
from tests.portal import free_port

READY_WITHIN_SECONDS = 120


@dataclass(frozen=True)
class House:
    """Where it listens, and the commands of its operator."""

    url: str
    mails: Path
    environment: dict[str, str]

    def kontor(self, *words: str, **environment: str) -> None:
        """One command, to its end."""
        command = [sys.executable, "-m", "kontor.cli", *words]
        subprocess.run(command, env=self.environment | environment, check=True, timeout=120)

    def newest_mail(self, address: str, subject: str) -> ReceivedMail:
        """The mail to an address with such a subject; waits until it has come."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            for head in heads(self.mails, address):
                if subject in head.subject and (mail := opened(self.mails, head.name)):
                    return mail
            time.sleep(0.2)
        message = f"no mail to {address} with “{subject}”"
        raise AssertionError(message)


@contextmanager
def house_portal(home: Path) -> Iterator[House]:
    """Its database is new and its cooperative that of the demo; there are no people yet."""
    port, mails = free_port(), home / "mails"
    with ExitStack() as stack:
        smtp = stack.enter_context(_mail_server(mails))
        environment = {
            **{key: value for key, value in os.environ.items() if not _is_setting(key)},
            "KONTOR_HOME": str(home),
            "KONTOR_PORT": str(port),
            "KONTOR_SMTP": f"smtp://127.0.0.1:{smtp}",
            "KONTOR_VIES": "off",
        }
        house = House(f"http://127.0.0.1:{port}", mails, environment)
        house.kontor("migrate")
        house.kontor("cooperative", str(_cooperative(home)))
        for command in ("serve", "worker"):
            stack.enter_context(_running(command, environment))
        _wait_until_it_answers(port)
        yield house


@contextmanager
def _mail_server(folder: Path) -> Iterator[int]:
    """In a thread of its own: Playwright's loop runs in this one."""
    ports, stop = SimpleQueue[int](), Event()

    def serve() -> None:
        with mailbox(folder) as port:
            ports.put(port)
            stop.wait()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(serve)
        try:
            yield ports.get(timeout=READY_WITHIN_SECONDS)
        finally:
            stop.set()


def _is_setting(name: str) -> bool:
    return name.startswith("KONTOR_") or name == "DATABASE_URL"


def _cooperative(home: Path) -> Path:
    file = home / "cooperative.toml"
    file.write_text("\n".join(f'{name} = "{text}"' for name, text in COOPERATIVE.items()))
    return file


@contextmanager
def _running(command: str, environment: dict[str, str]) -> Iterator[None]:
    words = [sys.executable, "-m", "kontor.cli", command, "--with-parent"]
    process = subprocess.Popen(words, env=environment, stdin=subprocess.PIPE)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        finally:
            process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()


def _wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if answers(port):
            return
        time.sleep(0.2)
    message = "the portal did not answer in time"
    raise RuntimeError(message)
