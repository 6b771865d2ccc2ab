"""An issued invoice says whether the payment guarantee stands behind it, and why (spec § 8)."""

from typing import Any

import pytest

from kontor.actions import cancel_one
from kontor.invoicing.models import Invoice
from kontor.pages.member.invoice_guarantee import fixed_guarantee
from tests.builders.delivery import LATER, delivered
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def said(**frozen: Any) -> str:
    """Of an invoice due on 1 February whose verdict was frozen like this."""
    usual = {"granted": False, "reasons": ["seated_in_eu", "confirmed"], "confirmed_on": None}
    found = fixed_guarantee(_frozen(usual | frozen))
    assert found is not None
    assert found.granted is frozen.get("granted", False)
    return found.why.english()


def _frozen(guarantee: dict[str, Any]) -> Invoice:
    invoice = Invoice.objects.select_related("order").get()
    invoice.guarantee = guarantee
    return invoice


def test_why_it_stands_or_does_not(people: Cast) -> None:
    delivered(people)
    assert said(granted=True, confirmed_on="2027-01-06") == (
        "Seated in the EU, confirmed on 6 January 2027."
    )
    assert said(reasons=["outside_eu", "confirmed"]) == "Not seated in the EU."
    assert said(reasons=["seated_in_eu", "not_confirmed"]) == "Not confirmed yet."
    assert said() == "It was due already when the client confirmed."


def test_it_is_read_on_the_page_of_the_invoice(people: Cast) -> None:
    invoice = delivered(people)
    reader = Reader(people.owner, LATER)
    page = reader.get(f"/invoices/{invoice.pk}")
    assert "Payment guarantee: yes Seated in the EU, confirmed on" in page.words
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    page = reader.get(f"/invoices/{invoice.pk}")
    assert "Payment guarantee: no A cancelled invoice has no guarantee." in page.words
