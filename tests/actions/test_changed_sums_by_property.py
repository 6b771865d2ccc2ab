"""Drafts lowered in any way: page, PDF, XML and database still say the same to the cent."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kontor.actions import change_invoice, run_night, send_invoice
from kontor.formats.einvoice.figures import english_euro
from kontor.foundation.money import to_cents
from kontor.foundation.written import BERLIN
from kontor.invoicing.changing import InvoiceChange, LineChange
from kontor.invoicing.content import lines_of
from kontor.invoicing.final import groups_in
from kontor.invoicing.models import Invoice
from kontor.orders.draft import Line, Mode, Payment, Share, Treatment, Unit
from kontor.orders.models import Order
from tests.actions.same_sums import assert_same_sums_everywhere
from tests.builders import clients, orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

DRAFTED = datetime(2027, 1, 11, 9, tzinfo=BERLIN)
WHOLE = Payment(billing_date=date(2027, 1, 18))
PARTS = Payment(
    mode=Mode.ADVANCE,
    billing_date=date(2027, 1, 13),
    deposit=Share(percent=Decimal(30)),
    final_date=date(2027, 1, 18),
)
# Twice the least is more than the deposit, so that the final invoice always asks for a rest.
cuts = st.decimals("0.6", 1, places=3)
amounts = st.builds(
    Line,
    st.just("Layout"),
    st.decimals(1, 40, places=3),
    st.just(Unit.DAY),
    st.decimals(1, 900, places=4),
    vat=st.sampled_from([Treatment.STANDARD, Treatment.REDUCED, Treatment.EXEMPT]),
)


@pytest.fixture
def people() -> Cast:
    return cast()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(amounts, min_size=1, max_size=4).map(tuple),
    payment=st.sampled_from([WHOLE, PARTS]),
    cut=st.lists(st.tuples(cuts, cuts), min_size=8, max_size=8),
)
def test_what_was_lowered_says_the_same_everywhere(
    people: Cast,
    lines: tuple[Line, ...],
    payment: Payment,
    cut: list[tuple[Decimal, Decimal]],
) -> None:
    with transaction.atomic():
        order = orders.active(
            people.owner, people.advisor, clients.german_client(), lines=lines, payment=payment
        )
        run_night.run(DRAFTED)
        issued = [_lowered(people, row, cut) for row in _rows(order)]
        whole = sum(line.net for line in lines_of(issued[-1]))
        assert sum(row.net for row in issued) == whole
        for row in issued:
            assert row.net <= row.most_net
            assert_same_sums_everywhere(row)
            for group in groups_in(row):
                assert group.vat == to_cents(group.basis * group.rate / 100)
            page = Reader(people.owner, DRAFTED).get(f"/invoices/{row.pk}").words
            assert english_euro(row.net) in page
            assert english_euro(row.gross) in page
        transaction.set_rollback(True)


def _rows(order: Order) -> list[Invoice]:
    return list(Invoice.objects.filter(order=order).order_by("position"))


def _lowered(people: Cast, row: Invoice, cut: list[tuple[Decimal, Decimal]]) -> Invoice:
    """The draft with lower quantities and prices, sent now."""
    pairs = zip(lines_of(row), cut, strict=False)
    lower = tuple(
        LineChange(_cut(line.quantity, less, "0.001"), _cut(line.unit_price, cheaper, "0.0001"))
        for line, (less, cheaper) in pairs
    )
    change_invoice.change(people.owner, row.pk, InvoiceChange(lines=lower), DRAFTED)
    return send_invoice.send_now(people.owner, row.pk, DRAFTED)


def _cut(number: Decimal, by: Decimal, step: str) -> Decimal:
    return (number * by).quantize(Decimal(step))
