"""A database that threads and processes share: the usual one is rolled back and seen by nobody.

Each test gets a copy, because issued invoices and histories cannot be deleted afterwards.
"""

import os
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests.faults.own_database import leading_to, new_database


@pytest.fixture(scope="session")
def empty_database(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The name of a migrated database without rows, to be copied."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with django_db_blocker.unblock(), new_database(f"faults_{worker}") as name:
        with leading_to(name):
            call_command("migrate", verbosity=0, skip_checks=True)
        yield name


@pytest.fixture
def own_database(empty_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a fresh copy, to which every connection of this process leads."""
    copy = f"{empty_database}_copy"
    with (
        django_db_blocker.unblock(),
        new_database(copy, copy_of=empty_database),
        leading_to(copy),
    ):
        yield copy
