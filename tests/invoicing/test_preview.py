"""The summary beside the form, whatever the mode of payment."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kontor.invoicing.preview import preview
from kontor.orders.draft import Mode, Payment
from tests.builders import drafts
from tests.builders.drafts import deposit, in_amounts, in_percents, recurrent
from tests.builders.orders import MONDAY
from tests.cast import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("payment", "changes", "count", "first"),
    [
        (Payment(billing_date=date(2027, 1, 18)), {}, 1, "18 January 2027"),
        (deposit("700.00", "2027-01-11", "2027-01-18"), {}, 2, "11 January 2027"),
        (in_percents(("2027-01-12", "50"), ("2027-01-18", "50")), {}, 2, "12 January 2027"),
        (recurrent("2027-01-20", last_day=True), {"service_to": None}, 12, "31 January 2027"),
    ],
)
def test_every_planned_invoice_and_the_first_day_are_shown(
    payment: Payment, changes: dict[str, Any], count: int, first: str
) -> None:
    draft = drafts.draft(payment=payment, client_id=cast().client.pk, **changes)
    seen = preview(draft, MONDAY)
    assert len(seen.invoices) == count
    assert seen.steps[-1].english() == f"The first invoice goes out on {first}."


def test_half_a_plan_says_nothing_about_the_first_invoice() -> None:
    half = replace(in_amounts(("2027-01-12", "1.00")), billing_date=date(2027, 1, 18))
    draft = drafts.draft(payment=half, client_id=cast().client.pk)
    seen = preview(draft, MONDAY)
    assert half.mode is Mode.INSTALMENTS
    assert seen.invoices == ()
    assert not any("first invoice" in step.english() for step in seen.steps)
