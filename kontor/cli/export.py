"""`kontor export`: the auditor's export of a period, as a ZIP."""

import argparse
import os
import tempfile
from datetime import date
from pathlib import Path

from kontor.cli.frame import Trouble, database, set_up_django


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="kontor export",
        description="All invoices issued in a period: index, documents, history, numbers, hashes.",
    )
    parser.add_argument("--from", dest="first", required=True, help="first day, as 2027-01-01")
    parser.add_argument("--to", dest="last", required=True, help="last day, as 2027-12-31")
    parser.add_argument("file", type=Path, help="where to write the ZIP; replaced if it is there")
    options = parser.parse_args(words)
    set_up_django()
    first, last = _day("--from", options.first), _day("--to", options.last)
    if last < first:
        raise Trouble("--to: the last day lies before the first.")
    with database():
        count = _write(first, last, options.file)
    invoices = "1 invoice" if count == 1 else f"{count} invoices"
    print(f"{options.file}: {invoices} issued from {first} to {last}")
    return 0


def _day(option: str, text: str) -> date:
    from kontor.foundation.days import parse_iso_day
    from kontor.foundation.refusal import Unreadable

    try:
        return parse_iso_day(text)
    except Unreadable as unreadable:
        raise Trouble(f"{option}: {unreadable}") from unreadable


def _write(first: date, last: date, file: Path) -> int:
    """Under another name first: what bears the name is whole."""
    from kontor.actions import export_documents
    from kontor.foundation import clock
    from kontor.foundation.files import DamagedFile

    part: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".part-", delete=False) as target:
            part = Path(target.name)
            count = export_documents.by_command(first, last, target, clock.now())
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
    except DamagedFile as damaged:
        message = f"the document {damaged} was changed in the store. Run: kontor check --data"
        raise Trouble(message) from damaged
    except OSError as trouble:
        raise Trouble(f"the export cannot be written: {trouble}") from trouble
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return count
