"""The server's process: found, launched, awaited, stopped. No process is touched unless it is ours.

Two things tell the truth where a pid file may lie: the server itself holds a lock (inherited by
all its processes, given back by the kernel), and a pid counts only if its command line is that of
a postgres over our data.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from kontor.foundation.embedded.account import clean_environment, private_file
from kontor.foundation.embedded.place import DATABASE, PORT, USER, Place
from kontor.foundation.embedded.programs import Programs
from kontor.foundation.embedded.trouble import DidNotStart, DidNotStop, HeldElsewhere

START_SECONDS = 120  # recovery after a crash reads the log again
STOP_SECONDS = 60
RELEASE_SECONDS = 30  # after kill -9 of the parent, its children end one by one
LOG_BYTES = 5_000_000
PID_LINE, STATUS_LINE = 0, 7

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # No row and no statement in the log: they hold names and addresses of people.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
THROWN_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def serving(place: Place) -> int | None:
    """The pid of the server over this place's data, if it runs."""
    pid = _pid_file(place)[PID_LINE]
    return int(pid) if pid.isdecimal() and _is_ours(place, int(pid)) else None


def is_cut_off(place: Place) -> bool:
    """Whether the server runs, but its socket was swept away: nobody will ever reach it again."""
    pid = serving(place)
    if pid is None or not _is_ready(place, pid):
        return False
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(os.fsencode(place.socket / f".s.PGSQL.{PORT}"))
        except OSError:
            return True
    return False


def survivor(place: Place) -> int | None:
    """The server that runs, or None once no process of an earlier one is left.

    Waits for the children of a server that was killed, and for one that has just been launched by
    somebody who was killed before it had written its pid.
    """
    with private_file(place.notes / "held") as lock:

        def is_free() -> bool:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                return False
            return True

        if not _within(RELEASE_SECONDS, lambda: serving(place) is not None or is_free()):
            raise HeldElsewhere(place.data)
        return serving(place)


def launch(place: Place, programs: Programs, *, durable: bool) -> int:
    """Starts the server in a session of its own and says its pid. The lock `held` is free."""
    for leftover in place.socket.glob(".s.PGSQL.*"):
        leftover.unlink()
    settings = SETTINGS | ({} if durable else THROWN_AWAY)
    settings["unix_socket_directories"] = '"{}"'.format(str(place.socket).replace('"', '""'))
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    # The shell goes at once, so that the server is nobody's child and leaves no zombie.
    shell = ["/bin/sh", "-c", '"$@" >&2 </dev/null & echo $!', "sh"]
    is_root = os.geteuid() == 0
    with private_file(place.notes / "held") as lock, private_file(_log(place)) as log:
        flock(lock, LOCK_EX | LOCK_NB)
        shell_done = subprocess.run(
            [*shell, programs["postgres"], "-D", place.data, *options],
            check=True,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd="/",
            # A pid file that outlived its server may name a living stranger. Told that the
            # stranger is its grandparent, postgres does not take it for another server.
            env=clean_environment(PG_GRANDPARENT_PID=_pid_file(place)[PID_LINE]),
            pass_fds=(lock.fileno(),),
            start_new_session=True,
            user=place.account.uid if is_root else None,
            group=place.account.gid if is_root else None,
            extra_groups=[] if is_root else None,
        )
    return int(shell_done.stdout)


def wait_until_ready(place: Place, pid: int) -> None:
    """Waits until the server takes connections, as long as it lives."""

    def is_ready_or_dead() -> bool:
        return (_is_ready(place, pid) and _takes_connections(place)) or _has_ended(pid)

    if not _within(START_SECONDS, is_ready_or_dead) or _has_ended(pid):
        raise DidNotStart(place.data, _last_words(place))


def stop(place: Place) -> None:
    """Stops the server, if it runs: first in good order, then at once. Both keep all data."""
    pid = serving(place)
    if pid is None:
        return
    for how in (signal.SIGINT, signal.SIGQUIT):
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            return
        if _within(STOP_SECONDS, lambda: not _is_ours(place, pid)):
            return
    raise DidNotStop(place.data, pid)


def _within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _pid_file(place: Place) -> list[str]:
    """The eight lines of the server's pid file, empty where there is none yet."""
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        lines = []
    return [line.strip() for line in lines] + [""] * (STATUS_LINE + 1 - len(lines))


def _is_ready(place: Place, pid: int) -> bool:
    lines = _pid_file(place)
    return lines[PID_LINE] == str(pid) and lines[STATUS_LINE] == "ready"


def _takes_connections(place: Place) -> bool:
    """Not while it recovers, which it also does by itself when one of its processes was killed."""
    where = make_conninfo(host=str(place.socket), port=PORT, user=USER, dbname=DATABASE)
    return PGconn.ping(where.encode()) == Ping.OK


def _is_ours(place: Place, pid: int) -> bool:
    return command_line(pid).split(" -c ")[0].endswith(f"postgres -D {place.data}")


def _has_ended(pid: int) -> bool:
    """Whether the process is gone, or a zombie that nobody has buried yet."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False  # no such file system here; there is no zombie without its parent either
    return status.rpartition(")")[2].split()[0] == "Z"


def command_line(pid: int) -> str:
    """The command line of a living process; nothing for a dead one or a zombie.

    While a program is being loaded it is empty, too, for a moment.
    """
    if Path("/proc/self/cmdline").exists():
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return os.fsdecode(line).replace("\0", " ").strip()
    command = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


def _log(place: Place) -> Path:
    """The server's log, put aside when it has grown long."""
    if place.log.exists() and place.log.stat().st_size > LOG_BYTES:
        place.log.replace(place.log.with_suffix(".log.1"))
    return place.log


def _last_words(place: Place) -> str:
    with place.log.open("rb") as log:
        log.seek(max(0, place.log.stat().st_size - 600))
        return " ".join(log.read().decode(errors="replace").splitlines()[-3:])
