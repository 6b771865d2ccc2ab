"""The cluster on disk: made once, in one step, and never touched when another version made it."""

import shutil
from pathlib import Path

from kontor.foundation.embedded.account import Account
from kontor.foundation.embedded.place import DATABASE, USER, Place
from kontor.foundation.embedded.programs import Programs
from kontor.foundation.embedded.trouble import DidNotStart, OtherVersion

BUILTIN_LOCALES_SINCE = 17
# The application's own role is no superuser: it owns its database and may make others, for tests.
FIRST_STATEMENTS = (
    f"CREATE ROLE {USER} LOGIN CREATEDB;\n\nCREATE DATABASE {DATABASE} OWNER {USER};\n\n"
)
# pg_trgm tells letters from signs by LC_CTYPE: under C it would drop every ü and every Ж.
CHARACTER_TYPES = ("C.UTF-8", "en_US.UTF-8", "C")


def make_or_check(place: Place, programs: Programs, *, durable: bool) -> None:
    """Makes the cluster if there is none; refuses one of another major version."""
    if not place.data.exists():
        _make(place, programs, durable=durable)
    version = (place.data / "PG_VERSION").read_text().strip()
    if version != str(programs.major):
        raise OtherVersion(version, programs.major, place.data)


def _make(place: Place, programs: Programs, *, durable: bool) -> None:
    """Beside its final name, and moved there when whole: killed half-way, it is made anew."""
    part = place.cluster / "data.part"
    for character_type in CHARACTER_TYPES:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        place.account.own(part)
        done = place.account.run(initdb(programs, part, character_type, durable=durable))
        if done.returncode == 0:
            _first_statements(place, programs, part)
            part.replace(place.data)
            return
        if "invalid locale name" not in done.stderr:
            raise DidNotStart(place.data, done.stderr.strip())


def initdb(
    programs: Programs, data: Path, character_type: str, *, durable: bool
) -> list[str | Path]:
    """The command that makes a cluster: UTF-8, the same order on every machine, checksums."""
    if programs.major >= BUILTIN_LOCALES_SINCE:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        locale = ["--lc-collate=C"]
    return [
        programs["initdb"],
        *("-D", data, "-U", "postgres", "-E", "UTF8"),
        *locale,
        f"--lc-ctype={character_type}",
        "--data-checksums",
        *("--auth-local=trust", "--auth-host=reject", "--no-instructions"),
        *(() if durable else ("--no-sync",)),
    ]


def _first_statements(place: Place, programs: Programs, part: Path) -> None:
    account: Account = place.account
    command: list[str | Path] = [programs["postgres"], "--single", "-j", "-D", part]
    safely = ["-c", "exit_on_error=on", "-c", "log_min_messages=error"]
    done = account.run([*command, *safely, "postgres"], text=FIRST_STATEMENTS)
    if done.returncode:
        raise DidNotStart(place.data, done.stderr.strip())
