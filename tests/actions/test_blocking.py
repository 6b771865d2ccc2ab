"""The team blocks a client in two levels, with a reason and a day to look again (R57, R58)."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kontor.actions import block_client, review_order, run_night, submit_order
from kontor.clients.blocks import Block, block_faults, usual_review
from kontor.clients.models import Client
from kontor.clients.queries import block_reviews
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.invoicing.models import Invoice
from kontor.orders.draft import First
from kontor.orders.models import Order
from kontor.orders.touched import Touched, touched_by_block
from kontor.people.roles import Role
from tests.actions.test_first_path import night
from tests.builders import drafts, house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
APRIL = date(2027, 4, 4)


@pytest.fixture
def people() -> Cast:
    return cast()


def blocked(
    people: Cast,
    level: Block = Block.NO_ORDERS,
    reason: str = "Three invoices open.",
    review_on: date | None = APRIL,
) -> Client:
    return block_client.block(
        people.advisor, people.client.pk, level, MONDAY, reason, review_on, _version(people)
    )


def _version(people: Cast) -> int:
    return Client.objects.get(pk=people.client.pk).version


def told(people: Cast) -> list[HistoryEntry]:
    about = f"client:{people.client.pk}"
    return list(HistoryEntry.objects.filter(about=about, event="block_client").order_by("id"))


def test_a_block_stands_with_reason_day_and_name_and_in_the_history(people: Cast) -> None:
    client = blocked(people)
    client.refresh_from_db()
    assert (client.block, client.block_reason) == ("no_orders", "Three invoices open.")
    assert (client.block_review_on, client.blocked_by, client.blocked_at) == (
        APRIL,
        people.advisor,
        MONDAY,
    )
    (entry,) = told(people)
    assert entry.data == {
        "before": {"level": "none", "reason": "", "review_on": ""},
        "after": {
            "level": "no_orders",
            "reason": "Three invoices open.",
            "review_on": "2027-04-04",
        },
        "reason": "Three invoices open.",
    }


def test_lifting_leaves_nothing_but_the_history(people: Cast) -> None:
    blocked(people)
    client = blocked(people, Block.NONE, "All paid.", None)
    client.refresh_from_db()
    assert (client.block, client.block_reason, client.block_review_on) == ("none", "", None)
    assert (client.blocked_by, client.blocked_at) == (None, None)
    assert told(people)[-1].data["reason"] == "All paid."


def test_the_database_keeps_no_reason_without_a_block(people: Cast) -> None:
    for changes in ({"block_reason": "x"}, {"block_review_on": APRIL}, {"blocked_at": MONDAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Client.objects.filter(pk=people.client.pk).update(**changes)


def test_one_more_click_writes_nothing(people: Cast) -> None:
    blocked(people)
    blocked(people)
    assert len(told(people)) == 1


def test_four_words_are_enough_for_a_command(people: Cast) -> None:
    client = block_client.block(people.advisor, people.client.pk, Block.ADVANCE_ONLY, MONDAY)
    assert (client.block, client.block_reason, client.block_review_on) == ("advance_only", "", None)
    block_client.block(people.advisor, people.client.pk, Block.NONE, MONDAY)
    block_client.block(people.advisor, people.client.pk, Block.NONE, MONDAY)
    assert len(told(people)) == 2


def test_a_stale_page_changes_nothing(people: Cast) -> None:
    version = _version(people)
    blocked(people)
    with pytest.raises(Conflict):
        block_client.block(
            people.advisor, people.client.pk, Block.NONE, MONDAY, "Paid.", None, version
        )
    assert Client.objects.get(pk=people.client.pk).block == "no_orders"


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.ACCOUNTANT, Role.ADMIN])
def test_the_whole_team_may_block(people: Cast, role: Role) -> None:
    person = house.person("Some Body", role)
    client = block_client.block(person, people.client.pk, Block.NO_ORDERS, MONDAY, "Debts.")
    assert client.blocked_by == person
    assert told(people)[0].actor == role.value


def test_members_may_not(people: Cast) -> None:
    with pytest.raises(Forbidden):
        block_client.block(people.owner, people.client.pk, Block.NO_ORDERS, MONDAY)
    with pytest.raises(NotFound):
        block_client.block(people.advisor, 10**9, Block.NO_ORDERS, MONDAY)


@pytest.mark.parametrize(
    ("reason", "review_on", "fields"),
    [
        ("", APRIL, ["reason"]),
        (" \n", None, ["reason"]),
        ("x" * 501, None, ["reason"]),
        ("Debts.", TODAY - timedelta(days=1), ["review_on"]),
        ("Debts.", date(2028, 1, 5), ["review_on"]),
        ("Debts.", date(2028, 1, 4), []),
        ("Debts.", TODAY, []),
        ("Debts.", None, []),
    ],
)
def test_what_a_page_may_send(reason: str, review_on: date | None, fields: list[str]) -> None:
    faults = block_faults(Block.NO_ORDERS, reason, review_on, TODAY, asked=True)
    assert [fault.field for fault in faults] == fields


def test_the_day_to_look_again_is_three_months_ahead_unless_chosen() -> None:
    assert usual_review(date(2026, 11, 30)) == date(2027, 2, 28)


def test_a_reason_is_needed_on_the_page_for_lifting_too(people: Cast) -> None:
    blocked(people)
    with pytest.raises(Invalid):
        blocked(people, Block.NONE, "", None)


def reminders() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(purpose="block_review").order_by("id"))


def test_the_team_is_reminded_once_even_when_nights_were_missed(people: Cast) -> None:
    client = blocked(people)
    run_night.run(night(APRIL - timedelta(days=1)))
    assert not reminders()
    for day in (2, 2, 3, 4, 9):
        run_night.run(night(APRIL + timedelta(days=day)))
    (mail,) = reminders()
    assert mail.audience == "team"
    assert mail.cause == f"block_review:{client.pk}:2027-04-04"
    assert "Three invoices open." in mail.text
    assert f"/team/clients/{client.pk}/block" in mail.text
    assert list(block_reviews(APRIL)) == [client]
    assert not block_reviews(APRIL - timedelta(days=1))


def test_a_new_day_is_reminded_of_anew_and_a_lifted_block_never(people: Cast) -> None:
    blocked(people)
    run_night.run(night(APRIL))
    may = date(2027, 5, 4)
    blocked(people, review_on=may)
    assert not block_reviews(APRIL)
    run_night.run(night(may))
    assert len(reminders()) == 2
    blocked(people, review_on=date(2027, 6, 1))
    blocked(people, Block.NONE, "Paid.", None)
    run_night.run(night(date(2027, 6, 2)))
    assert len(reminders()) == 2


def test_it_is_counted_what_a_block_touches(people: Cast) -> None:
    owner, client = people.owner, people.client
    orders.drafted(owner, client)
    orders.drafted(people.stranger, client)
    orders.submitted(owner, client)
    orders.submitted(owner, client, First.CLIENT)
    orders.active(owner, people.advisor, client)
    assert touched_by_block(client) == Touched(drafts=2, in_review=1, waiting=1, running=1)


def test_an_order_in_review_is_stopped_and_an_active_one_goes_on(people: Cast) -> None:
    running = orders.active(people.owner, people.advisor, people.client)
    order = orders.submitted(people.owner, people.client)
    blocked(people)
    with pytest.raises(Invalid):
        review_order.approve(people.advisor, order.pk, orders.shown(order), MONDAY, reason="")
    run_night.run(night(date(2027, 1, 11)))
    running.refresh_from_db()
    assert running.status == "active"
    assert Invoice.objects.get(order=running).status == "draft"


@pytest.mark.parametrize(("due", "lets_through"), [("2027-01-11", True), ("2027-01-12", False)])
def test_whole_payment_in_advance_passes_the_lower_level(
    people: Cast, due: str, *, lets_through: bool
) -> None:
    blocked(people, Block.ADVANCE_ONLY)
    order = orders.drafted(people.owner, people.client, payment=drafts.advance(due))
    with suppress(Conflict):
        submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
    assert (Order.objects.get(pk=order.pk).status == "team_review") is lets_through
