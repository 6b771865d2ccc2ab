"""A ZIP whose bytes follow from its files alone, with SHA256SUMS over all of them. Pure."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

SUMS: Final = "SHA256SUMS"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16
_UNIX: Final = 3

Write = Callable[[str], None]


class Archive:
    """Files are added one after the other; `finish` writes their hashes and ends it.

    Nothing is compressed: the bytes then hang on no version of a compression library.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = ZipFile(target, "w", ZIP_STORED)
        self._sums: list[str] = []

    def add(self, path: str, data: bytes) -> None:
        """A file with its bytes."""
        self._zip.writestr(_entry(path), data)
        self._note(path, hashlib.sha256(data).hexdigest())

    @contextmanager
    def text(self, path: str) -> Iterator[Write]:
        """A file whose text is written piece by piece, in UTF-8; nothing else meanwhile."""
        digest = hashlib.sha256()
        with self._zip.open(_entry(path), "w", force_zip64=True) as file:

            def write(text: str) -> None:
                data = text.encode()
                digest.update(data)
                file.write(data)

            yield write
        self._note(path, digest.hexdigest())

    def finish(self) -> None:
        """Write SHA256SUMS, as `sha256sum -c` reads it, and end the ZIP."""
        self._zip.writestr(_entry(SUMS), "".join(self._sums))
        self._zip.close()

    def close(self) -> None:
        """Give the ZIP up where it could not be finished; nothing after `finish`."""
        self._zip.close()

    def _note(self, path: str, sha256: str) -> None:
        self._sums.append(f"{sha256}  {path}\n")


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, _NO_TIME)
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    return entry
