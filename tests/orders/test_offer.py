"""What the client sees, frozen with a hash over what makes a new revision (spec § 6)."""

import json
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.clients.facts import ClientFacts
from kontor.invoicing.vat import terms_for
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    Every,
    LineKind,
    Mode,
    Payment,
    Recurrence,
    SkipReason,
    Treatment,
)
from kontor.orders.offer import (
    Offer,
    content_hash,
    offer_from_json,
    offer_json,
    offer_of,
    planned_ahead,
)
from kontor.orders.recurrence import planned_until
from tests.builders.drafts import (
    RATES,
    TODAY,
    client,
    deposit,
    draft,
    german_client,
    in_percents,
    line,
    recurrent,
)


def offer(of: Draft | None = None, to: ClientFacts | None = None) -> Offer:
    facts = to or client()
    return offer_of(of or draft(), facts, "Ada Brandt", terms_for(facts, TODAY, RATES))


def hash_with(**changes: Any) -> str:
    return hash_of(offer(draft(**changes)))


def hash_of(of: Offer, client_id: int = 1) -> str:
    return content_hash(of, client_id)


def test_an_offer_survives_the_way_through_json() -> None:
    text = offer_json(offer())
    assert offer_from_json(text) == offer()
    assert offer_json(offer_from_json(text)) == text
    assert hash_of(offer_from_json(text)) == hash_of(offer())


def test_the_texts_are_kept_character_for_character() -> None:
    typed = "  „Größe“ -- 'x'\n\n\t<b>&amp;</b>  "
    assert offer_from_json(offer_json(offer(draft(description=typed)))).description == typed


def test_nothing_of_the_team_or_the_contact_is_in_it() -> None:
    secret = draft(
        comment="canary comment",
        contact=Contact("canary name", "canary@mail.example", "canary phone"),
        sector="canary sector",
        hours=Decimal(77777),
    )
    text = offer_json(offer(secret))
    assert "canary" not in text
    assert "77777" not in text
    assert not {field.name for field in fields(Offer)} & {"comment", "contact", "sector", "hours"}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Winter catalogue"},
        {"title": "Autumn catalogue "},
        {"description": "Layout"},
        {"service_from": date(2027, 1, 12)},
        {"service_to": date(2027, 1, 14)},
        {"place_country": "DE"},
        {"lines": (line("6"),)},
        {"lines": (line(price="420.01"),)},
        {"lines": (line(text="Layout"),)},
        {"lines": (line(kind=LineKind.EXPENSE),)},
        {"lines": (line(vat=Treatment.STANDARD),)},
        {"lines": (line(), line())},
        {"payment": replace(draft().payment, billing_date=date(2027, 1, 19))},
        {"payment": replace(draft().payment, term_days=30)},
        {"special_agreement": "Two free copies."},
    ],
)
def test_a_change_of_the_agreement_makes_a_new_revision(change: dict[str, Any]) -> None:
    assert hash_with(**change) != hash_of(offer())


@pytest.mark.parametrize(
    "change",
    [
        {"contact": Contact("Somebody Else", "else@lefevre.example")},
        {"confirmation": ClientConfirmation(valid_until=date(2027, 2, 1))},
        {"confirmation": ClientConfirmation(ask=False, skip_reason=SkipReason.OWN_FORM)},
        {"buyer_reference": "PO 4711"},
        {"purchase_order": "4711"},
        {"hours": Decimal(39)},
        {"sector": "photography"},
        {"comment": "new"},
        {"place_country": "FR"},  # the default, said out loud
        {"lines": (line("5.000", "420"),)},  # the same number, written otherwise
        {"lines": (line(vat=Treatment.REVERSE_CHARGE),)},  # the default, said out loud
    ],
)
def test_other_changes_keep_the_revision(change: dict[str, Any]) -> None:
    assert hash_with(**change) == hash_of(offer())


def test_another_client_makes_a_new_revision_and_a_corrected_street_does_not() -> None:
    base = hash_of(offer())
    assert hash_of(offer(to=client(name="Lefèvre Frères SARL"))) != base
    assert hash_of(offer(to=german_client())) != base
    assert hash_of(offer(to=client(street="13 rue des Écoles"))) == base


def test_a_namesake_of_the_client_makes_a_new_revision() -> None:
    assert hash_of(offer(), client_id=2) != hash_of(offer(), client_id=1)


def paid(payment: Payment, **changes: Any) -> Offer:
    return offer(draft(payment=payment, **changes))


MONTHLY = recurrent("2027-01-31")


@pytest.mark.parametrize(
    ("payment", "changes"),
    [
        (deposit("700.00", "2027-01-04", "2027-01-18"), {}),
        (in_percents(("2027-01-12", "50"), ("2027-01-18", "50")), {}),
        (replace(MONTHLY, recurrence=Recurrence(times=1)), {}),
        (MONTHLY, {"service_to": None}),
    ],
)
def test_every_mode_of_payment_survives_the_way_through_json(
    payment: Payment, changes: dict[str, Any]
) -> None:
    made = paid(payment, **changes)
    assert offer_from_json(offer_json(made)) == made
    assert made.payment == replace(payment, billing_date=made.invoices[0].billing_date, parts=())
    assert all(row.groups for row in made.invoices)


