"""`kontor worker`: does the jobs until it is told to stop."""

import argparse
from typing import TYPE_CHECKING, cast

from kontor.cli.frame import database, end_with_parent, set_up_django

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kontor worker")
    parser.add_argument("--jobs", type=int, default=2, help="jobs at once (default 2)")
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.with_parent:
        end_with_parent()
    set_up_django()
    from procrastinate.contrib.django import app

    from kontor.invoicing import official_check

    official_check.trouble()  # says in the log what would keep invoices from being issued
    connector = cast("DjangoConnector", app.connector)
    with database(), app.replace_connector(connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(concurrency=options.jobs, install_signal_handlers=True)
    return 0
