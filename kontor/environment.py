"""What is read from the environment. A wrong setting stops the start with a sentence.

ENVIRONMENT lists every variable with its meaning; `kontor check` prints it.
"""

import re
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

import environ

from kontor.foundation.crash_points import POINTS
from kontor.foundation.file_bucket import Bucket
from kontor.foundation.settings_trouble import WrongSetting

ENVIRONMENT: Final = {
    "KONTOR_HOME": "folder for the database, the documents and the secret key (default ./var)",
    "KONTOR_DOCUMENTS": "where documents lie: a folder (default KONTOR_HOME/documents) or s3://BUCKET[/PREFIX]",
    "KONTOR_S3_ENDPOINT": "address of the S3 store (default Amazon's)",
    "KONTOR_S3_REGION": "region of the S3 store (default us-east-1)",
    "KONTOR_S3_KEY": "access key of the S3 store (default what boto3 finds: the machine's role …)",
    "KONTOR_S3_SECRET": "secret that belongs to KONTOR_S3_KEY",
    "KONTOR_PORT": "port the portal listens on (default 8000)",
    "KONTOR_URL": "address people reach the portal at, used in mails (default http://127.0.0.1:PORT)",
    "KONTOR_PROXIES": "how many proxies stand in front; without one: 0, the default",
    "KONTOR_SECRET_KEY": "secret for sessions and links (default: made once, kept in KONTOR_HOME)",
    "KONTOR_SMTP": "mail server: smtp://[user:password@]host[:port], smtps://… or smtp+tls://…",
    "KONTOR_DEMO": "1 turns the demo on: one-click people, a mailbox page, a movable date",
    "KONTOR_VIES": "register of VAT numbers: an address, or off (default the EU's; demo: off)",
    "DATABASE_URL": "PostgreSQL server to use instead of the embedded one",
    "PG_BINDIR": "folder with the PostgreSQL programs where the packaged ones do not fit",
    "FAULT_AT": "for tests only: the crash point that kills the process (default none)",
}


HIGHEST_PORT = 65535
SHORTEST_SECRET = 32
MOST_PROXIES = 9
VIES = "https://ec.europa.eu/taxation_customs/vies/rest-api"
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
PREFIX = re.compile(r"[A-Za-z0-9!_.*'()/-]{0,200}")
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}

env = environ.Env()


def demo() -> bool:
    """Whether this is the demo."""
    text = env.str("KONTOR_DEMO", default="").lower()
    if text not in {"", "0", "1", "false", "true"}:
        message = f"KONTOR_DEMO is “{text}”. Set it to 1 for the demo, or leave it out."
        raise WrongSetting(message)
    return text in {"1", "true"}


def _parts(name: str, url: str, example: str) -> SplitResult:
    """The parts of an address. It may hold a password, so the sentence does not repeat it."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # asked for here, because it is read only then
    except ValueError as wrong:
        message = f"{name} cannot be read as an address. Set it to {example}."
        raise WrongSetting(message) from wrong
    return parts


def port() -> int:
    """Where the portal listens."""
    text = env.str("KONTOR_PORT", default="8000")
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        message = f"KONTOR_PORT is “{text}”. Set it to a port number from 1 to 65535."
        raise WrongSetting(message)
    return int(text)


def base_url(port: int) -> str:
    """The address that people reach the portal at, without a slash at its end."""
    url = env.str("KONTOR_URL", default=f"http://127.0.0.1:{port}").rstrip("/")
    parts = _parts("KONTOR_URL", url, "an address such as https://kontor.example")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        message = f"KONTOR_URL is “{url}”. Set it to an address such as https://kontor.example."
        raise WrongSetting(message)
    return str(url)


def proxies() -> int:
    """How many proxies stand in front, each of which adds to X-Forwarded-For whom it answers."""
    text = env.str("KONTOR_PROXIES", default="0")
    if not text.isascii() or not text.isdecimal() or int(text) > MOST_PROXIES:
        message = f"KONTOR_PROXIES is “{text}”. Set it to the number of proxies in front."
        raise WrongSetting(message)
    return int(text)


def secret_key(home: Path) -> str:
    """The given secret, or the one kept in `home`, made there the first time."""
    given = str(env.str("KONTOR_SECRET_KEY", default=""))
    if given:
        if len(given) < SHORTEST_SECRET:
            message = "KONTOR_SECRET_KEY is too short. Use at least 32 random characters."
            raise WrongSetting(message)
        return given
    file = home / "secret-key"
    if not file.exists():
        _make(home)
        part = file.with_name(f"secret-key.{secrets.token_hex(4)}")
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(48))
        try:
            file.hardlink_to(part)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            part.unlink()
    return file.read_text()


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        message = f"KONTOR_HOME is “{home}”, where no folder can be made: {wrong.strerror}."
        raise WrongSetting(message) from wrong


def documents(home: Path) -> Path | Bucket:
    """Where documents lie."""
    text = str(env.str("KONTOR_DOCUMENTS", default=""))
    if not text:
        return home / "documents"
    if "://" not in text:
        return Path(text).absolute()
    scheme, _, rest = text.partition("://")
    name, _, prefix = rest.partition("/")
    prefix = prefix.strip("/")
    if scheme != "s3" or not BUCKET.fullmatch(name) or not PREFIX.fullmatch(prefix):
        message = "KONTOR_DOCUMENTS names no place. Set it to a folder, or to s3://BUCKET/PREFIX."
        raise WrongSetting(message)
    if find_spec("boto3") is None:
        message = (
            "KONTOR_DOCUMENTS names an S3 store, and what speaks with one is not installed. Run: "
            ".venv/bin/pip install --require-hashes -r requirements/s3.txt"
        )
        raise WrongSetting(message)
    region = env.str("KONTOR_S3_REGION", default="us-east-1")
    return Bucket(name, prefix, s3_endpoint(), region, *s3_keys())


def s3_endpoint() -> str:
    """The address of the S3 store; empty: Amazon's."""
    address = str(env.str("KONTOR_S3_ENDPOINT", default="")).rstrip("/")
    if not address:
        return ""
    example = "an address such as https://s3.example"
    parts = _parts("KONTOR_S3_ENDPOINT", address, example)
    plain = parts.scheme == "http" and parts.hostname in OWN_MACHINE
    if not parts.hostname or not (parts.scheme == "https" or plain) or _has_more(parts):
        message = f"KONTOR_S3_ENDPOINT is no address that documents may go to. Set it to {example}."
        raise WrongSetting(message)
    return address