def test_an_offer_frozen_before_there_were_other_modes_can_still_be_read() -> None:
    plain = json.loads(offer_json(offer()))
    del plain["deposit"], plain["recurrence"], plain["invoices"][0]["groups"]
    old = offer_from_json(json.dumps(plain))
    assert old.payment == offer().payment
    assert old.amounts == offer().amounts


@pytest.mark.parametrize(
    "rule",
    [
        {"every": 2},
        {"unit": Every.WEEK},
        {"last_day": True},
        {"times": 12},
        {"until": date(2028, 1, 30)},
    ],
)
def test_another_rule_makes_a_new_revision(rule: dict[str, Any]) -> None:
    ended = {"times", "until"} & rule.keys()
    other = recurrent("2027-01-31", **rule)
    changed = paid(other, service_to=date(2028, 1, 10) if ended else None)
    assert hash_of(changed) != hash_of(paid(MONTHLY, service_to=None))


def test_the_parts_of_a_payment_make_a_new_revision() -> None:
    base = hash_of(paid(deposit("700.00", "2027-01-04", "2027-01-18")))
    assert hash_of(paid(deposit("701.00", "2027-01-04", "2027-01-18"))) != base
    assert hash_of(paid(deposit("700.00", "2027-01-04", "2027-01-19"))) != base


def test_a_year_that_rolls_on_is_no_new_revision() -> None:
    made = paid(MONTHLY, service_to=None)
    later = tuple(planned_ahead(made, date(2030, 1, 1)))
    assert later[: len(made.invoices)] == made.invoices
    assert len(later) == 36
    assert hash_of(replace(made, invoices=later)) == hash_of(made)
    shifted = paid(recurrent("2027-01-30"), service_to=None)
    assert hash_of(shifted) != hash_of(made)


@given(
    st.dates(date(2026, 1, 1), date(2031, 12, 31)),
    st.builds(Recurrence, every=st.integers(1, 5), unit=st.sampled_from(Every)),
    st.lists(st.integers(0, 2000), max_size=20),
)
def test_a_plan_extended_again_and_again_is_the_plan_made_at_once(
    first: date, rule: Recurrence, later: list[int]
) -> None:
    payment = Payment(Mode.RECURRENT, first, recurrence=rule)
    made = paid(payment, service_from=first, service_to=None)
    rows = list(made.invoices)
    for today in (first + timedelta(days=days) for days in sorted(later)):
        rows += list(planned_ahead(made, planned_until(first, today)))[len(rows) :]
    last = planned_until(first, first + timedelta(days=max(later, default=0)))
    assert rows == list(planned_ahead(made, last))


def test_only_an_open_ended_payment_is_planned_ahead() -> None:
    with pytest.raises(ValueError, match="open-ended"):
        planned_ahead(offer(), date(2030, 1, 1))


def test_the_sum_is_that_of_the_invoices_and_of_a_recurrent_payment_that_of_each() -> None:
    cents = {"lines": (line("1", "0.06"),)}
    halves = in_percents(("2027-01-12", "50"), ("2027-02-01", "50"))
    split = offer(draft(payment=halves, **cents), german_client())
    assert (split.vat, split.amounts.vat) == (Decimal("0.01"), Decimal("0.02"))
    assert split.amounts.gross == sum(row.gross for row in split.invoices)
    each = paid(MONTHLY, service_to=None)
    assert each.amounts.gross == each.gross == each.invoices[0].gross


def test_an_offer_that_skips_the_client_has_no_deadline() -> None:
    skipped = draft(confirmation=ClientConfirmation(ask=False, skip_reason=SkipReason.OWN_FORM))
    assert offer(skipped).valid_until is None


def test_the_clients_own_reference_is_the_default() -> None:
    assert offer(to=client(buyer_reference="PO 1")).buyer_reference == "PO 1"
    assert (
        offer(draft(buyer_reference="PO 2"), client(buyer_reference="PO 1")).buyer_reference
        == "PO 2"
    )


@pytest.mark.parametrize(
    "half",
    [
        draft(service_to=None),
        draft(lines=(line(unit=None),)),
        draft(confirmation=ClientConfirmation()),
        draft(payment=recurrent("2027-01-31", times=1), service_to=None),
        draft(payment=in_percents(("2027-01-31", "50"))),
    ],
)
def test_half_a_draft_makes_no_offer(half: Draft) -> None:
    with pytest.raises(ValueError, match=r"complete|billed"):
        offer(half)


def test_offers_frozen_before_recurrent_payments_existed_keep_their_hash() -> None:
    frozen = "eb60ac7d47ad4aacf9aaab63a2111d0d7b71dcdf8dc8ac4d67395a7c7894d299"
    assert hash_of(offer()) == frozen
