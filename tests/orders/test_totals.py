"""Sums to the cent, VAT once per group."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.money import to_cents
from kontor.invoicing.vat import terms_for
from kontor.orders.draft import Line, LineKind, Treatment
from kontor.orders.totals import line_net, totals
from tests.builders.drafts import RATES, TODAY, client, german_client, line, vat_terms

GERMAN = terms_for(german_client(), TODAY, RATES)
BOTH = vat_terms()


def test_a_line_is_rounded_half_up_before_it_is_summed() -> None:
    assert line_net(line("1", "33.335")) == Decimal("33.34")
    sums = totals([line("1", "33.335")] * 3, GERMAN)
    assert sums.net == Decimal("100.02")
    assert sums.vat == Decimal("19.00")  # 19.0038, not three times 6.33 and not 19.01
    assert sums.gross == Decimal("119.02")


def test_99_lines_of_one_cent_pay_vat_once() -> None:
    sums = totals([line("1", "0.01")] * 99, GERMAN)
    assert (sums.net, sums.vat, sums.gross) == (Decimal("0.99"), Decimal("0.19"), Decimal("1.18"))


def test_reverse_charge_carries_no_vat() -> None:
    sums = totals([line()], terms_for(client(), TODAY, RATES))
    assert sums.gross == sums.net == Decimal("2100.00")
    assert [group.treatment for group in sums.groups] == [Treatment.REVERSE_CHARGE]


def test_half_filled_lines_count_for_nothing_yet() -> None:
    sums = totals([line(), Line("later")], GERMAN)
    assert sums.line_nets == (Decimal("2100.00"), None)
    assert sums.net == Decimal("2100.00")
    assert totals([], GERMAN).gross == 0


def test_without_a_client_and_where_it_is_refused_no_vat_is_counted_yet() -> None:
    for vat in (None, vat_terms(refused={Treatment.STANDARD: GERMAN.why})):
        sums = totals([line()], vat)
        assert sums.net == sums.gross == Decimal("2100.00")
        assert sums.groups == ()


lines = st.builds(
    line,
    st.decimals(0, 9999, places=3).map(str),
    st.decimals(0, 9999, places=4).map(str),
    kind=st.sampled_from(LineKind),
    vat=st.sampled_from([None, Treatment.STANDARD, Treatment.REDUCED]),
)


@given(st.lists(lines, max_size=30))
def test_everything_adds_up_to_the_cent(typed: list[Line]) -> None:
    sums = totals(typed, BOTH)
    assert sums.net == sum(net for net in sums.line_nets if net is not None)
    assert sums.net == sums.fees + sums.expenses == sum(group.basis for group in sums.groups)
    assert sums.vat == sum(group.vat for group in sums.groups)
    assert sums.gross == sums.net + sums.vat
    for group in sums.groups:
        assert group.vat == to_cents(group.basis * group.rate / 100)
    assert len({group.treatment for group in sums.groups}) == len(sums.groups)
