"""What can keep the embedded database from running, each with the sentence that helps."""

from pathlib import Path

from kontor.foundation.refusal import Refusal
from kontor.foundation.sentence import S


class EmbeddedError(Refusal):
    """The embedded database cannot be used; the sentence says why and what to do."""


class NoPrograms(EmbeddedError):
    """There is no PostgreSQL on this machine that could be started."""

    def __init__(self) -> None:
        super().__init__(
            S(
                "No PostgreSQL was found. Set DATABASE_URL to a PostgreSQL server, or install "
                "PostgreSQL 15 or newer, or set PG_BINDIR to the folder with its programs."
            )
        )


class ProgramsDoNotRun(EmbeddedError):
    """The programs are there, but cannot be run, or not by the account that has to run them."""

    def __init__(self, folder: Path, account: str) -> None:
        self.folder = folder
        super().__init__(
            S(
                "The PostgreSQL programs in {folder} cannot be run by the user {account}. Install "
                "PostgreSQL where every user can reach it, or set DATABASE_URL to a server.",
                folder=str(folder),
                account=account,
            )
        )


class TooOld(EmbeddedError):
    """The programs that were found are older than what Kontor needs."""

    def __init__(self, found: int, needed: int, folder: Path) -> None:
        self.found = found
        super().__init__(
            S(
                "The PostgreSQL in {folder} is version {found}; Kontor needs {needed} or newer. "
                "Install a newer one and set PG_BINDIR to its folder of programs.",
                folder=str(folder),
                found=str(found),
                needed=str(needed),
            )
        )


class OtherVersion(EmbeddedError):
    """The data folder was made by another major version, which this one cannot read."""

    def __init__(self, found: str, ours: int, folder: Path) -> None:
        self.found = found
        super().__init__(
            S(
                "The data in {folder} were made by PostgreSQL {found}, and the programs here are "
                "version {ours}. Nothing was changed. To go on as before, set PG_BINDIR to the "
                "programs of version {found}. To move the data: start Kontor that way, write them "
                "out with pg_dump, stop, put the folder aside, start with version {ours} and read "
                "them in with pg_restore.",
                folder=str(folder),
                found=found,
                ours=str(ours),
            )
        )


class OtherOwner(EmbeddedError):
    """The data folder belongs to another user of this machine."""

    def __init__(self, folder: Path, owner: str) -> None:
        super().__init__(
            S(
                "The folder {folder} belongs to the user {owner}. Run Kontor as that user or as "
                "root, or choose another data folder with KONTOR_HOME.",
                folder=str(folder),
                owner=owner,
            )
        )


class OutOfReach(EmbeddedError):
    """The data have come to lie where the account that runs the server cannot go."""

    def __init__(self, folder: Path, account: str) -> None:
        super().__init__(
            S(
                "The data in {folder} cannot be reached by the user {account}, as whom the "
                "database runs. Let that user through the folders above it (chmod o+x), or move "
                "the data folder to another place and set KONTOR_HOME.",
                folder=str(folder),
                account=account,
            )
        )


class IsACopy(EmbeddedError):
    """The data folder was copied, but its database lies elsewhere and serves the original."""

    def __init__(self, home: Path, original: str, cluster: str, place: Path) -> None:
        super().__init__(
            S(
                "The data folder {home} is a copy of {original}, whose database lies in {cluster}. "
                "Delete {place} to begin here with an empty database.",
                home=str(home),
                original=original,
                cluster=cluster,
                place=str(place),
            )
        )


class Gone(EmbeddedError):
    """The database lay outside the data folder, and is no longer there."""

    def __init__(self, home: Path, cluster: Path, place: Path) -> None:
        super().__init__(
            S(
                "The database of {home} lay in {cluster}, which is gone. Put it back, or delete "
                "{place} to begin with an empty database.",
                home=str(home),
                cluster=str(cluster),
                place=str(place),
            )
        )


class HeldElsewhere(EmbeddedError):
    """A server that we cannot reach holds the data: in another container, or not answering."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            S(
                "Another process holds the database in {folder} and does not answer here. Stop the "
                "Kontor that uses it (it may run in another container), then try again.",
                folder=str(folder),
            )
        )


class DidNotStart(EmbeddedError):
    """A PostgreSQL program ended with an error."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            S(
                "The database in {folder} did not start. It says: {reason}",
                folder=str(folder),
                reason=reason,
            )
        )


class DidNotStop(EmbeddedError):
    """The server was asked to stop and did not."""

    def __init__(self, folder: Path, pid: int) -> None:
        super().__init__(
            S(
                "The database in {folder} does not stop. End its process {pid}, then try again.",
                folder=str(folder),
                pid=str(pid),
            )
        )
