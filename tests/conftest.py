"""The order of the tests, their database, and those in a browser where there is none.

Quick ones first: pure rules, then the database, then faults, then the browser.
"""

import gc
import os
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test import client
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from tests import chromium, database, portal
from tests.faults.own_database import leading_to, new_database

NO_BROWSER = f"no Chromium; install it: {chromium.INSTALL}"
# Set where a skipped browser test must not pass for a tested one (.ci/run).
MUST_RUN = "KONTOR_BROWSER_MUST_RUN"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "client", "django_db_setup"}

# A busy machine is no fault of the code.
settings.register_profile("without a clock", deadline=None)
settings.load_profile("without a clock")

# How much may pile up; by default a twentieth of all time goes into looking for garbage.
GARBAGE_AFTER = (50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _quick_answers() -> Iterator[None]:
    """Leaves out what costs much time and no test looks at."""
    with pytest.MonkeyPatch.context() as patch:
        # A copy of all that was handed to each piece of each page.
        patch.setattr(client, "store_rendered_templates", lambda *_, **__: None)
        # What makes guessing dear is Django's; the way of hashing stays the same.
        patch.setattr(Argon2PasswordHasher, "memory_cost", 8)
        patch.setattr(Argon2PasswordHasher, "parallelism", 1)
        yield


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the demo listens, one for all browser tests of this process."""
    with portal.throw_away_home() as home, portal.portal(home) as running:
        yield running.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all of them: Playwright allows only one at a time in a process."""
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=chromium.path(), args=list(chromium.ARGUMENTS)
        )
        yield program
        program.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Starts the server before pytest-django makes the first test database."""
    database.start()


@pytest.fixture(scope="session")
def empty_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of the usual database: migrated, and without rows, for each test rolls back.

    It is made here where no chosen test is marked as one with a database.
    """
    with django_db_blocker.unblock():
        there = str(connection.settings_dict["NAME"]).startswith(TEST_DATABASE_PREFIX)
        made = [] if there else setup_databases(0, interactive=False, aliases={"default": None})
        yield str(connection.settings_dict["NAME"])
        teardown_databases(made, 0)


@pytest.fixture
def own_database(empty_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a fresh copy, to which every connection of this process leads.

    For what threads and processes share: what the usual database holds is seen by nobody else.
    """
    copy = f"{empty_database}_copy"
    with (
        django_db_blocker.unblock(),
        new_database(copy, copy_of=empty_database),
        leading_to(copy),
    ):
        yield copy


def pytest_configure() -> None:
    if os.environ.get(MUST_RUN) and chromium.path() is None:
        raise pytest.UsageError(NO_BROWSER)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_rank)
    if chromium.path() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def _rank(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 3
    if item.get_closest_marker("faults"):
        return 2
    fixtures = set(getattr(item, "fixturenames", ()))
    return int(bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES))


def pytest_collection_finish() -> None:
    """What is loaded by now stays; the collector of garbage need not walk through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE_AFTER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly how many tests had no browser."""
    skipped = terminalreporter.stats.get("skipped", [])
    without = [report for report in skipped if NO_BROWSER in str(report.longrepr)]
    if without:
        terminalreporter.section(
            f"{len(without)} browser tests did not run: {NO_BROWSER}", red=True, bold=True
        )
