"""A database of its own for tests whose threads and processes must see each other's commits."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

from django.db import ProgrammingError, connection, connections

from kontor.foundation.refusal import Refusal

Result = TypeVar("Result")


@contextmanager
def new_database(name: str, *, copy_of: str = "template1") -> Iterator[str]:
    """A database that exists inside the block."""
    _drop(name)
    _by_the_server(f'CREATE DATABASE "{name}" TEMPLATE "{copy_of}"')
    try:
        yield name
    finally:
        _drop(name)


def _drop(name: str) -> None:
    try:
        _by_the_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except ProgrammingError:
        # The server's own vacuum is in it: nobody may end that by force, but it gives way.
        _by_the_server(f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def leading_to(name: str) -> Iterator[None]:
    """Every connection that this process makes inside the block leads to the database."""
    settings = connection.settings_dict
    usual = settings["NAME"]
    connections.close_all()
    settings["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = usual


def _by_the_server(statement: str) -> None:
    connections.close_all()
    with connection._nodb_cursor() as cursor:  # noqa: SLF001
        cursor.execute(statement)


def at_once(*acts: Callable[[], Result]) -> list[Result | Refusal]:
    """What each act returned or how it was refused, all begun at the same moment."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Result]) -> Result | Refusal:
        start.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
