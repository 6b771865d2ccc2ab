"""The database of the tests: one embedded server for the whole run, with nothing kept.

Loaded before Django reads its settings (pyproject.toml, addopts). It points KONTOR_HOME to a
folder that is thrown away at the end; the server starts when the first test asks for a database,
so that pure tests never wait for it. Under xdist the workers share the server of the run.
With DATABASE_URL set, that server is used instead.
"""

import atexit
import os
from contextlib import ExitStack
from pathlib import Path

from kontor.foundation import embedded

_run = ExitStack()
atexit.register(_run.close)  # also after Ctrl-C, and when the settings stop the start


def is_worker() -> bool:
    """Whether this process is one of several that xdist started; they inherit KONTOR_HOME."""
    return "PYTEST_XDIST_WORKER" in os.environ


# No test asks anybody outside this machine.
os.environ["KONTOR_VIES"] = "off"
os.environ.pop("KONTOR_DOCUMENTS", None)  # none leaves a file outside the folder of the run

if not is_worker():
    os.environ["KONTOR_HOME"] = str(_run.enter_context(embedded.throw_away_home()))


def start() -> None:
    """Starts the server of the run, unless it runs or DATABASE_URL names another."""
    if not os.environ.get("DATABASE_URL"):
        embedded.ensure_running(Path(os.environ["KONTOR_HOME"]), durable=False)
