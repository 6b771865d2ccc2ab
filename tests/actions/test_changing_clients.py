"""Members change clients that only they work with, and propose what would concern others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kontor.actions import change_client, post
from kontor.clients import queries
from kontor.clients.change_models import ClientProposal
from kontor.clients.facts import Kind
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.clients.search import search
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.builders.orders import MONDAY
from tests.builders.proposals import changed, proposed
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def shared(people: Cast) -> Client:
    """A client without an e-mail for invoices that two members work with."""
    client = clients.german_client()
    for member in (people.owner, people.stranger):
        orders.submitted(member, client)
    return client


def addressees(order: Order) -> list[str]:
    order.refresh_from_db()
    return [each.address for each in post.invoice_addressees(order)]


def told(client: Client) -> list[str]:
    entries = HistoryEntry.objects.filter(about=queries.about(client.pk)).order_by("id")
    return list(entries.values_list("event", flat=True))


def test_the_only_member_with_orders_changes_a_client_at_once(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    assert changed(people.owner, people.client, note="They moved.", town="Kehl") is None
    people.client.refresh_from_db()
    assert (people.client.town, people.client.version) == ("Kehl", 2)
    assert [found.pk for found in search(people.owner, "kehl")] == [people.client.pk]
    entry = HistoryEntry.objects.get(about=queries.about(people.client.pk), event="change")
    assert entry.actor_id == people.owner.pk
    assert entry.data["text"] == "They moved."
    assert entry.data["changes"] == {"town": {"before": "Strasbourg", "after": "Kehl"}}
    assert people.client.pk in {row.pk for row in queries.unverified()}


def test_new_data_of_a_verified_client_are_verified_again(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    changed(people.owner, people.client, name="Imprimerie Lefèvre SAS")
    people.client.refresh_from_db()
    assert people.client.verified_at is None
    assert list(queries.unverified()) == [people.client]


def test_a_new_email_for_invoices_leaves_a_client_verified(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    changed(people.owner, people.client, invoice_email="neu@lefevre.example")
    people.client.refresh_from_db()
    assert people.client.verified_at is not None
    assert people.client.invoice_email == "neu@lefevre.example"


def test_with_orders_of_others_even_a_draft_it_is_a_proposal(people: Cast, shared: Client) -> None:
    proposal = proposed(people.owner, shared, note="New imprint.", town="Kehl")
    shared.refresh_from_db()
    assert (shared.town, shared.version) == ("Strasbourg", 1)
    assert proposal.changes == {"town": {"before": "Strasbourg", "after": "Kehl"}}
    assert list(queries.open_proposals()) == [proposal]
    assert told(shared) == ["propose_change"]


def test_a_newer_proposal_takes_the_place_of_the_older_one(people: Cast, shared: Client) -> None:
    older = proposed(people.owner, shared, town="Kehl")
    newer = proposed(people.owner, shared, MONDAY + timedelta(days=1), town="Lahr")
    older.refresh_from_db()
    assert older.state == "withdrawn"
    assert list(queries.open_proposals()) == [newer]


def test_a_second_click_proposes_nothing_twice(people: Cast, shared: Client) -> None:
    first = proposed(people.owner, shared, town="Kehl")
    assert proposed(people.owner, shared, town="Kehl") == first
    assert told(shared) == ["propose_change"]


def test_a_second_click_changes_nothing_twice(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    typed = replace(facts_of(people.client), town="Kehl")
    for _ in range(2):
        change_client.change(people.owner, people.client.pk, 1, typed, "", MONDAY)
    assert told(people.client) == ["change"]


def test_a_member_can_propose_something_while_another_does(people: Cast, shared: Client) -> None:
    proposed(people.owner, shared, town="Kehl")
    proposed(people.stranger, shared, town="Lahr")
    assert queries.open_proposals().count() == 2


def test_an_empty_email_for_invoices_is_filled_for_the_members_own_orders_only(
    people: Cast, shared: Client
) -> None:
    mine, theirs = Order.objects.filter(client=shared).order_by("pk")
    proposal = proposed(people.owner, shared, invoice_email="compta@tiefblau.example")
    assert addressees(mine) == ["chloe.martin@lefevre.example", "compta@tiefblau.example"]
    assert addressees(theirs) == ["chloe.martin@lefevre.example"]
    change_client.withdraw(people.owner, proposal.pk, MONDAY)
    assert addressees(mine) == ["chloe.martin@lefevre.example"]


def test_an_email_for_invoices_is_never_redirected_by_another_member(people: Cast) -> None:
    for member in (people.owner, people.stranger):
        orders.submitted(member, people.client)
    proposed(people.stranger, people.client, invoice_email="mine@elsewhere.example")
    for order in Order.objects.all():
        assert addressees(order) == ["chloe.martin@lefevre.example", "compta@lefevre.example"]


def test_without_an_own_order_nothing_is_changed(people: Cast) -> None:
    with pytest.raises(Forbidden):
        changed(people.owner, people.client, town="Kehl")


def test_a_private_person_of_another_member_is_not_there(people: Cast) -> None:
    person = clients.german_client(people.stranger, kind=Kind.PRIVATE)
    with pytest.raises(NotFound):
        changed(people.owner, person, town="Kehl")
    orders.drafted(people.stranger, person)
    changed(people.stranger, person, town="Kehl")
    person.refresh_from_db()
    assert person.town == "Kehl"


def test_the_team_is_no_member(people: Cast) -> None:
    with pytest.raises(Forbidden):
        changed(people.advisor, people.client, town="Kehl")


def test_on_a_stale_page_nothing_is_overwritten(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    changed(people.owner, people.client, town="Kehl")
    typed = replace(facts_of(people.client), street="1 rue Neuve")
    with pytest.raises(Conflict):
        change_client.change(people.owner, people.client.pk, 1, typed, "", MONDAY)


@pytest.mark.parametrize(
    ("field", "value"), [("name", " "), ("street", ""), ("vat_number", "FR1"), ("country", "XX")]
)
def test_what_would_be_wrong_is_refused_at_its_field(people: Cast, field: str, value: str) -> None:
    orders.submitted(people.owner, people.client)
    with pytest.raises(Invalid) as refused:
        changed(people.owner, people.client, MONDAY, "", **{field: value})
    assert [fault.field for fault in refused.value.faults] == [field]


def test_a_withdrawn_proposal_stays_withdrawn(people: Cast, shared: Client) -> None:
    proposal = proposed(people.owner, shared, town="Kehl")
    with pytest.raises(NotFound):
        change_client.withdraw(people.stranger, proposal.pk, MONDAY)
    for _ in range(2):
        change_client.withdraw(people.owner, proposal.pk, MONDAY)
    assert ClientProposal.objects.get().state == "withdrawn"
    assert told(shared) == ["propose_change", "withdraw_proposal"]


def test_when_the_others_have_left_a_direct_change_ends_the_proposal(
    people: Cast, shared: Client
) -> None:
    proposal = proposed(people.owner, shared, town="Kehl")
    Order.objects.filter(owner=people.stranger).update(client=people.client)
    assert changed(people.owner, shared, town="Lahr") is None
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_a_draft_alone_changes_nothing_but_what_one_has_entered_oneself(people: Cast) -> None:
    orders.drafted(people.owner, people.client)
    with pytest.raises(Forbidden):
        changed(people.owner, people.client, town="Kehl")
    own = clients.german_client(people.owner, name="Eigene GmbH")
    orders.drafted(people.owner, own)
    assert changed(people.owner, own, town="Kehl") is None
