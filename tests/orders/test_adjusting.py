"""What the team may adjust; there is no way to say anything else (R9–R11)."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from kontor.orders.adjusting import Adjustment, adjusted, billing_dates, changes
from kontor.orders.draft import Mode, Part, Payment, Share, Treatment
from tests.builders import drafts

BY_HALVES = Payment(
    Mode.INSTALMENTS,
    parts=(
        Part(date(2027, 1, 18), Share(percent=Decimal(50))),
        Part(date(2027, 2, 18), Share(percent=Decimal(50))),
    ),
)


def test_an_adjustment_has_no_field_for_scope_quantity_price_or_amount() -> None:
    assert {each.name for each in fields(Adjustment)} == {
        "contact_name",
        "contact_phone",
        "place_country",
        "sector",
        "treatments",
        "dates",
        "buyer_reference",
        "purchase_order",
    }


def test_nothing_given_changes_nothing() -> None:
    draft = drafts.draft()
    assert adjusted(draft, Adjustment()) == draft
    assert changes(draft, draft) == ()


def test_what_is_given_is_told_before_and_after() -> None:
    draft = drafts.draft()
    by = Adjustment(
        sector="illustration",
        treatments=(Treatment.STANDARD,),
        dates=(date(2027, 1, 20),),
    )
    made = changes(draft, adjusted(draft, by))
    assert [(each.field, each.before, each.after) for each in made] == [
        ("sector", "graphic-design", "illustration"),
        ("lines[0].vat", "", "standard"),
        ("payment.billing_date", "2027-01-18", "2027-01-20"),
    ]


def test_every_mode_names_its_own_dates() -> None:
    deposit = Payment(
        Mode.ADVANCE,
        date(2027, 1, 5),
        deposit=Share(percent=Decimal(30)),
        final_date=date(2027, 1, 20),
    )
    assert [path for path, _day in billing_dates(BY_HALVES)] == [
        "payment.parts[0].date",
        "payment.parts[1].date",
    ]
    assert [path for path, _day in billing_dates(deposit)] == [
        "payment.billing_date",
        "payment.final_date",
    ]
    moved = adjusted(
        drafts.draft(payment=BY_HALVES), Adjustment(dates=(date(2027, 1, 19), date(2027, 3, 1)))
    )
    assert [part.on for part in moved.payment.parts] == [date(2027, 1, 19), date(2027, 3, 1)]
    assert [part.share for part in moved.payment.parts] == [part.share for part in BY_HALVES.parts]


def test_other_lines_than_the_order_has_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        adjusted(drafts.draft(), Adjustment(treatments=()))


def test_the_lines_keep_everything_but_their_vat() -> None:
    draft = drafts.draft()
    after = adjusted(draft, Adjustment(treatments=(Treatment.REDUCED,)))
    assert [replace(line, vat=None) for line in after.lines] == list(draft.lines)
