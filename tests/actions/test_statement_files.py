"""Every statement file that can be read can be kept, and keeping it again keeps nothing new."""

import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from kontor.actions.take_in_statement import book_held, take_in
from kontor.formats.statement import Unreadable
from kontor.formats.statement_reader import read
from kontor.people.models import Person
from kontor.receivables.bank_models import BankEntry
from tests.builders.bank import LATER
from tests.cast import cast

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parents[1] / "formats" / "statements" / "files"


def readable() -> list[bytes]:
    found = []
    for path in sorted(FILES.glob("*.xml")) + sorted(FILES.glob("*.sta")):
        data = path.read_bytes()
        with suppress(Unreadable):
            read(data, path.name)
            found.append(data)
    return found


def zipped(files: Sequence[bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number, data in enumerate(files):
            archive.writestr(f"{number:03}", data)
    return target.getvalue()


def kept(accountant: Person, files: Sequence[bytes]) -> set[tuple[str, str]]:
    """Take the files in, in spite of what is doubtful about them; what the accounts have then."""
    taken = take_in(accountant, "all.zip", zipped(files), LATER)
    if taken.file.state == "held":
        book_held(accountant, taken.file.pk, "They are ours.", LATER)
    return set(BankEntry.objects.values_list("account__iban", "key"))


def test_every_file_can_be_kept_and_nothing_twice() -> None:
    accountant = cast().accountant
    files = readable()
    first = kept(accountant, files)
    assert len(first) > len(files) / 2
    assert kept(accountant, files[::-1]) == first
