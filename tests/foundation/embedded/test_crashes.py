"""What survives when an embedded server is killed, and whom a stale pid file may not harm."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from kontor.foundation import embedded
from kontor.foundation.embedded import place, process, programs, trouble
from tests.foundation.embedded import people
from tests.foundation.embedded.people import (
    ACCOUNTS,
    IS_ROOT,
    ask,
    connect,
    copied,
    memory,
    remember,
)

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("account", ACCOUNTS)
def test_what_was_acknowledged_outlives_kill_9_of_the_parent_process(
    fresh: Path, account: str
) -> None:
    people.leave(people.start(fresh, account))
    with connect(fresh):  # an open connection keeps a process of the dead server alive
        remember(fresh, "acknowledged")
        os.kill(people.server_of(fresh) or 0, signal.SIGKILL)
        people.leave(people.start(fresh, account))
    assert memory(fresh) == ["acknowledged"]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_what_was_acknowledged_outlives_kill_9_of_everything(fresh: Path, account: str) -> None:
    users = [people.be_inside(fresh, account) for _ in range(2)]
    remember(fresh, "acknowledged")
    kill_everything(fresh)
    for user in users:
        user.kill()
        user.communicate()
    people.leave(people.start(fresh, account))
    assert memory(fresh) == ["acknowledged"]


def kill_everything(home: Path) -> None:
    """As when the power goes: the server and all its processes, with no chance to tidy up."""
    pids = [pid for (pid,) in ask(home, "SELECT pid FROM pg_stat_activity", user="postgres")]
    for pid in (people.server_of(home), *pids):
        with suppress(ProcessLookupError):  # the connection that asked has ended by itself
            os.kill(int(str(pid)), signal.SIGKILL)


def test_a_pid_file_that_names_a_living_stranger_neither_stops_the_start_nor_harms_it(
    home: Path,
) -> None:
    embedded.ensure_running(home)
    remember(home, "kept")
    where = place.place_of(home)
    kill_everything(home)
    uid = where.data.stat().st_uid if IS_ROOT else None
    with subprocess.Popen(["/bin/sleep", "60"], user=uid) as stranger:
        for file in (where.data / "postmaster.pid", where.socket / ".s.PGSQL.5432.lock"):
            lines = file.read_text().splitlines()
            file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        embedded.stop(home)
        embedded.ensure_running(home)
        assert memory(home) == ["kept"]
        embedded.stop(home)
        assert stranger.poll() is None
        stranger.kill()


def test_another_server_over_other_data_is_not_taken_for_ours(
    folder: Path, made_once: Path
) -> None:
    ours, theirs = (copied(made_once, folder / name) for name in ("ours", "theirs"))
    embedded.ensure_running(theirs)
    their_pid_file = place.place_of(theirs).data / "postmaster.pid"
    our_pid_file = place.place_of(ours).data / "postmaster.pid"
    shutil.copy(their_pid_file, our_pid_file)
    shutil.chown(our_pid_file, our_pid_file.parent.stat().st_uid)
    embedded.stop(ours)
    assert embedded.is_running(theirs)
    embedded.ensure_running(ours)
    assert people.server_of(ours) != people.server_of(theirs)


def test_a_start_that_was_killed_while_it_made_the_cluster_is_made_good(fresh: Path) -> None:
    half_made = fresh / "database" / "data.part"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    embedded.ensure_running(fresh)
    remember(fresh, "works")


def test_a_server_whose_starter_was_killed_before_it_was_ready_is_taken_over(home: Path) -> None:
    where = place.settled(home)
    found = programs.programs_for(where.account, where.cluster)
    launched = process.launch(where, found, durable=True)
    embedded.ensure_running(home)
    assert people.server_of(home) == launched


def test_data_held_by_a_process_that_cannot_be_seen_are_not_opened_twice(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded.ensure_running(home)
    monkeypatch.setattr(process, "RELEASE_SECONDS", 0.2)
    monkeypatch.setattr(process, "command_line", lambda _: "")  # as from another container
    with pytest.raises(trouble.HeldElsewhere):
        embedded.ensure_running(home)
