"""A data folder for one run of the tests or one simulation, gone when it ends."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from kontor.foundation.embedded import server
from kontor.foundation.embedded.account import private_file
from kontor.foundation.embedded.place import place_of

PREFIX = "kontor-throw-away-"


@contextmanager
def throw_away_home() -> Iterator[Path]:
    """An empty data folder in the temporary folder; at the end its server is stopped and it goes.

    Start a server in it with `durable=False`. What a killed run has left behind is swept first.
    """
    temporary = Path(tempfile.gettempdir())
    for abandoned in temporary.glob(f"{PREFIX}*"):
        _sweep(abandoned)
    made = Path(tempfile.mkdtemp(prefix="kontor-new-"))
    with private_file(made / "in-use") as lock:
        flock(lock, LOCK_EX)
        if os.geteuid() == 0:
            made.chmod(0o711)  # the account that runs the server must get through
        # Only now does it bear the name that sweepers look for.
        home = made.rename(temporary / made.name.replace("kontor-new-", PREFIX))
        try:
            yield home
        finally:
            _remove(home)


def _sweep(home: Path) -> None:
    try:
        if home.lstat().st_uid != os.geteuid():
            return
        with private_file(home / "in-use") as lock:
            flock(lock, LOCK_EX | LOCK_NB)
            _remove(home)
    except (BlockingIOError, FileNotFoundError):
        pass  # in use, or swept by another at this moment


def _remove(home: Path) -> None:
    server.stop(home)
    where = place_of(home)
    for folder in (where.socket, where.cluster, home):
        shutil.rmtree(folder, ignore_errors=True)
