"""Files as banks write them, each with what must be read from it beside it in NAME.json.

The files are of our own making after the shapes of real ones; `error` and `notes` are codes.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from kontor.formats.statement import Unreadable
from kontor.formats.statement_json import statements_json
from kontor.formats.statement_reader import read

FILES = Path(__file__).parent / "files"
NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".json")


def found_in(name: str) -> dict[str, Any]:
    """What is read from the file, as JSON."""
    try:
        file = read((FILES / name).read_bytes(), name)
    except Unreadable as unreadable:
        return {"error": str(unreadable.code)}
    return {
        "format": file.format,
        "notes": [str(note.code) for note in file.notes],
        "statements": statements_json(file),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_read_as_it_is_meant(name: str) -> None:
    assert found_in(name) == json.loads((FILES / f"{name}.json").read_text("utf-8"))


def test_nothing_lies_about_without_a_file_that_it_belongs_to() -> None:
    expected = {path.name for path in FILES.iterdir() if path.suffix == ".json"}
    assert expected == {f"{name}.json" for name in NAMES}
