"""Parts and final invoices that their member changed: sums, prints and documents agree (§ 9)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kontor.actions import change_invoice, hold_invoice, send_invoice
from kontor.foundation.refusal import Invalid
from kontor.invoicing.changing import InvoiceChange, LineChange
from kontor.invoicing.models import Invoice
from kontor.orders.draft import Mode, Part, Payment, Share
from tests.actions.test_parts_and_finals import (
    DEPOSIT_DAY,
    FINAL_DAY,
    amounts,
    at,
    checked,
    nights,
    ordered,
    row,
)
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

NOW = at(date(2027, 1, 18))


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def both(people: Cast) -> Cast:
    """A held deposit of 630.00 and the draft of the final invoice over 2,100.00."""
    ordered(people)
    nights(6)
    hold_invoice.hold(people.owner, row(1).pk, "", at(date(2027, 1, 6)))
    nights(18)
    return people


def lower(people: Cast, position: int, quantity: str, price: str) -> Invoice:
    line = LineChange(Decimal(quantity), Decimal(price))
    change = InvoiceChange(lines=(line,))
    return change_invoice.change(people.owner, row(position).pk, change, NOW)


def test_a_lower_deposit_leaves_more_for_the_final_invoice(both: Cast) -> None:
    lower(both, 1, "1", "500")
    assert amounts(row(1)) == ["500.00", "95.00", "595.00"]
    assert amounts(row(2)) == ["1600.00", "304.00", "1904.00"]
    nights(19, 25)
    deposit, final = checked(row(1)), checked(row(2))
    assert [line.net for line in deposit.lines] == [Decimal("500.00")]
    assert deposit.lines[0].text.startswith("Anzahlung 30 %")
    assert [line.net for line in final.lines] == [Decimal("2100.00"), Decimal("-500.00")]


def test_a_part_of_a_part_is_printed_as_it_was_typed(both: Cast) -> None:
    lower(both, 1, "0.5", "630")
    nights(19)
    (line,) = checked(row(1)).lines
    assert (line.quantity, line.unit_price, line.net) == (
        Decimal("0.5"),
        Decimal(630),
        Decimal("315.00"),
    )


def test_a_lower_final_invoice_is_the_lowered_whole_less_the_earlier(both: Cast) -> None:
    send_invoice.send_now(both.owner, row(1).pk, NOW)
    lower(both, 2, "4", "420")
    assert amounts(row(2)) == ["1050.00", "199.50", "1249.50"]
    nights(25)
    final = checked(row(2))
    assert [line.net for line in final.lines] == [Decimal("1680.00"), Decimal("-630.00")]


def test_the_whole_is_not_less_than_what_was_billed_before(both: Cast) -> None:
    send_invoice.send_now(both.owner, row(1).pk, NOW)
    with pytest.raises(Invalid) as refused:
        lower(both, 2, "1", "420")
    assert [fault.field for fault in refused.value.faults] == ["lines"]
    assert "630" in refused.value.faults[0].sentence.english()
    assert amounts(row(2))[0] == "1470.00"
    assert lower(both, 2, "1.5", "420").net == 0


def test_a_part_is_not_raised_again_above_a_whole_that_was_lowered(both: Cast) -> None:
    lower(both, 1, "1", "100")
    lower(both, 2, "1", "420")
    assert amounts(row(2))[0] == "320.00"
    with pytest.raises(Invalid):
        lower(both, 1, "1", "630")
    assert (amounts(row(1))[0], amounts(row(2))[0]) == ("100.00", "320.00")
    assert lower(both, 1, "1", "420").net == Decimal("420.00")
    assert amounts(row(2))[0] == "0.00"


def test_an_instalment_after_the_service_is_a_part_too(people: Cast) -> None:
    days = (DEPOSIT_DAY, date(2027, 1, 20), FINAL_DAY)
    parts = tuple(Part(day, Share(amount=Decimal(700))) for day in days)
    ordered(people, Payment(mode=Mode.INSTALMENTS, parts=parts))
    nights(6, 13, 18)
    lower(people, 2, "1", "650.5")
    nights(20, 25)
    assert [str(checked(row(position)).net) for position in (1, 2, 3)] == [
        "700.00",
        "650.50",
        "749.50",
    ]


def test_another_service_period_brings_the_vat_of_its_days(people: Cast) -> None:
    ordered(people, Payment(billing_date=DEPOSIT_DAY))
    nights(6)
    change = InvoiceChange(service_from=date(2020, 12, 7), service_to=date(2020, 12, 11))
    change_invoice.change(people.owner, row(1).pk, change, at(date(2027, 1, 6)))
    assert amounts(row(1)) == ["2100.00", "336.00", "2436.00"]
    nights(13)
    data = checked(row(1))
    assert [line.rate for line in data.lines] == [Decimal(16)]


@pytest.mark.usefixtures("both")
def test_the_database_itself_refuses_more_than_was_confirmed() -> None:
    for position, over in ((1, "630.01"), (2, "2100.01")):
        with pytest.raises(IntegrityError, match="not_above_confirmed"), transaction.atomic():
            Invoice.objects.filter(pk=row(position).pk).update(net=over, gross=over, vat=0)
