"""Two clients become one: everything open moves, nothing that was frozen or printed changes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kontor.actions import (
    block_client,
    change_client,
    decide_entry,
    draft_order,
    keep_clients,
    merge_clients,
    pause_reminders,
    post,
    review_order,
    run_night,
    submit_order,
    talk_client,
)
from kontor.clients import queries, record
from kontor.clients.blocks import Block
from kontor.clients.change_models import ClientProposal
from kontor.clients.facts import Kind
from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.clients.search import search
from kontor.clients.similar import similar_to
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, NotFound
from kontor.invoicing.models import Document, Invoice
from kontor.orders.draft import First
from kontor.orders.models import Invitation, Order, Revision
from kontor.orders.record import draft_of
from kontor.people.models import Person
from kontor.people.roles import Role
from kontor.receivables.dunning_models import ReminderPause
from kontor.receivables.given import Given
from kontor.receivables.kept_credit import kept_for
from kontor.receivables.models import Allocation, BlockProposal
from tests.actions.test_first_path import night
from tests.builders import bank, clients, drafts, house, orders
from tests.builders.orders import MONDAY
from tests.builders.proposals import proposed
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def twin(people: Cast) -> Client:
    """The same company, typed once more by somebody else."""
    return clients.client(people.stranger, name="Imprimerie Lefevre", invoice_email="")


def merge(person: Person, kept: Client, gone: Client) -> Client:
    first, second = (Client.objects.get(pk=each.pk).version for each in (kept, gone))
    merged = merge_clients.merge(person, kept.pk, gone.pk, first, second, MONDAY)
    kept.refresh_from_db()
    gone.refresh_from_db()
    return merged


def rows(model: Any) -> list[dict[str, Any]]:
    return list(model.objects.order_by("pk").values())


def test_orders_of_every_status_move(people: Cast, twin: Client) -> None:
    drafted = orders.drafted(people.stranger, twin)
    active = orders.active(people.owner, people.advisor, twin)
    waiting = orders.approved(people.owner, people.advisor, twin)
    merge(people.advisor, people.client, twin)
    assert twin.merged_into == people.client
    for order in (drafted, active, waiting):
        order.refresh_from_db()
        assert order.client == people.client
    assert orders.confirm(waiting).status == "active"


def test_what_was_frozen_or_printed_stays_as_it_is(people: Cast, twin: Client) -> None:
    orders.active(people.owner, people.advisor, twin)
    orders.approved(people.owner, people.advisor, twin)
    for day in (date(2027, 1, 11), date(2027, 1, 18)):
        run_night.run(night(day))
    frozen = (Revision, Invoice, Document, Invitation)
    before = [rows(model) for model in frozen]
    assert all(before[:2])
    merge(people.advisor, people.client, twin)
    assert [rows(model) for model in frozen] == before


def test_submitting_again_unchanged_keeps_the_revision(people: Cast, twin: Client) -> None:
    order = orders.submitted(people.owner, twin)
    shown = orders.shown(order)
    merge(people.advisor, people.client, twin)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    order.refresh_from_db()
    order = submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
    assert orders.shown(order) == shown
    review_order.approve(people.advisor, order.pk, shown, MONDAY)
    assert Revision.objects.filter(order=order).count() == 1


def test_of_two_pauses_of_reminders_the_longer_stays(people: Cast, twin: Client) -> None:
    for client, until in ((people.client, date(2027, 2, 1)), (twin, None)):
        pause_reminders.pause_client(people.accountant, client.pk, "Insolvent.", until, MONDAY)
    merge(people.advisor, people.client, twin)
    pause = ReminderPause.objects.get(ended_at=None)
    assert (pause.client, pause.until) == (people.client, None)


def test_refunds_kept_money_and_the_proposal_of_a_block_are_those_of_the_client_that_stays(
    people: Cast, twin: Client
) -> None:
    money_of_twin = replace(people, client=twin)
    refund = bank.to_pay_back(money_of_twin)
    kept = bank.entry("30.00")
    part = Given("credit", kept.amount, client_id=twin.pk)
    decide_entry.decide(people.accountant, kept.pk, [part], kept.rest, MONDAY)
    for client, oldest in ((people.client, date(2026, 10, 1)), (twin, date(2026, 9, 1))):
        BlockProposal.objects.create(client=client, opened_on=MONDAY.date(), oldest_due=oldest)
    merge(people.advisor, people.client, twin)
    refund.refresh_from_db()
    assert refund.client == people.client
    assert Allocation.objects.filter(kept_for(people.client)).count() == 1
    proposal = BlockProposal.objects.get(state="open")
    assert (proposal.client, proposal.oldest_due) == (people.client, date(2026, 9, 1))


def test_another_client_is_another_revision(people: Cast, twin: Client) -> None:
    order = orders.submitted(people.owner, twin)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    order.refresh_from_db()
    draft = replace(draft_of(order), client_id=people.client.pk)
    order = draft_order.save(people.owner, order.pk, draft, order.version, MONDAY)
    orders.submit(people.owner, order)
    assert Revision.objects.filter(order=order).count() == 2


def test_conversations_join_and_a_question_waits_once(people: Cast, twin: Client) -> None:
    for n, client in enumerate((twin, people.client)):
        talk_client.say(
            people.owner, client.pk, people.owner.pk, f"Question {n}", f"key-{n}", MONDAY
        )
        ClientQuestion.objects.filter(client=client).update(since=MONDAY + timedelta(hours=n))
    talk_client.say(people.stranger, twin.pk, people.stranger.pk, "And I?", "key-3", MONDAY)
    merge(people.advisor, people.client, twin)
    assert set(ClientMessage.objects.values_list("client", flat=True)) == {people.client.pk}
    questions = ClientQuestion.objects.filter(client=people.client).order_by("member")
    assert [(each.member, each.since) for each in questions] == [
        (people.owner, MONDAY),
        (people.stranger, MONDAY),
    ]


def test_of_two_open_proposals_of_one_member_the_newer_stays(people: Cast, twin: Client) -> None:
    for member in (people.owner, people.stranger):
        for client in (people.client, twin):
            orders.submitted(member, client)
    older = proposed(people.owner, people.client, town="Kehl")
    newer = proposed(people.owner, twin, MONDAY + timedelta(days=1), town="Lahr")
    other = proposed(people.stranger, twin, town="Lahr")
    merge(people.advisor, people.client, twin)
    assert set(queries.open_proposals()) == {newer, other}
    older.refresh_from_db()
    assert older.state == "withdrawn"
    assert not ClientProposal.objects.filter(client=twin).exists()


def test_the_stricter_block_stays_with_its_reason(people: Cast, twin: Client) -> None:
    block_client.block(people.advisor, twin.pk, Block.NO_ORDERS, MONDAY, "Owes us.")
    merge(people.advisor, people.client, twin)
    assert (people.client.block, people.client.block_reason) == (Block.NO_ORDERS, "Owes us.")
    assert people.client.blocked_by == people.advisor


def test_a_milder_block_changes_nothing(people: Cast, twin: Client) -> None:
    block_client.block(people.advisor, people.client.pk, Block.NO_ORDERS, MONDAY, "Owes us.")
    block_client.block(people.advisor, twin.pk, Block.ADVANCE_ONLY, MONDAY, "Pays late.")
    merge(people.advisor, people.client, twin)
    assert people.client.block_reason == "Owes us."


def test_data_and_verification_of_the_kept_one_stay_and_both_notes(
    people: Cast, twin: Client
) -> None:
    Client.objects.filter(pk=people.client.pk).update(team_note="Calls on Fridays.")
    Client.objects.filter(pk=twin.pk).update(team_note="Has a new board.", verified_at=None)
    people.client.refresh_from_db()
    facts = record.facts_of(people.client)
    merge(people.advisor, people.client, twin)
    assert record.facts_of(people.client) == facts
    assert people.client.team_note == "Calls on Fridays.\n\nHas a new board."


def test_both_histories_tell_it(people: Cast, twin: Client) -> None:
    orders.drafted(people.owner, twin)
    merge(people.advisor, people.client, twin)
    kept = HistoryEntry.objects.get(about=f"client:{people.client.pk}", event="merge")
    gone = HistoryEntry.objects.get(about=f"client:{twin.pk}", event="merged")
    assert (kept.data["name"], kept.data["moved"]["orders"]) == (twin.name, 1)
    assert gone.data["client"] == people.client.pk


def test_a_merged_client_is_not_found_any_more(people: Cast, twin: Client) -> None:
    merge(people.advisor, people.client, twin)
    for person in (people.owner, people.stranger, people.advisor):
        assert search(person, "lefevre") == [people.client]
    alike = similar_to(people.owner, drafts.client(name="Imprimerie Lefevre"), drafts.TODAY)
    assert [each.client for each in alike] == [people.client]


def test_a_draft_typed_for_the_merged_one_is_saved_for_the_kept_one(
    people: Cast, twin: Client
) -> None:
    known = orders.drafted(people.stranger, twin)
    merge(people.advisor, people.client, twin)
    draft = replace(draft_of(known), client_id=twin.pk)
    saved = draft_order.save(people.stranger, known.pk, draft, known.version, MONDAY)
    new = draft_order.create(people.owner, draft, MONDAY)
    for order in (saved, new):
        order.refresh_from_db()
        assert order.client == people.client


def test_the_very_same_client_added_again_is_the_kept_one(people: Cast) -> None:
    facts = drafts.german_client(verified=False)
    added = keep_clients.add(people.owner, facts, MONDAY)
    merge(people.advisor, people.client, added)
    assert keep_clients.add(people.owner, facts, MONDAY) == people.client


def test_invoices_to_come_go_to_the_kept_ones_email(people: Cast, twin: Client) -> None:
    order = orders.active(people.owner, people.advisor, twin)
    merge(people.advisor, people.client, twin)
    order.refresh_from_db()
    addresses = [each.address for each in post.invoice_addressees(order)]
    assert addresses == ["chloe.martin@lefevre.example", "compta@lefevre.example"]


def test_a_chain_is_one_step_long(people: Cast, twin: Client) -> None:
    third = clients.client(name="Lefèvre & fils")
    merge(people.advisor, people.client, twin)
    merge(people.advisor, third, people.client)
    twin.refresh_from_db()
    assert twin.merged_into == third
    assert record.current(twin.pk) == record.current(people.client.pk) == third.pk


def test_what_cannot_be_merged_is_refused(people: Cast, twin: Client) -> None:
    person = clients.client(name="Léa Lefèvre", kind=Kind.PRIVATE)
    for kept, gone in ((twin, twin), (twin, person), (person, twin)):
        with pytest.raises(Conflict):
            merge(people.advisor, kept, gone)
    with pytest.raises(NotFound):
        merge_clients.merge(people.advisor, twin.pk, 0, 1, 1, MONDAY)
    merge(people.advisor, people.client, twin)
    for kept, gone in ((people.client, twin), (twin, person)):
        with pytest.raises(Conflict):
            merge(people.advisor, kept, gone)


@pytest.mark.parametrize("stale", [(0, 1), (1, 0)])
def test_what_has_changed_since_it_was_shown_is_refused(
    people: Cast, twin: Client, stale: tuple[int, int]
) -> None:
    with pytest.raises(Conflict):
        merge_clients.merge(people.advisor, people.client.pk, twin.pk, *stale, MONDAY)


def test_advisors_and_administrators_merge_and_nobody_else(people: Cast, twin: Client) -> None:
    for person in (people.owner, people.accountant):
        with pytest.raises(Forbidden):
            merge(person, people.client, twin)
    merge(house.person("Ina Roth", Role.ADMIN), people.client, twin)


def test_the_database_leads_whatever_is_written_to_the_kept_one(people: Cast, twin: Client) -> None:
    order = orders.drafted(people.owner, people.client)
    third = clients.client(name="Lefèvre & fils")
    merge(people.advisor, people.client, twin)
    Order.objects.filter(pk=order.pk).update(client=third)
    Order.objects.filter(pk=order.pk).update(client=twin)
    order.refresh_from_db()
    assert order.client == people.client
    question = ClientQuestion.objects.create(client=twin, member=people.owner, since=MONDAY)
    question.refresh_from_db()
    assert question.client == people.client


def test_the_database_refuses_a_chain(people: Cast, twin: Client) -> None:
    third = clients.client(name="Lefèvre & fils")
    merge(people.advisor, people.client, twin)
    for one, into in ((third, twin), (people.client, third)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Client.objects.filter(pk=one.pk).update(merged_into=into)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6))
def test_after_any_merges_nothing_points_at_a_merged_client(
    people: Cast, merges: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        directory = [clients.client(name=f"Twin {n}") for n in range(5)]
        for n, client in enumerate(directory):
            for at, member in enumerate((people.owner, people.stranger)):
                orders.drafted(member, client)
                talk_client.say(member, client.pk, member.pk, "Hm.", f"{n}-{at}", MONDAY)
        Order.objects.update(submitted_at=MONDAY)  # drafts that were taken back
        for client in directory:
            change_client.change(people.owner, client.pk, 1, drafts.client(town="Kehl"), "", MONDAY)
        counted = [model.objects.count() for model in (Order, ClientMessage, ClientProposal)]
        for kept, gone in merges:
            try:
                merge(people.advisor, directory[kept], directory[gone])
            except Conflict:
                continue
        merged = Client.objects.filter(merged_into__isnull=False)
        for model in (Order, ClientMessage, ClientQuestion, ClientProposal):
            assert not model.objects.filter(client__in=merged).exists()
        assert not merged.filter(merged_into__in=merged).exists()
        assert counted == [
            model.objects.count() for model in (Order, ClientMessage, ClientProposal)
        ]
        members = ClientQuestion.objects.values_list("client", "member")
        assert len(set(members)) == 2 * (5 - merged.count())
        transaction.set_rollback(True)
