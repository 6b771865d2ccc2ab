"""What the member typed about paying comes back from the database as it was."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from kontor.orders.draft import Every, Mode, Part, Payment, Recurrence, Share
from kontor.orders.models import Order
from kontor.orders.record import draft_of, write
from kontor.orders.row_models import Instalment
from tests.builders import house
from tests.builders.drafts import draft
from tests.builders.orders import MONDAY

pytestmark = pytest.mark.django_db

DAY = date(2027, 1, 31)


@pytest.fixture
def order() -> Order:
    ada = house.person("Ada Brandt")
    return Order(owner=ada, number="A-1", created_at=MONDAY, changed_at=MONDAY)


def kept(order: Order, payment: Payment) -> Payment:
    write(order, draft(client_id=None, payment=payment), MONDAY)
    return draft_of(Order.objects.get(pk=order.pk)).payment


@pytest.mark.parametrize(
    "payment",
    [
        Payment(billing_date=DAY, term_days=None),
        Payment(Mode.ADVANCE, DAY),
        Payment(Mode.ADVANCE, DAY, deposit=Share()),
        Payment(Mode.ADVANCE, DAY, deposit=Share(Decimal("500.00")), final_date=DAY),
        Payment(Mode.ADVANCE, DAY, deposit=Share(percent=Decimal("33.30"))),
        Payment(Mode.INSTALMENTS),
        Payment(Mode.INSTALMENTS, parts=(Part(), Part(DAY, Share(percent=Decimal("50.00"))))),
        Payment(Mode.INSTALMENTS, parts=(Part(DAY, Share(Decimal("0.01"))),)),
        Payment(Mode.RECURRENT, DAY, recurrence=Recurrence(2, Every.WEEK, times=3)),
        Payment(Mode.RECURRENT, DAY, recurrence=Recurrence(last_day=True, until=DAY)),
        Payment(Mode.RECURRENT, DAY, recurrence=Recurrence(every=None)),
        Payment(Mode.RECURRENT, DAY),
    ],
)
def test_a_payment_comes_back_as_typed(order: Order, payment: Payment) -> None:
    assert kept(order, payment) == payment


def test_another_mode_leaves_no_parts_behind(order: Order) -> None:
    kept(order, Payment(Mode.INSTALMENTS, parts=(Part(DAY), Part(DAY))))
    assert kept(order, Payment(billing_date=DAY)) == Payment(billing_date=DAY)
    assert not Instalment.objects.exists()


@pytest.mark.parametrize(
    "payment",
    [
        Payment(Mode.ADVANCE, deposit=Share(Decimal("-0.01"))),
        Payment(Mode.ADVANCE, deposit=Share(percent=Decimal("100.01"))),
        Payment(Mode.INSTALMENTS, parts=(Part(share=Share(Decimal("-0.01"))),)),
        Payment(Mode.INSTALMENTS, parts=(Part(share=Share(percent=Decimal("100.01"))),)),
        Payment(Mode.INSTALMENTS, parts=(Part(share=Share(Decimal(1), Decimal(1))),)),
        Payment(Mode.RECURRENT, recurrence=Recurrence(every=0)),
        Payment(Mode.RECURRENT, recurrence=Recurrence(times=261)),
    ],
)
def test_the_database_refuses_what_is_out_of_range(order: Order, payment: Payment) -> None:
    with pytest.raises(IntegrityError):
        kept(order, payment)
