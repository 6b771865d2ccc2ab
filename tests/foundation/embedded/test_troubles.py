"""What keeps an embedded server from starting is said in a sentence that helps."""

from pathlib import Path

import pytest

from kontor.foundation.embedded import place
from tests.foundation.embedded.people import fails_to_start

pytestmark = pytest.mark.faults


def test_data_of_another_major_version_stop_the_start_with_words_how_to_move_them(
    home: Path,
) -> None:
    version = place.place_of(home).data / "PG_VERSION"
    version.write_text("13\n")
    told = fails_to_start(home)
    assert "made by PostgreSQL 13" in told
    assert "PG_BINDIR" in told
    assert "pg_dump" in told
    assert version.read_text() == "13\n"


def test_a_server_that_does_not_start_gives_its_own_reason(home: Path) -> None:
    (place.place_of(home).data / "postgresql.conf").write_text("nonsense = yes\n")
    assert "nonsense" in fails_to_start(home)


def test_a_data_folder_that_cannot_be_made_is_a_sentence(folder: Path) -> None:
    (folder / "file").touch()
    assert "did not start" in fails_to_start(folder / "file" / "var")


def test_programs_that_are_not_there_are_a_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BINDIR", "/nowhere")
    assert "Set DATABASE_URL to a PostgreSQL server, or install" in fails_to_start(home)
