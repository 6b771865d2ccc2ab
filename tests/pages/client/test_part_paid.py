"""An invoice that is paid in part: its client and its member see what came in and what is open."""

from decimal import Decimal

import pytest

from kontor.actions import decide_entry
from kontor.actions.decide_entry import Given
from kontor.formats import girocode
from tests.builders import bank, orders
from tests.builders.bank import LATER
from tests.builders.links import Linked, linked
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def part_paid(people: Cast) -> Linked:
    """Over 2,100.00 €, of which 600.00 € came in on 2 February 2027."""
    issued = linked(orders.active(people.owner, people.advisor, people.client))
    pay(people, issued, "600.00")
    return issued


def pay(people: Cast, issued: Linked, amount: str) -> None:
    entry = bank.entry(amount)
    given = [Given("invoice", Decimal(amount), issued.invoice.pk)]
    decide_entry.decide(people.accountant, entry.pk, given, entry.rest, LATER)


def test_the_client_pays_only_what_is_open(
    part_paid: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Reader(None, LATER).get(f"/i/{part_paid.token}")
    assert page.one("//p[contains(@class, 'amount-large')]") == "€1,500.00"
    assert "still to pay: €600.00 of €2,100.00 have come in" in page.words
    assert "Paid, 2 February 2027 €600.00" in page.words
    assert "1,500.00" in page.all("//button/@data-copy")
    monkeypatch.setattr(girocode, "svg", lambda transfer: f"<svg>{transfer.amount}</svg>")
    code = Reader(None, LATER).get(f"/i/{part_paid.token}/qr")
    assert code.html == "<svg>1500.00</svg>"


def test_the_member_sees_the_payments_and_what_is_open(people: Cast, part_paid: Linked) -> None:
    page = Reader(people.owner, LATER).get(f"/invoices/{part_paid.invoice.pk}")
    assert "A part is paid: €600.00 have come in, €1,500.00 are still open." in page.words
    assert "Still open €1,500.00" in page.words


def test_once_all_is_paid_nothing_is_asked_for(people: Cast, part_paid: Linked) -> None:
    pay(people, part_paid, "1500.00")
    page = Reader(None, LATER).get(f"/i/{part_paid.token}")
    assert page.one("//p[contains(@class, 'amount-large')]") == "€2,100.00"
    assert page.all("//dl[contains(@class, 'copy-rows')]") == []
    assert "Still open" not in page.words
    assert Reader(None, LATER).get(f"/i/{part_paid.token}/qr").status == 404
