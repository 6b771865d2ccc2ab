"""The life of an embedded server: made, shared, taken over, thrown away; each one is real."""

import os
import pwd
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from kontor.foundation import embedded
from kontor.foundation.embedded import place, process
from tests.foundation.embedded import people
from tests.foundation.embedded.people import (
    ACCOUNTS,
    IS_ROOT,
    ask,
    connect,
    memory,
    remember,
)

pytestmark = pytest.mark.faults


def test_asking_for_the_address_starts_and_makes_nothing(fresh: Path) -> None:
    settings = embedded.django_database(fresh)
    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "kontor",
        "USER": "kontor",
        "HOST": str(fresh / "database" / "run"),
        "PORT": "5432",
    }
    assert not fresh.exists()
    assert not embedded.is_running(fresh)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_server_starts_keeps_its_data_over_a_stop_and_starts_again(
    fresh: Path, account: str
) -> None:
    people.leave(people.start(fresh, account))
    remember(fresh, "kept")
    embedded.stop(fresh)
    assert not embedded.is_running(fresh)
    people.leave(people.start(fresh, account))
    assert memory(fresh) == ["kept"]


def test_a_server_is_durable_private_and_speaks_one_utf_8(home: Path) -> None:
    embedded.ensure_running(home)
    settings = {
        str(name): value for name, value in ask(home, "SELECT name, setting FROM pg_settings")
    }
    wanted = {"fsync": "on", "data_checksums": "on", "listen_addresses": "", "TimeZone": "UTC"}
    assert wanted.items() <= settings.items()
    assert (
        ask(home, "SELECT lower('ÄÖÜЖΣ'), pg_encoding_to_char(encoding) FROM pg_database")
        == [("äöüжσ", "UTF8")] * 4
    )
    assert not ask(home, "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper")
    assert (embedded.address(home).socket_dir.stat().st_mode & 0o077) == 0


def test_the_account_that_serves_is_never_root(home: Path) -> None:
    where = embedded.ensure_running(home)
    owner = where.socket_dir.stat().st_uid
    assert pwd.getpwuid(owner).pw_name == ("nobody" if IS_ROOT else pwd.getpwuid(os.getuid())[0])


def test_the_extensions_that_search_needs_see_letters_beyond_ascii(home: Path) -> None:
    embedded.ensure_running(home)
    with connect(home) as connection:
        for extension in ("pg_trgm", "btree_gist", "unaccent", "citext"):
            connection.execute(f"CREATE EXTENSION {extension}")
        row = connection.execute(
            "SELECT cardinality(show_trgm('ü')), similarity('Жук', 'жук'), "
            "'Ä'::citext = 'ä', unaccent('é')"
        ).fetchone()
    assert row == (2, 1.0, True, "e")


def test_no_text_of_a_row_or_a_statement_reaches_the_log(home: Path) -> None:
    embedded.ensure_running(home)
    with connect(home) as connection:
        connection.execute("CREATE TABLE people (name text UNIQUE)")
        for _ in range(2):
            with suppress(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO people VALUES ('Anna Canary')")
    log = place.place_of(home).log.read_text()
    assert "duplicate key" in log
    assert "Canary" not in log


def test_four_starts_at_once_make_one_server(fresh: Path) -> None:
    starting = [people.start(fresh) for _ in range(4)]
    pids = {people.leave(somebody) for somebody in starting}
    assert pids == {str(people.server_of(fresh))}
    remember(fresh, "reached")


def test_the_last_one_out_stops_the_server(home: Path) -> None:
    first, second = people.be_inside(home), people.be_inside(home)
    people.leave(first)
    assert embedded.is_running(home)
    people.leave(second)
    assert not embedded.is_running(home)


def test_a_killed_user_leaves_the_server_running_and_the_next_takes_it_over(home: Path) -> None:
    killed = people.be_inside(home)
    before = people.server_of(home)
    killed.kill()
    killed.communicate()
    assert people.server_of(home) == before
    with embedded.running(home):
        assert people.server_of(home) == before
    assert not embedded.is_running(home)


def test_a_throw_away_home_goes_and_sweeps_what_a_killed_run_left_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))  # other runs sweep in the real one
    with embedded.throw_away_home() as in_use:
        embedded.ensure_running(in_use, durable=False)
        abandoned = in_use.with_name(f"{in_use.name}-abandoned")
        abandoned.mkdir(mode=0o711)
        abandoned.chmod(0o711)
        embedded.ensure_running(abandoned, durable=False)
        left = people.server_of(abandoned) or 0
        with embedded.throw_away_home():
            assert not abandoned.exists()
            assert embedded.is_running(in_use)
        assert not process.command_line(left)
    assert not in_use.exists()
