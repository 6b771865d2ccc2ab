"""Files in a folder of the machine, each under its name in a folder of its first two letters."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kontor.foundation import crash_points


@dataclass(frozen=True)
class Folder:
    """Where files lie under `path`; whatever fails is an OSError."""

    path: Path

    def put(self, name: str, data: bytes) -> None:
        """Keep the bytes durably under the name; a file that is there stays as it is.

        Temp file, fsync, rename, fsync of the folder: a crash never leaves half a file under
        the final name.
        """
        path = self._path(name)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part_name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as part:
                part.write(data)
                part.flush()
                os.fsync(part.fileno())
            crash_points.here("P3")
            Path(part_name).replace(path)
        except OSError:
            Path(part_name).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def get(self, name: str) -> bytes:
        """The bytes; FileNotFoundError where nothing has the name."""
        return self._path(name).read_bytes()

    def remove(self, name: str) -> None:
        """Remove the file; nothing where it is gone already."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.path / name[:2] / name
