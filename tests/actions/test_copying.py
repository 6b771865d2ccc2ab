"""Duplicating: any own order, in any status, and the copy asks before it goes out (R45–R47)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kontor.actions import answer_offer, copy_order, draft_order, submit_order
from kontor.actions.answer_offer import Answer
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Forbidden, Invalid, NotFound
from kontor.orders.copying import ToCheck
from kontor.orders.draft import First
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.record import draft_of
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=60)


@pytest.fixture
def people() -> Cast:
    return cast()


def submit(people: Cast, copy: Order) -> Order:
    return submit_order.submit(people.owner, copy.pk, First.TEAM, copy.version, LATER)


def save(people: Cast, copy: Order, *, ticked: set[str] | None = None, **changes: Any) -> Order:
    draft = replace(draft_of(copy), **changes)
    return draft_order.save(people.owner, copy.pk, draft, copy.version, LATER, ticked=ticked)


def test_the_copy_is_a_new_draft_with_the_content_of_the_original(people: Cast) -> None:
    original = orders.active(people.owner, people.advisor, people.client, purchase_order="PO-77")
    copy = copy_order.duplicate(people.owner, original.pk, LATER)
    assert copy.number != original.number
    assert (copy.status, copy.copied_from, copy.version) == ("draft", original, 1)
    assert copy.to_check == ["service_period", "payment", "billing_dates"]
    wanted = draft_of(original)
    assert draft_of(copy) == replace(
        wanted,
        comment="",
        purchase_order="",
        confirmation=replace(wanted.confirmation, valid_until=date(2027, 3, 12)),
    )


def test_nothing_that_happened_to_the_original_comes_along(people: Cast) -> None:
    original = orders.active(people.owner, people.advisor, people.client)
    copy = copy_order.duplicate(people.owner, original.pk, LATER)
    assert copy.revision is copy.approved_revision is copy.confirmed_revision is None
    assert copy.submitted_at is None
    assert not copy.proofs.exists()
    entry = HistoryEntry.objects.get(about=about(copy.pk))
    assert (entry.event, entry.data) == ("create", {"copied_from": original.number})


def every_status(people: Cast) -> list[Order]:
    owner, advisor, client = people.owner, people.advisor, people.client
    once = orders.submitted(owner, client)
    submit_order.take_back(owner, once.pk, MONDAY)
    draft_order.put_away(owner, once.pk, MONDAY)
    return [
        orders.drafted(owner, client),
        once,
        orders.submitted(owner, client),
        orders.approved(owner, advisor, client),
        orders.changes_requested(owner, advisor, client, "Please."),
        orders.rejected(owner, advisor, client),
        orders.lapsed(owner, advisor, client),
        orders.active(owner, advisor, client),
    ]


def test_an_order_in_any_status_can_be_duplicated(people: Cast) -> None:
    for order in every_status(people):
        copy = copy_order.duplicate(people.owner, order.pk, LATER)
        assert (copy.status, copy.title) == ("draft", "Autumn catalogue")
        assert copy.put_away_at is None


def test_even_an_empty_draft_can_be_duplicated(people: Cast) -> None:
    order = draft_order.create(people.owner, replace(draft_of(Order(pk=10**9))), MONDAY)
    assert copy_order.duplicate(people.owner, order.pk, MONDAY).title == ""


def test_nobody_duplicates_the_order_of_somebody_else(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(NotFound):
        copy_order.duplicate(people.stranger, order.pk, MONDAY)
    with pytest.raises(Forbidden):
        copy_order.duplicate(people.advisor, order.pk, MONDAY)


def test_two_clicks_on_one_page_make_one_copy_and_lose_no_typing(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    copy = copy_order.duplicate(people.owner, order.pk, MONDAY, "key")
    save(people, copy, title="Spring catalogue")
    again = copy_order.duplicate(people.owner, order.pk, MONDAY, "key")
    assert (again.pk, again.title) == (copy.pk, "Spring catalogue")
    assert copy_order.duplicate(people.owner, order.pk, MONDAY, "other").pk != copy.pk


def test_a_copy_is_not_submitted_before_everything_is_checked(people: Cast) -> None:
    copy = copy_order.duplicate(people.owner, orders.drafted(people.owner, people.client).pk, LATER)
    with pytest.raises(Invalid) as refused:
        submit(people, copy)
    assert [fault.field for fault in refused.value.faults] == [
        "to_check.service_period",
        "to_check.payment",
        "to_check.billing_dates",
    ]
    copy = save(people, copy, ticked={"payment", "billing_dates"}, service_to=date(2027, 3, 20))
    assert copy.to_check == []
    assert submit(people, copy).status == "team_review"


def test_the_database_refuses_to_submit_it_too(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    order.to_check = ["payment"]
    with pytest.raises(IntegrityError), transaction.atomic():
        order.save()


def test_ticks_are_kept_until_they_are_taken_back(people: Cast) -> None:
    copy = copy_order.duplicate(people.owner, orders.drafted(people.owner, people.client).pk, LATER)
    copy = save(people, copy, ticked={"payment"})
    assert copy.to_check == ["service_period", "billing_dates"]
    copy = save(people, copy, title="Other")
    assert copy.to_check == ["service_period", "billing_dates"]
    assert save(people, copy, ticked=set()).to_check == list(ToCheck)


def test_the_copy_outlives_the_draft_it_came_from(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    copy = copy_order.duplicate(people.owner, order.pk, MONDAY)
    draft_order.delete(people.owner, order.pk)
    copy.refresh_from_db()
    assert copy.copied_from is None
    assert copy.to_check == list(ToCheck)


def test_a_copy_of_an_answered_order_waits_for_an_answer_of_its_own(people: Cast) -> None:
    original = orders.active(people.owner, people.advisor, people.client)
    copy = copy_order.duplicate(people.owner, original.pk, LATER)
    copy = submit(people, save(people, copy, ticked=set(ToCheck)))
    orders.approve(people.advisor, copy, LATER)
    answer = Answer(hash=orders.shown(copy), name="Chloé Martin")
    assert answer_offer.confirm(orders.token(copy), answer, LATER).status == "active"
