"""Documents under their content's SHA-256: written once, complete or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from kontor.foundation import crash_points


class DamagedFile(Exception):
    """A stored file whose bytes no longer match its name."""


def store(data: bytes) -> str:
    """Keep the bytes durably and return their SHA-256; the same bytes are kept once.

    Temp file, fsync, rename, fsync of the folder: a crash never leaves half a file
    under the final name. Raises OSError when there is no room.
    """
    sha256 = hash_of(data)
    path = _path(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        crash_points.here("P3")
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    crash_points.here("P4")
    return sha256


def read(sha256: str) -> bytes:
    """The bytes kept under the hash. Raises FileNotFoundError or DamagedFile."""
    data = _path(sha256).read_bytes()
    if hash_of(data) != sha256:
        raise DamagedFile(sha256)
    return data


def hash_of(data: bytes) -> str:
    """The name under which `store` keeps the bytes: their SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def forget(sha256: str) -> None:
    """Remove the bytes that no row names any more; nothing where they are gone already."""
    _path(sha256).unlink(missing_ok=True)


def _path(sha256: str) -> Path:
    return Path(settings.DOCUMENTS) / sha256[:2] / sha256
