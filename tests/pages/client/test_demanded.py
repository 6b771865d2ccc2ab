"""After the formal demand the client's page names what it asked for beyond the invoice."""

from datetime import date
from decimal import Decimal

import pytest

from kontor.receivables.dunning_models import Reminder
from tests.builders import orders
from tests.builders.bank import LATER
from tests.builders.links import linked
from tests.cast import cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

SAID = "Our formal demand of 3 February 2027 asks for €2,148.79 by 15 February 2027"


@pytest.mark.parametrize(
    ("level", "interest", "is_said"), [(3, "8.79", True), (2, "8.79", False), (3, "0", False)]
)
def test_only_a_demand_for_more_is_named(level: int, interest: str, *, is_said: bool) -> None:
    people = cast()
    issued = linked(orders.active(people.owner, people.advisor, people.client))
    Reminder.objects.create(
        invoice=issued.invoice,
        level=level,
        sent_on=date(2027, 2, 3),
        at=LATER,
        open=issued.invoice.gross,
        interest=Decimal(interest),
        lump_sum=Decimal(40) if Decimal(interest) else Decimal(0),
        pay_by=date(2027, 2, 15),
        sha256="0" * 64,
    )
    page = Reader(None, LATER).get(f"/i/{issued.token}")
    assert (SAID in page.words) is is_said
