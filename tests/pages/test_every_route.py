"""Every route, method and role: what is answered stands in one table (routes.py, spec § 3).

302 leads to the sign-in, or on after an act; 404 for what a reader may not know of, 403 for what
they may see but not do, 405 where the address has no such method, 409 in the wrong moment, 422 for
what is missing in a form. A route without its two lines fails.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from kontor.foundation import clock
from tests.pages.member.reading import Reader
from tests.pages.routes import TABLE, Row
from tests.pages.scene import MISSING, WHO, Scene, scene

pytestmark = pytest.mark.django_db
NO_METHOD = 405
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


def ask(reader: Reader, method: str, path: str) -> Any:
    """The answer; nothing of what it did stays."""
    browser = reader.browser
    cookies = deepcopy(browser.cookies)
    with transaction.atomic(), clock.held(reader.now):
        answer = browser.get(path) if method == "GET" else browser.post(path)
        if answer.streaming:
            answer.getvalue()  # a file that is sent whole is closed
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


def test_the_table_knows_every_route_once_for_each_method() -> None:
    wanted = sorted((name, method) for name in routes() for method in ("GET", "POST"))
    assert sorted((row.route, row.method) for row in TABLE) == wanted


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_role_is_answered_as_the_table_says(row: Row, made: Scene) -> None:
    path = address(row, made)
    found = tuple(ask(made.readers[who], row.method, path).status_code for who in WHO)
    assert str(replace(row, answers=found)) == str(row)


@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "GET"], ids=str)
def test_no_other_method_does_anything(row: Row, made: Scene) -> None:
    path = address(row, made)
    for who, status in zip(WHO, row.answers, strict=True):
        browser = made.readers[who].browser
        for method in (browser.put, browser.patch, browser.delete):
            allowed = {NO_METHOD, 302, 403, 404} | ({200, 409} if of_allauth(row) else set())
            assert method(path).status_code in allowed
        assert browser.head(path).status_code == status


def of_allauth(row: Row) -> bool:
    """Its forms take PUT for POST, behind the same guard against forgery."""
    return row.route.startswith(("account_", "mfa_"))


HIDDEN = [
    (row, who)
    for row in TABLE
    for who, status in zip(WHO, row.answers, strict=True)
    if status == 404 and routes()[row.route]
]


@pytest.mark.parametrize(("row", "who"), HIDDEN, ids=str)
def test_what_may_not_be_known_answers_like_what_does_not_exist(
    row: Row, who: str, made: Scene
) -> None:
    theirs = ask(made.readers[who], row.method, address(row, made))
    nothing = ask(made.readers[who], row.method, address(row, made, missing=True))
    assert nothing.status_code == 404
    assert bare(theirs) == bare(nothing)


def bare(answer: Any) -> str:
    """What differs by itself is left out: the own address, and the token of the forms."""
    page = answer.content.decode().replace(answer.wsgi_request.get_full_path(), "…")
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page)
