"""Starts, adopts and stops the server of a data folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
from pathlib import Path

from kontor.foundation.embedded import cluster, process
from kontor.foundation.embedded.account import private_file
from kontor.foundation.embedded.place import (
    DATABASE,
    PORT,
    USER,
    Place,
    locked,
    notes_of,
    place_of,
    settled,
)
from kontor.foundation.embedded.programs import programs_for
from kontor.foundation.embedded.trouble import DidNotStart


@dataclass(frozen=True)
class DatabaseAddress:
    """Where to connect: the folder of the socket, and the number in the socket's name."""

    socket_dir: Path
    port: int = PORT
    dbname: str = DATABASE
    user: str = USER


def address(home: Path) -> DatabaseAddress:
    """Where the server of the data folder `home` listens, whether it runs or not."""
    return DatabaseAddress(place_of(home).socket)


def is_running(home: Path) -> bool:
    """Whether the server of `home` runs, started by whomever."""
    return notes_of(home).exists() and process.serving(place_of(home)) is not None


def ensure_running(home: Path, *, durable: bool = True) -> DatabaseAddress:
    """Starts the server of `home` unless it runs, and waits until it takes connections.

    The first start makes the cluster. Several callers at once make one server. `durable=False`
    is for data that are thrown away: nothing waits for the disk. Raises EmbeddedError.
    """
    notes = notes_of(home)
    with _told(notes), locked(notes):
        return _started(settled(home), durable=durable)


@contextmanager
def running(home: Path, *, durable: bool = True) -> Iterator[DatabaseAddress]:
    """The server of `home` runs while anybody is inside; the last one out stops it.

    Being inside is a shared lock, which the kernel takes away from a process that is killed.
    """
    notes = notes_of(home)
    with _told(notes), locked(notes):
        users = private_file(notes / "users")
    with users:
        with _told(notes), locked(notes):
            flock(users, LOCK_SH)
            where = _started(settled(home), durable=durable)
        try:
            yield where
        finally:
            with locked(notes):
                try:
                    flock(users, LOCK_EX | LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else is inside
                else:
                    process.stop(settled(home))


def stop(home: Path) -> None:
    """Stops the server of `home`; open work is rolled back, what was acknowledged is kept."""
    if notes_of(home).exists():
        with locked(notes_of(home)):
            process.stop(settled(home))


@contextmanager
def _told(notes: Path) -> Iterator[None]:
    """A full disk or a folder that cannot be written becomes a sentence."""
    try:
        yield
    except OSError as error:
        raise DidNotStart(notes, str(error)) from error


def _started(place: Place, *, durable: bool) -> DatabaseAddress:
    if process.is_cut_off(place):
        process.stop(place)
    pid = process.survivor(place)
    if pid is None:
        programs = programs_for(place.account, place.cluster)
        cluster.make_or_check(place, programs, durable=durable)
        pid = process.launch(place, programs, durable=durable)
    process.wait_until_ready(place, pid)
    return DatabaseAddress(place.socket)
