"""Whoever has a link sees its one offer or invoice; without it there is nothing (spec § 3)."""

import pytest
from django.urls import reverse

from kontor.foundation import clock
from tests.builders import orders
from tests.builders.links import linked
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

OFFER: dict[str, dict[str, str]] = {"client_offer": {}, "client_offer_file": {}}
# Opens only where an earlier offer was shown: tests/pages/shared/test_comparison.py.
LATER: dict[str, dict[str, str]] = {"client_compare": {}}
INVOICE: dict[str, dict[str, str]] = {
    "client_invoice": {},
    "client_counterpart": {},
    "client_pay_code": {},
    "client_document": {"kind": "pdf"},
}
SECRETS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def tokens(people: Cast) -> dict[str, str]:
    """Of an offer that was confirmed, and of its invoice."""
    order = orders.active(people.owner, people.advisor, people.client)
    return {"offer": orders.token(order), "invoice": linked(order).token}


def path(name: str, token: str) -> str:
    return reverse(name, kwargs={"token": token, **{**OFFER, **LATER, **INVOICE}[name]})


@pytest.mark.parametrize("name", [*OFFER, *LATER, *INVOICE])
def test_a_wrong_token_finds_nothing_whoever_asks(
    name: str, people: Cast, tokens: dict[str, str]
) -> None:
    for token in ("x" * 43, tokens["offer" if name in INVOICE else "invoice"]):
        for person in (None, people.owner, people.advisor, people.stranger):
            assert Reader(person).get(path(name, token)).status == 404


@pytest.mark.parametrize("name", [*OFFER, *INVOICE])
def test_the_link_opens_its_pages_without_an_account_and_nobody_keeps_them(
    name: str, tokens: dict[str, str]
) -> None:
    token = tokens["offer" if name in OFFER else "invoice"]
    with clock.held(MONDAY):
        answer = Reader(None).browser.get(path(name, token))
    assert answer.status_code == (404 if name == "client_counterpart" else 200)
    for header, value in SECRETS.items():
        assert answer[header] == value