def s3_keys() -> tuple[str, str]:
    """Access key and secret of the S3 store; both empty where boto3 is to find them."""
    key, secret = (env.str(f"KONTOR_S3_{name}", default="") for name in ("KEY", "SECRET"))
    if bool(key) != bool(secret):
        message = "KONTOR_S3_KEY and KONTOR_S3_SECRET belong together. Set both, or neither."
        raise WrongSetting(message)
    return key, secret


def smtp() -> dict[str, Any]:
    """The mail server, as the backend of Django's mail takes it."""
    url = env.str("KONTOR_SMTP", default="smtp://localhost:25")
    example = "smtp://host:port or smtps://user:password@host"
    parts = _parts("KONTOR_SMTP", url, example)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        message = f"KONTOR_SMTP does not name a mail server. Set it to {example}."
        raise WrongSetting(message)
    if parts.password and parts.scheme == "smtp" and parts.hostname not in OWN_MACHINE:
        message = "KONTOR_SMTP would send its password in clear. Use smtps:// or smtp+tls://."
        raise WrongSetting(message)
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+tls",
    }


def fault_at() -> str:
    """The crash point at which this process is to be killed; empty, as always but in tests."""
    point = str(env.str("FAULT_AT", default=""))
    if point and point not in POINTS:
        message = f"FAULT_AT is “{point}”. Leave it out; it names a crash point in tests alone."
        raise WrongSetting(message)
    return point


def vies(*, demo: bool) -> str:
    """The address of the EU's register of VAT numbers; empty where nobody shall be asked."""
    # The demo's companies are invented: nobody is to be asked about them.
    address = env.str("KONTOR_VIES", default="off" if demo else VIES).rstrip("/")
    if address.lower() == "off":
        return ""
    parts = _parts("KONTOR_VIES", address, VIES)
    plain = parts.scheme == "http" and parts.hostname in OWN_MACHINE
    if not parts.hostname or not (parts.scheme == "https" or plain) or _has_more(parts):
        message = f"KONTOR_VIES is no address that can be asked. Set it to {VIES} or to off."
        raise WrongSetting(message)
    return str(address)


def _has_more(parts: SplitResult) -> bool:
    """Whether the address says more than where something is."""
    return bool(parts.username or parts.password or parts.query or parts.fragment)


def server() -> dict[str, Any]:
    """The database server of DATABASE_URL, as Django takes it."""
    if not env.str("DATABASE_URL").startswith(("postgres://", "postgresql://")):
        message = "DATABASE_URL must name a PostgreSQL server: postgresql://user@host/name."
        raise WrongSetting(message)
    config: dict[str, Any] = dict(env.db_url("DATABASE_URL"))
    # django-environ puts a socket folder given as ?host=… into OPTIONS; Django wants HOST.
    options = dict(config.get("OPTIONS", {}))
    config["HOST"] = options.pop("host", config.get("HOST", ""))
    config["OPTIONS"] = options
    return config
