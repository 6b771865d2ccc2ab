"""Data folders for the tests of the embedded server."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kontor.foundation import embedded
from tests.foundation.embedded.people import copied


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any account can reach and write, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="kontor-test-"))
    made.chmod(0o777)
    yield made
    for notes in made.rglob("database"):
        embedded.stop(notes.parent)
        shutil.rmtree(embedded.address(notes.parent).socket_dir)
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A data folder whose cluster is made and not running, to be copied: making takes a second."""
    with embedded.throw_away_home() as home:
        embedded.ensure_running(home)
        embedded.stop(home)
        yield home


@pytest.fixture
def home(folder: Path, made_once: Path) -> Path:
    """A data folder with a cluster that has never run."""
    return copied(made_once, folder / "home")


@pytest.fixture
def fresh(folder: Path) -> Path:
    """A data folder that does not exist yet."""
    return folder / "fresh"
