"""Every route, method and role: what is answered stands in one table (routes.py, spec § 3).

302 leads to the sign-in, or on after an act; 404 for what a reader may not know of, 403 for what
they may see but not do, 405 where the address has no such method, 409 in the wrong moment, 422 for
what is missing in a form. A route without its two lines fails.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache

import pytest
from django.db import transaction
from django.test import Client as DjangoClient
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from kontor.foundation import clock
from tests.pages.member.reading import Reader
from tests.pages.routes import TABLE, Row
from tests.pages.scene import MISSING, WHO, Scene, scene

pytestmark = pytest.mark.django_db
NOTHING, NO_METHOD = 404, 405
# A page about one thing answers an unknown one alike, whoever asks.
UNKNOWN = {"token": "x" * 43, "name": "nothing", "key": "nothing", "who": "nobody"}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """One scene for the whole table; whatever a request changes is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield scene()
        transaction.set_rollback(True)


def routes() -> dict[str, list[str]]:
    """Every named route with the names of what its address holds."""

    def walk(resolver: URLResolver) -> Iterator[tuple[str, list[str]]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield str(pattern.name), list(pattern.pattern.converters)
            else:
                yield from walk(pattern)

    return dict(walk(get_resolver()))


def address(row: Row, scene: Scene, *, missing: bool = False) -> str:
    given = {**scene.ids, **row.ids(scene)}
    wanted = routes()[row.route]
    if missing:
        given |= {name: UNKNOWN.get(name, MISSING) for name in wanted}
    return reverse(row.route, kwargs={name: given[name] for name in wanted})


@dataclass(frozen=True)
class Answer:
    """What somebody got: the status and, where there is nothing, the page that says so."""

    status: int
    page: str


@contextmanager
def undone(reader: Reader) -> Iterator[DjangoClient]:
    """The reader's browser; nothing of what it does inside stays, nor in the browser itself."""
    cookies = deepcopy(reader.browser.cookies)
    with transaction.atomic(), clock.held(reader.now):
        yield reader.browser
        transaction.set_rollback(True)
    reader.browser.cookies = cookies


@cache
def ask(reader: Reader, method: str, path: str) -> Answer:
    """The answer, asked for once."""
    with undone(reader) as browser:
        answer = browser.get(path) if method == "GET" else browser.post(path)
        body = answer.getvalue() if answer.streaming else answer.content
    nothing = answer.status_code == NOTHING
    page = bare(body, answer.wsgi_request.get_full_path()) if nothing else ""
    return Answer(answer.status_code, page)


def bare(body: bytes, address: str) -> str:
    """What differs by itself is left out: the own address, and the token of the forms."""
    page = body.decode().replace(address, "…")
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page)


def test_the_table_knows_every_route_once_for_each_method() -> None:
    wanted = sorted((name, method) for name in routes() for method in ("GET", "POST"))
    assert sorted((row.route, row.method) for row in TABLE) == wanted


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_role_is_answered_as_the_table_says(row: Row, made: Scene) -> None:
    path = address(row, made)
    found = tuple(ask(made.readers[who], row.method, path).status for who in WHO)
    assert str(replace(row, answers=found)) == str(row)


@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "GET"], ids=str)
def test_no_other_method_does_anything(row: Row, made: Scene) -> None:
    path = address(row, made)
    # Of those who are answered alike one stands for all.
    for status, who in dict(zip(row.answers, WHO, strict=True)).items():
        with undone(made.readers[who]) as browser:
            for method in (browser.put, browser.patch, browser.delete):
                allowed = {NO_METHOD, 302, 403, NOTHING} | (
                    {200, 409} if of_allauth(row) else set()
                )
                assert method(path).status_code in allowed
        with undone(made.readers[who]) as browser:
            assert browser.head(path).status_code == status


def of_allauth(row: Row) -> bool:
    """Its forms take PUT for POST, behind the same guard against forgery."""
    return row.route.startswith(("account_", "mfa_"))


HIDDEN = [row for row in TABLE if NOTHING in row.answers and routes()[row.route]]


@pytest.mark.parametrize("row", HIDDEN, ids=str)
def test_what_may_not_be_known_answers_like_what_does_not_exist(row: Row, made: Scene) -> None:
    theirs, nothing = address(row, made), address(row, made, missing=True)
    for who in (who for who, status in zip(WHO, row.answers, strict=True) if status == NOTHING):
        reader = made.readers[who]
        assert ask(reader, row.method, nothing).status == NOTHING, who
        assert ask(reader, row.method, theirs) == ask(reader, row.method, nothing), who
