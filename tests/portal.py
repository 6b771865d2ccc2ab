"""The whole demo as a newcomer starts it: `kontor demo` in a folder of its own, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kontor.foundation import embedded

READY_WITHIN_SECONDS = 120
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Portal:
    """A running demo: where it listens, where its data lie, and its process."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """SIGKILL to the command and everything it started, database included."""
        for pid in (*_children(self.process.pid), self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=10)


@contextmanager
def portal(home: Path) -> Iterator[Portal]:
    """Start the demo on the data in `home` and stop it at the end."""
    port = free_port()
    environment = {**os.environ, "KONTOR_HOME": str(home), "KONTOR_PORT": str(port)}
    for name in ("DATABASE_URL", "KONTOR_URL", "KONTOR_SMTP", "KONTOR_DEMO"):
        environment.pop(name, None)
    process = subprocess.Popen([sys.executable, "-m", "kontor.cli", "demo"], env=environment)
    running = Portal(f"http://127.0.0.1:{port}", home, process)
    try:
        _wait_until_ready(running)
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


@contextmanager
def throw_away_home() -> Iterator[Path]:
    """A data folder that is gone afterwards, its server stopped."""
    with embedded.throw_away_home() as home:
        yield home


def beside(home: Path, *command: str) -> str:
    """A command on the data in `home`, beside the running demo; its last line."""
    environment = {**os.environ, "KONTOR_HOME": str(home), "KONTOR_DEMO": "1"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, *command],
        env={**environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]  # the log goes to standard output too


def _wait_until_ready(running: Portal) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if running.process.poll() is not None:
            message = f"the demo ended with status {running.process.returncode}"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(running.url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    message = "the demo did not answer in time"
    raise RuntimeError(message)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [*_children(int(child)), int(child)]
    return found
