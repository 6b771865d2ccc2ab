"""While the demo's date moves, its bank tells that nothing came in: nobody waits for its data."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kontor.actions import demo_bank, take_in_statement
from kontor.cli.made_statement import Booked, made_statement
from kontor.cooperative.deadlines import deadline
from kontor.cooperative.own_data import cooperative
from kontor.receivables.bank_data import bank_data_until
from kontor.receivables.bank_models import BankFile
from tests.builders.bank import LATER
from tests.cast import cast

pytestmark = pytest.mark.django_db

DAY = date(2027, 2, 2)


@pytest.mark.parametrize("opening", ["100", "-400"])
def test_it_tells_before_the_bank_data_are_too_old(opening: str) -> None:
    cast()
    iban = cooperative().iban.replace(" ", "")
    charge = [Booked(amount=Decimal("-9.90"), bank_reference="B1", reference="Kontoführung")]
    data = made_statement(iban, DAY, Decimal(opening), charge)
    take_in_statement.take_in(None, "a.xml", data, LATER)
    for days in range(1, 10):
        morning = LATER + timedelta(days=days)
        demo_bank.tell(morning)
        demo_bank.tell(morning)
        until = bank_data_until()
        assert until
        assert (morning.date() - until).days < deadline("bank_data_days")
    assert BankFile.objects.count() == 4
    assert set(BankFile.objects.values_list("state", flat=True)) == {"booked"}


def test_where_no_statement_was_ever_taken_in_it_is_silent() -> None:
    cast()
    demo_bank.tell(LATER)
    assert not BankFile.objects.exists()
