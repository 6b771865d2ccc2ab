"""Where the cluster of a data folder lies, and the folder of its socket.

Mostly both are below `HOME/database`. Two things force them elsewhere: the account that runs the
server cannot go there (root's checkout in a private folder), or the path is too long for a socket.
What was chosen then is written down in `HOME/database/place.json`.
"""

import json
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

from kontor.foundation.embedded.account import Account, account_for, name_of, private_file
from kontor.foundation.embedded.trouble import Gone, IsACopy, OtherOwner, OutOfReach

DATABASE = "kontor"
USER = "kontor"
PORT = 5432  # only a part of the socket's name: nothing listens on TCP
LONGEST = 100  # bytes; the shortest limit of a socket's path is 103 (macOS)
SHARED_STATE = Path("/var/lib/kontor")


@dataclass(frozen=True)
class Place:
    """`notes` lies in the data folder; `cluster` and `socket` mostly, too."""

    notes: Path
    cluster: Path
    socket: Path

    @property
    def data(self) -> Path:
        return self.cluster / "data"

    @property
    def log(self) -> Path:
        return self.cluster / "server.log"

    @property
    def account(self) -> Account:
        """Who runs the server."""
        return account_for(self.data)


def notes_of(home: Path) -> Path:
    return home.resolve() / "database"


@contextmanager
def locked(notes: Path) -> Iterator[None]:
    """One start or stop at a time. The kernel opens the lock when its holder dies."""
    with _owner_told():
        _make_folders(notes)
        file = private_file(notes / "lock")
    with file:
        flock(file, LOCK_EX)
        yield


@contextmanager
def _owner_told() -> Iterator[None]:
    """What this user may not touch becomes a sentence that names the owner."""
    try:
        yield
    except PermissionError as error:
        folder = Path(error.filename).parent
        raise OtherOwner(folder, name_of(folder.stat().st_uid)) from error


def _make_folders(notes: Path) -> None:
    """Whatever the umask: others may not look in, but root lets its server's account through."""
    for folder in (*reversed(notes.parents), notes):
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


@_owner_told()
def place_of(home: Path) -> Place:
    """Where the cluster of `home` lies or will lie. Makes folders only where it must note them."""
    notes = notes_of(home)
    simple = Place(notes, notes, notes / "run")
    if not (notes / "place.json").exists() and _suits(simple):
        return simple
    with locked(notes):
        return settled(home)


@_owner_told()
def settled(home: Path) -> Place:
    """The same with the lock held, all folders made, and what is special written down."""
    notes = notes_of(home)
    noted = _noted(notes)
    same_home = noted.get("home") == str(notes)
    cluster = _cluster(notes, noted.get("cluster"), noted.get("home"))
    account = account_for(cluster / "data")
    _check_owner(cluster / "data")
    socket = _socket(cluster, Path(noted["socket"]) if same_home and "socket" in noted else None)
    account.own(socket)
    if (cluster, socket) != (notes, notes / "run"):
        _note(notes, {"home": str(notes), "cluster": str(cluster), "socket": str(socket)})
    return Place(notes, cluster, socket)


def _suits(place: Place) -> bool:
    existing = next(folder for folder in (place.notes, *place.notes.parents) if folder.exists())
    return _fits(place.socket) and account_for(place.data).reaches(existing)


def _fits(socket: Path) -> bool:
    """Short enough, and without the comma, which parts several hosts in a connection string."""
    path = socket / f".s.PGSQL.{PORT}"
    return len(os.fsencode(path)) <= LONGEST and "," not in str(path)


def _noted(notes: Path) -> dict[str, str]:
    file = notes / "place.json"
    return dict(json.loads(file.read_text())) if file.exists() else {}


def _note(notes: Path, content: dict[str, str]) -> None:
    part = notes / "place.json.part"
    part.write_text(json.dumps(content, indent=1))
    part.replace(notes / "place.json")


def _cluster(notes: Path, noted: str | None, noted_home: str | None) -> Path:
    """The folder that holds data and log."""
    if noted and noted != noted_home:
        return _claimed(notes, Path(noted))
    account = account_for(notes / "data")
    if account.reaches(notes):
        return notes
    if (notes / "data").exists():
        raise OutOfReach(notes / "data", account.name)
    elsewhere = SHARED_STATE / f"{notes.parent.parent.name}-{secrets.token_hex(4)}"
    elsewhere.mkdir(parents=True)
    for folder in (SHARED_STATE, elsewhere):
        folder.chmod(0o755)
    (elsewhere / "home").write_text(str(notes))
    return elsewhere


def _claimed(notes: Path, cluster: Path) -> Path:
    """A cluster elsewhere serves one data folder. It follows a moved one, but not a copy."""
    owner = cluster / "home"
    if not owner.exists():
        raise Gone(notes.parent, cluster, notes / "place.json")
    original = Path(owner.read_text())
    if original != notes:
        if original.exists() and _noted(original).get("cluster") == str(cluster):
            raise IsACopy(notes.parent, str(original.parent), str(cluster), notes / "place.json")
        owner.write_text(str(notes))
    return cluster


def _check_owner(data: Path) -> None:
    if data.exists():
        owner = data.stat().st_uid
        if os.geteuid() not in {0, owner}:
            raise OtherOwner(data, name_of(owner))


def _socket(cluster: Path, noted: Path | None) -> Path:
    """A folder that only the server's account can enter, with a short path."""
    beside = cluster / "run"
    if _fits(beside):
        beside.mkdir(exist_ok=True)
        return beside
    account = account_for(cluster / "data")
    if noted and _is_private(noted, account):
        return noted
    for parent in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 — mkdtemp is safe there
        if account.reaches(parent) and _fits(parent / "kontor-12345678"):
            return Path(tempfile.mkdtemp(prefix="kontor-", dir=parent))
    raise OutOfReach(Path(tempfile.gettempdir()), account.name)


def _is_private(folder: Path, account: Account) -> bool:
    """Temporary folders are swept, and others may then put theirs in the same place."""
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return False
    is_ours = status.st_uid == account.uid and status.st_mode & 0o077 == 0
    return stat.S_ISDIR(status.st_mode) and is_ours
