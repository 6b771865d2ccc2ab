"""People who use an embedded server: in this process, and in others of their own.

Run as `python people.py ACCOUNT DO HOME`: drops from root to ACCOUNT (- for ourselves)
once all is imported, since that account may not reach this Python; then starts (`start`), stops
(`stop`) or is inside (`inside`, until its input ends) and prints what came of it.
"""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from kontor.foundation import embedded
from kontor.foundation.embedded import place, process

IS_ROOT = os.geteuid() == 0
ACCOUNTS = ("-", "nobody") if IS_ROOT else ("-",)
only_root = pytest.mark.skipif(not IS_ROOT, reason="only root hands the server down")


def copied(made_once: Path, home: Path) -> Path:
    data = home / "database" / "data"
    data.parent.mkdir(parents=True)
    shutil.copytree(made_once / "database" / "data", data)
    for path in (data, *data.rglob("*")):
        shutil.chown(path, (made_once / "database" / "data").stat().st_uid)
    return home


def connect(home: Path, user: str = "kontor") -> "psycopg.Connection[tuple[object, ...]]":
    where = embedded.address(home)
    return psycopg.connect(
        host=str(where.socket_dir), port=where.port, dbname=where.dbname, user=user, autocommit=True
    )


def ask(home: Path, question: str, user: str = "kontor") -> list[tuple[object, ...]]:
    with connect(home, user) as connection:
        return connection.execute(question).fetchall()


def remember(home: Path, word: str) -> None:
    with connect(home) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS memory (word text)")
        connection.execute("INSERT INTO memory VALUES (%s)", [word])


def memory(home: Path) -> list[object]:
    return [word for (word,) in ask(home, "SELECT word FROM memory ORDER BY word")]


def fails_to_start(home: Path) -> str:
    with pytest.raises(embedded.EmbeddedError) as caught:
        embedded.ensure_running(home)
    return caught.value.sentence.english()


def start(home: Path, account: str = "-") -> "subprocess.Popen[str]":
    """Somebody starts the server and goes; prints the pid of the server."""
    return _somebody(account, "start", home)


def be_inside(home: Path, account: str = "-") -> "subprocess.Popen[str]":
    """Somebody is inside `running(home)` when this returns, until killed or `leave`."""
    somebody = _somebody(account, "inside", home)
    assert somebody.stdout is not None
    assert somebody.stdout.readline().strip().isdecimal(), somebody.communicate()
    return somebody


def leave(somebody: "subprocess.Popen[str]") -> str:
    """Lets somebody finish and says what they said."""
    out, err = somebody.communicate(timeout=60)
    assert somebody.returncode == 0, err
    return out.strip()


def said_on_failing(somebody: "subprocess.Popen[str]") -> str:
    """The trouble that somebody met."""
    _, err = somebody.communicate(timeout=60)
    assert somebody.returncode == 1
    return err.strip()


def server_of(home: Path) -> int | None:
    """The pid of the server of `home`."""
    return process.serving(place.place_of(home))


def _somebody(account: str, what: str, home: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, __file__, account, what, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def main(account: str, what: str, home: Path) -> None:
    if account != "-":
        entry = pwd.getpwnam(account)
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
    try:
        if what == "start":
            embedded.ensure_running(home)
            print(server_of(home), flush=True)
        elif what == "stop":
            embedded.stop(home)
        else:
            with embedded.running(home):
                print(server_of(home), flush=True)
                sys.stdin.read()
    except embedded.EmbeddedError as trouble:
        sys.exit(str(trouble))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
