"""Documents under their content's SHA-256: written once, complete or not at all.

KONTOR_DOCUMENTS says where they lie, in a folder or in an S3 store. Whatever keeps a file from
being written or read is an OSError.
"""

import hashlib
from pathlib import Path

from django.conf import settings

from kontor.foundation import crash_points
from kontor.foundation.file_bucket import Bucket
from kontor.foundation.file_folder import Folder


class DamagedFile(Exception):
    """A stored file whose bytes no longer match its name."""


def store(data: bytes) -> str:
    """Keep the bytes durably and return their SHA-256; the same bytes are kept once.

    A crash never leaves half a file under the final name. Raises OSError when there is no room,
    or the store does not answer.
    """
    sha256 = hash_of(data)
    _place().put(sha256, data)
    crash_points.here("P4")
    return sha256


def read(sha256: str) -> bytes:
    """The bytes kept under the hash. Raises FileNotFoundError, another OSError or DamagedFile."""
    data = _place().get(sha256)
    if hash_of(data) != sha256:
        raise DamagedFile(sha256)
    return data


def hash_of(data: bytes) -> str:
    """The name under which `store` keeps the bytes: their SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def forget(sha256: str) -> None:
    """Remove the bytes that no row names any more; nothing where they are gone already."""
    _place().remove(sha256)


def try_out() -> None:
    """Write, read and remove a file of no meaning. Raises as `store` and `read` do."""
    sha256 = store(b"kontor check")
    read(sha256)
    forget(sha256)


def _place() -> Folder | Bucket:
    where: Path | Bucket = settings.DOCUMENTS
    return where if isinstance(where, Bucket) else Folder(where)
