"""A ZIP that follows from its files alone."""

import hashlib
import io
from zipfile import ZipFile

from kontor.foundation.archive import Archive


def made() -> bytes:
    target = io.BytesIO()
    archive = Archive(target)
    archive.add("a.pdf", b"%PDF")
    with archive.text("b.csv") as write:
        write("ä;")
        write("b\r\n")
    archive.finish()
    return target.getvalue()


def test_the_same_files_give_the_same_bytes() -> None:
    assert made() == made()


def test_every_file_has_its_hash() -> None:
    with ZipFile(io.BytesIO(made())) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.pdf", "b.csv", "SHA256SUMS"]
        assert archive.read("b.csv") == "ä;b\r\n".encode()
        sums = archive.read("SHA256SUMS").decode().splitlines()
        assert sums == [
            f"{hashlib.sha256(archive.read(name)).hexdigest()}  {name}"
            for name in ("a.pdf", "b.csv")
        ]
