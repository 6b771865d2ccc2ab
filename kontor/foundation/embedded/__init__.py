"""The embedded PostgreSQL: one server for each data folder, started and stopped by us.

`django_database(home)` only says where the server of a data folder listens; it starts nothing.
Entrances that need the database wrap their work in `with running(home):`. As long as anybody is
inside, the server runs; the last one out stops it. Who is killed leaves it running, and the next
start takes it over. It listens on a unix socket in a private folder, never on a TCP port.

Every trouble is an `EmbeddedError` whose sentence says what to do.
"""

from pathlib import Path

from kontor.foundation.embedded.server import (
    DatabaseAddress,
    address,
    ensure_running,
    is_running,
    running,
    stop,
)
from kontor.foundation.embedded.throw_away import throw_away_home
from kontor.foundation.embedded.trouble import EmbeddedError

__all__ = [
    "DatabaseAddress",
    "EmbeddedError",
    "address",
    "django_database",
    "ensure_running",
    "is_running",
    "running",
    "stop",
    "throw_away_home",
]


def django_database(home: Path) -> dict[str, object]:
    """Django's settings for the server of the data folder `home`. Starts nothing."""
    where = address(home)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": where.dbname,
        "USER": where.user,
        "HOST": str(where.socket_dir),
        "PORT": str(where.port),
    }
