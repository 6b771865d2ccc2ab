"""What can be saved and what can be submitted (spec § 5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.clients.facts import Kind
from kontor.foundation.money import ZERO
from kontor.invoicing.vat import terms_for
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    Every,
    Line,
    LineKind,
    Mode,
    Part,
    Payment,
    Recurrence,
    Share,
    SkipReason,
    Treatment,
    Unit,
)
from kontor.orders.payment_warnings import warnings
from kontor.orders.plan import plan_of
from kontor.orders.submitting import Surroundings, faults_to_save, faults_to_submit
from kontor.orders.totals import Totals, totals
from tests.builders.drafts import (
    RATES,
    TODAY,
    client,
    draft,
    german_client,
    line,
    surroundings,
    vat_terms,
)


def fields(of: Draft, around: Surroundings | None = None) -> list[str]:
    return [fault.field for fault in faults_to_submit(of, around or surroundings())]


def with_line(**changes: Any) -> Draft:
    return draft(lines=(line(**changes),))


def with_payment(**changes: Any) -> Draft:
    return draft(payment=replace(draft().payment, **changes))


def with_contact(**changes: Any) -> Draft:
    return draft(contact=replace(draft().contact, **changes))


def asking(until: date | None) -> Draft:
    return draft(confirmation=ClientConfirmation(valid_until=until))


def skipping(reason: SkipReason | None, text: str = "") -> Draft:
    return draft(confirmation=ClientConfirmation(ask=False, skip_reason=reason, skip_text=text))


def test_a_complete_draft_can_be_submitted() -> None:
    assert fields(draft()) == []


def test_an_empty_draft_can_be_saved_and_names_every_missing_field() -> None:
    nobody = replace(surroundings(), client=None, vat=None)
    assert faults_to_save(Draft()) == []
    assert fields(Draft(), nobody) == [
        "client",
        "contact.name",
        "contact.email",
        "sector",
        "title",
        "description",
        "service_from",
        "service_to",
        "lines",
        "confirmation.valid_until",
        "payment.billing_date",
    ]
    assert all(fault.missing for fault in faults_to_submit(Draft(), nobody))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (draft(title="   "), "title"),
        (draft(sector="alchemy"), "sector"),
        (draft(place_country="XX"), "place_country"),
        (draft(service_to=date(2027, 1, 10)), "service_to"),
        (draft(service_from=date(1999, 12, 31)), "service_from"),
        (draft(service_to=date(2032, 1, 5)), "service_to"),
        (draft(service_to=date.max), "service_to"),
        (draft(hours=Decimal(0)), "hours"),
        (draft(lines=()), "lines"),
        (draft(lines=(line(kind=LineKind.EXPENSE),)), "lines"),
        (with_line(text=""), "lines[0].text"),
        (with_line(unit=None), "lines[0].unit"),
        (draft(lines=(line(), replace(line(), quantity=None))), "lines[1].quantity"),
        (draft(lines=(replace(line(), unit_price=None),)), "lines[0].unit_price"),
        (draft(lines=(line("2", "9999999.99"),)), "lines[0].unit_price"),
        (draft(lines=(line(), line(vat=Treatment.OUTSIDE))), "lines[1].vat"),
        (with_contact(name=""), "contact.name"),
        (with_contact(email="chloe@"), "contact.email"),
        (with_payment(billing_date=None), "payment.billing_date"),
        (with_payment(billing_date=date(2032, 1, 5)), "payment.billing_date"),
        (with_payment(term_days=None), "payment.term_days"),
        (with_payment(term_days=91), "payment.term_days"),
        (with_payment(term_days=-1), "payment.term_days"),
        (asking(None), "confirmation.valid_until"),
        (asking(date(2027, 1, 3)), "confirmation.valid_until"),
        (asking(date(2028, 1, 5)), "confirmation.valid_until"),
        (skipping(None), "confirmation.skip_reason"),
        (skipping(SkipReason.OTHER), "confirmation.skip_text"),
        (draft(buyer_reference="991-03730-18"), "buyer_reference"),
    ],
)
def test_one_wrong_field_is_named_alone(wrong: Draft, field: str) -> None:
    assert fields(wrong) == [field]


@pytest.mark.parametrize(
    "good",
    [
        draft(service_to=date(2027, 1, 11)),
        draft(service_to=date(2032, 1, 4)),
        draft(lines=(line("1", "9999999.99"),)),
        draft(lines=(line("999999.999", "9.9999"),)),
        draft(lines=(line("0", "0"),)),
        draft(lines=(line(), line(kind=LineKind.EXPENSE, unit=Unit.PIECE)), hours=None),
        with_payment(billing_date=date(2026, 12, 1)),
        with_payment(term_days=0),
        with_payment(term_days=90),
        asking(TODAY),
        asking(date(2028, 1, 4)),
        skipping(SkipReason.SIGNED_AGREEMENT),
        skipping(SkipReason.OTHER, "as every year"),
    ],
)
def test_the_limits_themselves_are_allowed(good: Draft) -> None:
    assert fields(good) == []


@pytest.mark.parametrize("unit", [Unit.PIECE, Unit.FLAT])
def test_fixed_prices_need_the_working_time(unit: Unit) -> None:
    assert fields(draft(hours=None, lines=(line(unit=unit),))) == ["hours"]
    assert fields(draft(hours=None, lines=(line(unit=Unit.HOUR),))) == []


def test_public_bodies_need_a_buyer_reference_which_the_client_may_bring() -> None:
    office = german_client(kind=Kind.PUBLIC)
    assert fields(draft(), surroundings(office)) == ["buyer_reference"]
    assert fields(draft(buyer_reference="PO 4711"), surroundings(office)) == []
    known = replace(office, buyer_reference="04011000-1234512345-06")
    assert fields(draft(), surroundings(known)) == []


def test_members_and_team_cannot_confirm_their_own_orders() -> None:
    own = surroundings(house_addresses=frozenset({"ada@members.example"}))
    assert fields(with_contact(email=" Ada@Members.example "), own) == ["contact.email"]
    assert fields(with_contact(email="ada+1@members.example"), own) == []


def test_what_the_team_decides_about_vat_can_be_submitted_to_it() -> None:
    tourist = surroundings(client(kind=Kind.PRIVATE, country="US", vat_number=""))
    assert faults_to_submit(draft(), tourist) == []
    for proposed in (Treatment.REDUCED, Treatment.EXEMPT, Treatment.OUTSIDE):
        assert faults_to_submit(with_line(vat=proposed), tourist) == []


def test_reverse_charge_is_refused_at_the_line_without_a_valid_number() -> None:
    reverse = with_line(vat=Treatment.REVERSE_CHARGE)
    assert fields(reverse, surroundings(client(vat_number=""))) == ["lines[0].vat"]
    around = surroundings()
    invalid = terms_for(client(), TODAY, RATES, number_invalid=True)
    assert fields(reverse, replace(around, vat=invalid)) == ["lines[0].vat"]
    assert fields(reverse, around) == []


def test_unprintable_characters_are_refused_where_they_are_typed() -> None:
    no_emoji = surroundings(unprintable=lambda text: [c for c in text if c == "🎉"])
    party = draft(title="Party 🎉", lines=(line(text="🎉🎉"),), comment="🎉")
    faults = faults_to_submit(party, no_emoji)
    assert [fault.field for fault in faults] == ["title", "lines[0].text"]
    assert faults[0].sentence.english() == (
        "Write this without 🎉 (U+1F389 PARTY POPPER): the invoice cannot print it."
    )


@pytest.mark.parametrize(
    "field", ["description", "special_agreement", "purchase_order", "buyer_reference"]
)
def test_every_text_of_the_invoice_must_be_printable(field: str) -> None:
    no_emoji = surroundings(unprintable=lambda text: [c for c in text if c == "🎉"])
    assert [each.field for each in faults_to_submit(draft(**{field: "a🎉"}), no_emoji)] == [field]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (draft(title="x" * 201), "title"),
        (draft(title="a\r\nBcc: x@y.de"), "title"),
        (draft(description="x" * 8001), "description"),
        (draft(description="\x00"), "description"),
        (draft(comment="\u202e"), "comment"),
        (draft(hours=Decimal("1.234")), "hours"),
        (draft(hours=Decimal("NaN")), "hours"),
        (with_contact(phone="\n"), "contact.phone"),
        (draft(lines=(line("1000000", "1"),)), "lines[0].quantity"),
        (draft(lines=(line("0.0005", "1"),)), "lines[0].quantity"),
        (draft(lines=(line("1", "-1"),)), "lines[0].unit_price"),
        (draft(lines=(line("1", "1E+30"),)), "lines[0].unit_price"),
        (draft(lines=(line("1", "10000000"),)), "lines[0].unit_price"),
        (draft(lines=(line("1", "0.00001"),)), "lines[0].unit_price"),
        (draft(lines=(line("1", "Infinity"),)), "lines[0].unit_price"),
        (draft(lines=(line(),) * 201), "lines"),
    ],
)
def test_what_cannot_be_stored_is_refused_even_in_a_draft(wrong: Draft, field: str) -> None:
    assert {fault.field for fault in faults_to_save(wrong)} == {field}
    assert fields(wrong)[0] == field


def test_a_billing_date_in_the_past_is_allowed_with_a_warning() -> None:
    late = with_payment(billing_date=date(2027, 1, 3))
    assert fields(late) == []
    assert [fault.field for fault in warnings(late, TODAY)] == ["payment.billing_date"]
    assert warnings(Draft(), TODAY) == []


def test_an_invoice_before_the_end_of_the_service_is_allowed_with_a_warning() -> None:
    (early,) = warnings(with_payment(billing_date=date(2027, 1, 14)), TODAY)
    assert early.field == "payment.billing_date"
    assert "15 January 2027" in early.sentence.english()
    assert warnings(with_payment(billing_date=date(2027, 1, 15)), TODAY) == []


def test_reverse_charge_is_invoiced_by_the_15th_of_the_next_month() -> None:
    vat = surroundings().vat
    assert warnings(with_payment(billing_date=date(2027, 2, 15)), TODAY, vat) == []
    (late,) = warnings(with_payment(billing_date=date(2027, 2, 16)), TODAY, vat)
    assert late.sentence.english() == (
        "With reverse charge the law wants the invoice by 15 February 2027."
    )
    german = surroundings(german_client()).vat
    assert warnings(with_payment(billing_date=date(2027, 2, 16)), TODAY, german) == []


def test_a_fault_says_what_to_do() -> None:
    faults = faults_to_submit(draft(service_from=date(2027, 3, 22)), surroundings())
    assert faults[0].sentence.english() == (
        "Choose 22 March 2027 or later. The service starts on that day."
    )


numbers = st.none() | st.decimals(allow_nan=True, allow_infinity=True)
days = st.none() | st.dates()
shares = st.builds(Share, numbers, numbers)
SUMS = totals(draft().lines, vat_terms())
NO_SUMS = Totals((), (), ZERO, ZERO, ZERO, ZERO, ZERO)
payments = st.builds(
    Payment,
    mode=st.sampled_from(Mode),
    billing_date=days,
    term_days=st.none() | st.integers(),
    parts=st.lists(st.builds(Part, days, shares), max_size=3).map(tuple),
    deposit=st.none() | shares,
    final_date=days,
    recurrence=st.none()
    | st.builds(
        Recurrence,
        st.none() | st.integers(),
        st.none() | st.sampled_from(Every),
        st.booleans(),
        st.none() | st.integers(),
        days,
    ),
)
drafts = st.builds(
    Draft,
    contact=st.builds(Contact, name=st.text(), email=st.text(), phone=st.text()),
    title=st.text(),
    description=st.text(),
    service_from=days,
    service_to=days,
    hours=numbers,
    lines=st.lists(
        st.builds(Line, st.text(), numbers, st.none() | st.sampled_from(Unit), numbers), max_size=2
    ).map(tuple),
    confirmation=st.builds(ClientConfirmation, st.booleans(), days),
    payment=payments,
)


@given(drafts)
def test_nothing_that_is_typed_breaks_the_rules(typed: Draft) -> None:
    around = surroundings()
    plan_of(typed, NO_SUMS)
    plan_of(typed, SUMS, RATES)
    noticed = warnings(typed, TODAY, around.vat)
    for fault in noticed + faults_to_submit(typed, around):
        assert fault.field
        assert fault.sentence.english()
