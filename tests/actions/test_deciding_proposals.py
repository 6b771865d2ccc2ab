"""The team decides about what members propose; the member reads what became of it."""

from dataclasses import replace

import pytest

from kontor.actions import change_client, decide_proposal, keep_clients
from kontor.clients import queries
from kontor.clients.change_models import ClientProposal
from kontor.clients.facts import Kind
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import clients, house, orders
from tests.builders.orders import MONDAY
from tests.builders.proposals import proposed
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def client(people: Cast) -> Client:
    Person.objects.filter(pk=people.owner.pk).update(language="en")
    made = clients.german_client()
    for member in (people.owner, people.stranger):
        orders.submitted(member, made)
    return made


@pytest.fixture
def proposal(people: Cast, client: Client) -> ClientProposal:
    return proposed(people.owner, client, town="Kehl", invoice_email="buero@tiefblau.example")


def accept(people: Cast, proposal: ClientProposal, *fields: str, version: int = 1) -> None:
    decide_proposal.accept(people.advisor, proposal.pk, fields, version, MONDAY)


def mail() -> OutboxMail:
    return OutboxMail.objects.get(purpose__startswith="client_proposal")


def test_what_is_accepted_applies_to_everybody(
    people: Cast, client: Client, proposal: ClientProposal
) -> None:
    accept(people, proposal, "town", "invoice_email")
    client.refresh_from_db()
    assert (client.town, client.invoice_email) == ("Kehl", "buero@tiefblau.example")
    assert client.version == 2
    assert client.verified_at is None  # a new town was never compared
    entry = HistoryEntry.objects.filter(about=queries.about(client.pk)).latest("id")
    assert (entry.event, entry.data["member"]) == ("accept_proposal", "Ada Brandt")
    assert set(entry.data["changes"]) == {"town", "invoice_email"}
    assert "accepted" in mail().subject
    assert mail().to == people.owner.email
    assert not queries.open_proposals().exists()


def test_only_the_chosen_fields_are_taken(
    people: Cast, client: Client, proposal: ClientProposal
) -> None:
    accept(people, proposal, "invoice_email", "name", "version")
    client.refresh_from_db()
    assert (client.town, client.name) == ("Strasbourg", "Tiefblau GmbH")
    assert client.verified_at is not None
    assert "was not taken over" in mail().text


def test_nothing_chosen_is_a_fault(people: Cast, proposal: ClientProposal) -> None:
    for fields in ((), ("name",)):
        with pytest.raises(Invalid) as refused:
            accept(people, proposal, *fields)
        assert refused.value.faults[0].field == "fields"


def test_a_declined_proposal_is_mailed_with_its_reason(
    people: Cast, client: Client, proposal: ClientProposal
) -> None:
    decide_proposal.decline(people.advisor, proposal.pk, "They did not move.", MONDAY)
    client.refresh_from_db()
    assert client.town == "Strasbourg"
    assert "They did not move." in mail().text
    assert "no longer go to the e-mail address" in mail().text


def test_a_reason_is_needed(people: Cast, proposal: ClientProposal) -> None:
    with pytest.raises(Invalid) as refused:
        decide_proposal.decline(people.advisor, proposal.pk, " ", MONDAY)
    assert refused.value.faults[0].field == "reason"


def test_of_two_who_decide_the_second_is_told(people: Cast, proposal: ClientProposal) -> None:
    accept(people, proposal, "town")
    with pytest.raises(Conflict):
        accept(people, proposal, "town", version=2)
    with pytest.raises(Conflict):
        decide_proposal.decline(people.advisor, proposal.pk, "No.", MONDAY)
    assert OutboxMail.objects.filter(purpose__startswith="client_proposal").count() == 1


def test_a_withdrawn_proposal_is_not_decided(people: Cast, proposal: ClientProposal) -> None:
    change_client.withdraw(people.owner, proposal.pk, MONDAY)
    with pytest.raises(Conflict):
        accept(people, proposal, "town")


def test_a_client_that_changed_since_is_looked_at_again(
    people: Cast, client: Client, proposal: ClientProposal
) -> None:
    typed = replace(facts_of(client), town="Lahr")
    keep_clients.change(people.advisor, client.pk, 1, typed, "", MONDAY)
    with pytest.raises(Conflict):
        accept(people, proposal, "town")
    accept(people, proposal, "town", version=2)
    client.refresh_from_db()
    assert client.town == "Kehl"


def test_fields_that_do_not_fit_together_are_refused(people: Cast, client: Client) -> None:
    both = proposed(people.owner, client, kind=Kind.PUBLIC, buyer_reference="B-12")
    with pytest.raises(Invalid) as refused:
        accept(people, both, "kind")
    assert [fault.field for fault in refused.value.faults] == ["buyer_reference"]
    accept(people, both, "kind", "buyer_reference")


def test_nobody_decides_about_their_own_proposal(people: Cast, client: Client) -> None:
    both = house.person("Emil Voss", Role.MEMBER, Role.ADVISOR)
    orders.submitted(both, client)
    mine = proposed(both, client, town="Kehl")
    with pytest.raises(Forbidden):
        decide_proposal.accept(both, mine.pk, ["town"], 1, MONDAY)
    with pytest.raises(Forbidden):
        decide_proposal.decline(both, mine.pk, "No.", MONDAY)


def test_advisors_and_administrators_decide_and_nobody_else(
    people: Cast, proposal: ClientProposal
) -> None:
    for person in (people.accountant, people.stranger):
        with pytest.raises(Forbidden):
            decide_proposal.decline(person, proposal.pk, "No.", MONDAY)
    with pytest.raises(NotFound):
        decide_proposal.decline(people.advisor, 0, "No.", MONDAY)
    admin = house.person("Ina Roth", Role.ADMIN)
    assert decide_proposal.decline(admin, proposal.pk, "No.", MONDAY).state == "declined"
