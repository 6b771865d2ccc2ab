"""`kontor import-statement`: files from the bank, taken in or, with --dry-run, only read."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kontor.cli.frame import Trouble, database, set_up_django
from kontor.formats.statement import Unreadable
from kontor.formats.statement_json import Json, statements_json
from kontor.formats.statement_reader import LARGEST, read
from kontor.receivables.statement_words import noted, unreadable

if TYPE_CHECKING:
    from kontor.actions.take_in_statement import Taken

DONE, HELD, NOT_READ = 0, 1, 2


def run(words: list[str]) -> int:
    """The exit status is 0 for all taken in, 1 if a file is held, 2 if one cannot be read."""
    parser = argparse.ArgumentParser(
        prog="kontor import-statement",
        description="Take in bank statements (camt.053, camt.054, MT940, or a ZIP of them)."
        " A file may be handed in again; nothing is booked twice.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="book nothing; print what each file holds as one line of JSON",
    )
    options = parser.parse_args(words)
    if options.dry_run:
        return max(_told(path) for path in options.files)
    set_up_django()
    with database():
        _refuse_without_cooperative()
        return max(_taken_in(path) for path in options.files)


def _refuse_without_cooperative() -> None:
    """Whose account a statement is of could not be told."""
    from kontor.cooperative.models import Cooperative

    if not Cooperative.objects.exists():
        raise Trouble("the cooperative's account is not known yet. Run: kontor cooperative FILE")


def _told(path: Path) -> int:
    found: dict[str, Json] = {"file": str(path), "ok": True, "error": None}
    try:
        file = read(_bytes_of(path), path.name)
    except Unreadable as reason:
        found |= {"ok": False, "error": str(unreadable(reason)), "notes": [], "statements": []}
    except Trouble as trouble:
        found |= {"ok": False, "error": str(trouble), "notes": [], "statements": []}
    else:
        found["notes"] = [str(noted(note)) for note in file.notes]
        found["statements"] = statements_json(file)
    line = json.dumps(found, ensure_ascii=False) + "\n"
    # Whatever the terminal speaks, JSON is UTF-8; what a name has else becomes \udc.., as in JSON.
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
    return DONE if found["ok"] else NOT_READ


def _taken_in(path: Path) -> int:
    from kontor.actions import take_in_statement
    from kontor.foundation import clock
    from kontor.foundation.refusal import Invalid

    try:
        taken = take_in_statement.take_in(None, path.name, _bytes_of(path), clock.now())
    except Invalid as invalid:
        fault = " ".join(str(each.sentence) for each in invalid.faults)
        sys.stderr.write(f"kontor: {path}: {fault}\n")
        return NOT_READ
    except Trouble as trouble:
        sys.stderr.write(f"kontor: {path}: {trouble}\n")
        return NOT_READ
    print(f"{path}: {_what_became(taken)}")
    return HELD if taken.file.state == "held" else DONE


def _bytes_of(path: Path) -> bytes:
    """No more than one byte beyond what is read at all."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as wrong:
        raise Trouble(f"The file cannot be opened: {wrong.strerror}.") from wrong


def _what_became(taken: "Taken") -> str:
    from django.conf import settings

    from kontor.foundation.kept_sentence import sentences_in

    lines = [f"  {sentence}" for sentence in sentences_in(taken.file.notes)]
    if taken.file.state == "held":
        again = "still held" if taken.again else "held"
        lines = [f"  {sentence}" for sentence in sentences_in(taken.file.doubts)] + lines
        lines.append(f"  An accountant decides at {settings.KONTOR_URL}/team/bank")
        return "\n".join([f"{again}; nothing of it is booked.", *lines])
    if taken.again:
        return "taken in before; nothing was changed."
    counted = f"taken in. New entries: {taken.new}; known before: {taken.known}."
    if waiting := taken.new - taken.settled:
        lines.append(f"  Waiting for an accountant at {settings.KONTOR_URL}/team/bank: {waiting}")
    return "\n".join([counted, *lines])
