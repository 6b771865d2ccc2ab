"""Where an embedded server keeps its data, programs and socket when the usual place will not do."""

import shutil
from pathlib import Path

import pytest

from kontor.foundation import embedded
from kontor.foundation.embedded import place, programs
from tests.foundation.embedded import people
from tests.foundation.embedded.people import copied, fails_to_start, memory, only_root, remember

pytestmark = pytest.mark.faults


@only_root
def test_root_in_a_private_folder_keeps_data_and_programs_where_the_server_can_reach_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private, shared = folder / "private", folder / "shared"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(place, "SHARED_STATE", shared)
    put_the_wheel_into(private / "packages", monkeypatch)
    home = private / "checkout" / "var"
    with embedded.running(home):
        remember(home, "kept")
    with embedded.running(home) as where:
        assert where.socket_dir.is_relative_to(shared)
        assert memory(home) == ["kept"]
        assert [path.name for path in shared.glob("*/programs-*")]
    assert shared.stat().st_mode & 0o777 == 0o755


def put_the_wheel_into(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged PostgreSQL as seen from a .venv in a private folder."""
    bin_folder = programs.in_wheel()
    assert bin_folder is not None
    package = bin_folder.parent.parent
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.with_name(name), packages / name)
    monkeypatch.syspath_prepend(packages)


@only_root
def test_a_data_folder_with_its_database_elsewhere_can_be_moved_but_not_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = folder / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(place, "SHARED_STATE", folder / "shared")
    with embedded.running(private / "var"):
        remember(private / "var", "kept")
    shutil.copytree(private / "var", private / "copy")
    assert "is a copy of" in fails_to_start(private / "copy")
    shutil.rmtree(private / "copy")
    (private / "var").rename(private / "moved")
    with embedded.running(private / "moved"):
        assert memory(private / "moved") == ["kept"]
    shutil.rmtree(folder / "shared")
    assert "which is gone" in fails_to_start(private / "moved")
    shutil.rmtree(private)


@only_root
def test_data_that_came_to_lie_in_a_private_folder_are_named_not_lost(home: Path) -> None:
    home.parent.chmod(0o700)
    assert "cannot be reached by the user nobody" in fails_to_start(home)
    home.parent.chmod(0o711)
    embedded.ensure_running(home)


@only_root
def test_data_of_another_user_are_named_and_left_alone(fresh: Path) -> None:
    people.leave(people.start(fresh, "nobody"))
    told = people.said_on_failing(people.start(fresh, "daemon"))
    assert "belongs to the user nobody" in told
    assert embedded.is_running(fresh)


@pytest.mark.parametrize("name", ["x" * 90, "a, b and c", 'with "quotes" and space'])
def test_a_path_too_long_or_too_odd_for_a_socket_is_no_hindrance(
    folder: Path, made_once: Path, name: str
) -> None:
    home = copied(made_once, folder / name / "var")
    embedded.ensure_running(home)
    remember(home, "kept")
    with embedded.running(home) as where:
        assert memory(home) == ["kept"]
        assert where.socket_dir.stat().st_mode & 0o777 == 0o700
        assert embedded.django_database(home)["HOST"] == str(where.socket_dir)


def test_a_socket_folder_that_was_swept_away_is_made_anew(folder: Path, made_once: Path) -> None:
    home = copied(made_once, folder / ("x" * 90))
    first = embedded.ensure_running(home).socket_dir
    remember(home, "kept")
    shutil.rmtree(first)
    second = embedded.ensure_running(home).socket_dir
    assert second != first
    assert memory(home) == ["kept"]
    embedded.stop(home)
    second.chmod(0o777)  # as if another user had put a folder in its place
    third = embedded.ensure_running(home).socket_dir
    assert third not in {first, second}
    assert memory(home) == ["kept"]
    shutil.rmtree(second)
