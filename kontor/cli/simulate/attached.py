"""Files that an order file names by a path beside it: proofs and bank statements."""

from dataclasses import dataclass
from pathlib import Path

from kontor.cli.simulate.shape import Reader
from kontor.foundation.sentence import S

LARGEST = 20_000_000


@dataclass(frozen=True)
class Attached:
    """A file's own name, without its folders, and its bytes."""

    name: str
    data: bytes


def read_file(part: Reader, key: str, folder: Path) -> Attached | None:
    """The file at the path under `key`, taken from `folder`; a fault where it cannot be read."""
    given = part.text(key, required=True)
    if not given or "\0" in given:
        return None
    path = folder / given
    try:
        if path.stat().st_size > LARGEST:
            part.fault(key, S("is larger than {most} bytes", most=LARGEST))
            return None
        return Attached(path.name, path.read_bytes())
    except OSError as wrong:
        reason = wrong.strerror or type(wrong).__name__
        part.fault(key, S("cannot be read: {reason}", reason=reason))
        return None
