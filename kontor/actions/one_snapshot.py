"""Everything read inside is of one instant, and nothing can be written: for checks and exports."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from kontor.actions import act


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction in which what others do meanwhile is not seen; must not be inside another."""
    with act.one_transaction(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
