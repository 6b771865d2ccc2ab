"""A client overdue for more than two months is proposed for a block, once per cause (R67)."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from kontor.actions import block_client, propose_block, run_night
from kontor.clients.blocks import Block
from kontor.clients.models import Client
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.receivables.models import BlockProposal
from tests.builders import bank, orders
from tests.builders.links import linked
from tests.builders.unpaid import at, bank_reports, pay
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

DUE = date(2027, 2, 1)
NIGHT = at(date(2027, 4, 2))
"""The first day on which an invoice due on 1 February is overdue for more than two months."""


@pytest.fixture
def people() -> Cast:
    return cast()


def nightly(now: datetime = NIGHT) -> list[str]:
    """What the night does about proposals; the states of all."""
    for proposal in propose_block.settled(now):
        propose_block.settle(proposal, now)
    for client in propose_block.due(now):
        propose_block.propose(client, now)
    return list(BlockProposal.objects.order_by("pk").values_list("state", flat=True))


def events(people: Cast) -> list[str]:
    lines = HistoryEntry.objects.filter(about=f"client:{people.client.pk}")
    return list(lines.order_by("pk").values_list("event", flat=True))


def declined(people: Cast, reason: str = "They pay on Friday.") -> BlockProposal:
    (proposal,) = BlockProposal.objects.filter(state="open")
    return propose_block.decline(people.accountant, people.client.pk, proposal.pk, reason, NIGHT)


def test_the_night_proposes_a_client_from_the_first_day_after_two_months_on(people: Cast) -> None:
    bank.waiting(people)
    bank_reports(NIGHT)
    assert nightly(at(date(2027, 4, 1))) == []
    night = run_night.run(NIGHT)
    assert (night.proposed, night.settled, night.broken) == (1, 0, 0)
    proposal = BlockProposal.objects.get()
    assert (proposal.client, proposal.oldest_due, proposal.state) == (people.client, DUE, "open")
    assert run_night.run(NIGHT + timedelta(days=1)).proposed == 0
    assert events(people).count("propose_block") == 1


def test_what_the_bank_has_not_told_yet_proposes_nothing(people: Cast) -> None:
    bank.waiting(people)
    assert nightly() == []
    bank_reports(at(date(2027, 4, 1)))
    assert nightly() == []
    bank_reports(NIGHT)
    assert nightly() == ["open"]


def test_who_is_blocked_already_is_not_proposed(people: Cast) -> None:
    bank.waiting(people)
    bank_reports(NIGHT)
    block_client.block(people.advisor, people.client.pk, Block.ADVANCE_ONLY, NIGHT, "Late.")
    assert nightly() == []


def test_blocking_accepts_the_proposal(people: Cast) -> None:
    bank.waiting(people)
    bank_reports(NIGHT)
    nightly()
    block_client.block(people.advisor, people.client.pk, Block.NO_ORDERS, NIGHT, "Two months.")
    proposal = BlockProposal.objects.get()
    assert (proposal.state, proposal.decided_by, proposal.words) == (
        "blocked",
        people.advisor,
        "Two months.",
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        BlockProposal.objects.update(state="open", decided_at=None)


def test_payment_settles_it_by_itself(people: Cast) -> None:
    invoice = bank.waiting(people)
    bank_reports(NIGHT)
    nightly()
    pay(invoice, "600.00", NIGHT)
    assert nightly() == ["open"]
    pay(invoice, "1500.00", NIGHT)
    type(invoice).objects.filter(pk=invoice.pk).update(status="paid")
    assert nightly() == ["settled"]
    assert BlockProposal.objects.get().decided_by is None
    assert events(people)[-1] == "block_settled"


def test_declined_it_comes_again_only_for_an_invoice_that_passes_the_two_months_later(
    people: Cast,
) -> None:
    bank.waiting(people)
    bank_reports(NIGHT)
    nightly()
    declined(people)
    later = NIGHT + timedelta(days=200)
    bank_reports(later)
    assert nightly(later) == ["declined"]
    order = orders.active(people.owner, people.advisor, people.client)
    linked(order, "RE-2027-000002", due_on=DUE + timedelta(days=1))
    assert nightly(later) == ["declined", "open"]


def test_lifting_a_block_is_a_decision_about_the_same_invoices(people: Cast) -> None:
    bank.waiting(people)
    bank_reports(NIGHT)
    nightly()
    block_client.block(people.advisor, people.client.pk, Block.NO_ORDERS, NIGHT, "Late.")
    block_client.block(people.advisor, people.client.pk, Block.NONE, NIGHT, "A plan is agreed.")
    assert nightly() == ["blocked"]


def test_a_decision_before_the_two_months_had_passed_is_none_about_them(people: Cast) -> None:
    bank.waiting(people)
    early = at(date(2027, 3, 1))
    block_client.block(people.advisor, people.client.pk, Block.NO_ORDERS, early, "Rude.")
    block_client.block(people.advisor, people.client.pk, Block.NONE, early, "They apologised.")
    bank_reports(NIGHT)
    assert nightly() == ["open"]


def test_a_proposal_settles_where_a_merge_has_brought_a_block(people: Cast) -> None:
    bank.waiting(people)
    bank_reports(NIGHT)
    nightly()
    block = {"block": "no_orders", "block_reason": "Late.", "blocked_at": NIGHT}
    Client.objects.filter(pk=people.client.pk).update(**block)
    assert nightly() == ["settled"]


def test_declining_needs_a_reason_the_right_person_and_an_open_proposal(people: Cast) -> None:
    bank.waiting(people)
    bank_reports(NIGHT)
    nightly()
    proposal, client_id = BlockProposal.objects.get(), people.client.pk
    with pytest.raises(Invalid):
        propose_block.decline(people.advisor, client_id, proposal.pk, "  ", NIGHT)
    with pytest.raises(Forbidden):
        propose_block.decline(people.owner, client_id, proposal.pk, "Mine.", NIGHT)
    with pytest.raises(NotFound):
        propose_block.decline(people.advisor, client_id, proposal.pk + 1, "No.", NIGHT)
    declined(people, "No.")
    before = HistoryEntry.objects.count()
    propose_block.decline(people.advisor, client_id, proposal.pk, "No.", NIGHT)  # a second click
    assert HistoryEntry.objects.count() == before
    with pytest.raises(Conflict):
        propose_block.decline(people.advisor, client_id, proposal.pk, "Other words.", NIGHT)
