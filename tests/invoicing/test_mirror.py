"""A cancellation invoice is the mirror of what was printed, nothing else (R69, spec § 9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kontor.formats.einvoice import rules, xml
from kontor.formats.einvoice.values import Kind, Line, PrintedInvoice, Profile, Unit
from kontor.invoicing.mirror import mirrored
from tests.formats.einvoice import invoices

LATER = date(2027, 4, 6)

lines = st.builds(
    invoices.line,
    quantity=st.decimals(0, 9999, places=3).map(str),
    unit_price=st.decimals(0, 9999, places=4).map(str),
    unit=st.sampled_from(Unit),
    rate=st.sampled_from(["19", "7"]),
)


@given(st.lists(lines, min_size=1, max_size=6))
@settings(deadline=None)
def test_every_amount_is_negated_and_the_sums_are_zero(lines: list[Line]) -> None:
    original = invoices.with_lines(*lines)
    mirror = mirrored(original, LATER, "ST-2027-000001")
    assert (mirror.net, mirror.vat, mirror.gross) == (
        -original.net,
        -original.vat,
        -original.gross,
    )
    for before, after in zip(original.vat_groups, mirror.vat_groups, strict=True):
        assert (after.basis, after.tax) == (-before.basis, -before.tax)
        assert (after.category, after.rate) == (before.category, before.rate)
    for line, turned in zip(original.lines, mirror.lines, strict=True):
        assert (turned.quantity, turned.net) == (-line.quantity, -line.net)
        assert turned.unit_price == line.unit_price >= 0
    assert mirrored(mirror, LATER, None).net == original.net


def test_parties_texts_and_dates_of_service_stay_as_they_were_printed() -> None:
    original = replace(invoices.domestic(), special_agreement="Skizzen bleiben beim Museum.")
    mirror = mirrored(original, LATER, "ST-2027-000001")
    for name in ("seller", "buyer", "title", "description", "service_from", "special_agreement"):
        assert getattr(mirror, name) == getattr(original, name)


def test_it_names_the_cancelled_invoice_and_asks_for_nothing() -> None:
    mirror = mirrored(invoices.domestic(), LATER, "ST-2027-000001")
    (cancelled,) = mirror.preceding
    assert (cancelled.number, cancelled.issued_on) == ("RE-2027-000123", date(2027, 3, 31))
    assert (mirror.kind, mirror.number, mirror.issued_on) == (
        Kind.CANCELLATION,
        "ST-2027-000001",
        LATER,
    )
    assert mirror.due_on is None
    assert mirror.payment_terms_de == "Storno, keine Zahlung."
    assert "Gutschrift" not in mirror.to_json()


def test_what_has_no_number_cannot_be_cancelled() -> None:
    with pytest.raises(ValueError, match="issued"):
        mirrored(replace(invoices.domestic(), number=None), LATER, None)


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize(
    "original",
    [
        invoices.domestic(),
        invoices.two_rates(),
        invoices.reverse_charge(),
        invoices.outside(),
        invoices.exempt(),
        invoices.zero_rated(),
        invoices.deposit(),
        invoices.final(),
    ],
    ids=["19", "19 and 7", "AE", "O", "E", "Z", "deposit", "final"],
)
def test_the_official_rules_take_the_mirror_of_every_invoice(
    original: PrintedInvoice, profile: Profile
) -> None:
    mirror = mirrored(invoices.in_profile(original, profile), LATER, None)
    verdict = rules.validate(xml.build(mirror), profile)
    assert verdict.valid, verdict


def test_a_cancelled_zero_bears_no_minus() -> None:
    assert str(mirrored(invoices.reverse_charge(), LATER, None).vat) == "0.00"
    assert Decimal(str(mirrored(invoices.reverse_charge(), LATER, None).gross)) == -2100
