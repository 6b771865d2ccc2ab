"""The account that runs the server. PostgreSQL refuses to run as root, so root hands it down."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

SEARCH = 0o1
READ_AND_SEARCH = 0o5


@dataclass(frozen=True)
class Account:
    """A user of this machine, with the primary group."""

    uid: int
    gid: int

    @property
    def name(self) -> str:
        return name_of(self.uid)

    def run(
        self, command: list[str | Path], *, text: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs a program to its end as this account, with `text` as its input."""
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            input=text,
            cwd="/",
            env=clean_environment(**environment),
            user=self.uid if os.geteuid() == 0 else None,
            group=self.gid if os.geteuid() == 0 else None,
            extra_groups=[] if os.geteuid() == 0 else None,
        )

    def own(self, path: Path) -> None:
        """Makes a folder private to this account."""
        path.chmod(0o700)
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path, bits: int = SEARCH) -> bool:
        """Whether this account may go through all folders above, and use `path` as `bits` say."""
        above = all(self._may(folder, SEARCH) for folder in path.parents)
        return above and self._may(path, bits)

    def _may(self, path: Path, bits: int) -> bool:
        status = path.stat()
        if self.uid == status.st_uid:
            return (status.st_mode >> 6) & bits == bits
        if self.gid == status.st_gid:
            return (status.st_mode >> 3) & bits == bits
        return status.st_mode & bits == bits


def account_for(data: Path) -> Account:
    """Who runs the server over `data`: ourselves; under root the owner of the data, or nobody."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    owner = data.stat().st_uid if data.exists() else 0
    entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def private_file(path: Path) -> TextIO:
    """The file opened to append; nobody else may read it, nor hold a lock on it."""
    return os.fdopen(os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600), "a")


def clean_environment(**more: str) -> dict[str, str]:
    """No PG… variable may bend the server, and no secret of ours belongs into its environment."""
    kept = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | more
