"""The team's pile of proposals, and the page on which one is decided."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.actions import change_client, keep_clients
from kontor.clients.change_models import ClientProposal
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.people.roles import Role
from tests.builders import clients, house, orders
from tests.builders.orders import MONDAY
from tests.builders.proposals import proposed
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

PILE = "/team/clients/proposals/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def client(people: Cast) -> Client:
    made = clients.german_client(invoice_email="")
    for member in (people.owner, people.stranger):
        orders.submitted(member, made)
    return made


@pytest.fixture
def proposal(people: Cast, client: Client) -> ClientProposal:
    return proposed(
        people.owner, client, note="New imprint.", town="Kehl", invoice_email="b@tiefblau.example"
    )


@pytest.fixture
def advisor(people: Cast) -> Reader:
    return Reader(people.advisor)


def path(proposal: ClientProposal) -> str:
    return f"{PILE}{proposal.pk}/"


def test_the_pile_names_client_member_and_fields(
    people: Cast, advisor: Reader, proposal: ClientProposal
) -> None:
    page = advisor.get(PILE)
    assert page.headline == "1 proposal waits for a decision"
    for words in (proposal.client.name, people.owner.name, "Town, E-mail for invoices"):
        assert words in page.words
    assert page.all(f"//a[@href='{path(proposal)}']")


def test_both_values_stand_beside_each_other_and_the_ticked_ones_are_taken(
    advisor: Reader, client: Client, proposal: ClientProposal
) -> None:
    page = advisor.get(path(proposal))
    assert "Strasbourg" in page.words
    assert "Kehl" in page.words
    assert "New imprint." in page.words
    assert page.all("//input[@name='field'][@checked]/@value") == ["town", "invoice_email"]
    done = advisor.post(path(proposal), field=["invoice_email"], version="1")
    assert done.url == f"/team/clients/{client.pk}/"
    client.refresh_from_db()
    assert (client.town, client.invoice_email) == ("Strasbourg", "b@tiefblau.example")


def test_a_field_that_changed_since_is_marked_and_not_ticked(
    people: Cast, advisor: Reader, client: Client, proposal: ClientProposal
) -> None:
    typed = replace(facts_of(client), town="Lahr")
    keep_clients.change(people.advisor, client.pk, 1, typed, "", MONDAY)
    page = advisor.get(path(proposal))
    assert "Changed since" in page.words
    assert "When it was proposed: Strasbourg" in page.words
    assert page.all("//input[@name='field'][@checked]/@value") == ["invoice_email"]
    stale = advisor.post(path(proposal), field=["town"], version="1")
    assert stale.status == 409
    assert advisor.post(path(proposal), field=["town"], version="2").status == 302


def test_nothing_ticked_is_a_fault(advisor: Reader, proposal: ClientProposal) -> None:
    page = advisor.post(path(proposal), version="1")
    assert page.status == 422
    assert "Choose at least one field" in page.words


def test_declining_needs_a_reason_and_keeps_it(advisor: Reader, proposal: ClientProposal) -> None:
    page = advisor.post(f"{path(proposal)}decline", reason=" ")
    assert page.status == 422
    assert "Say why the proposal is declined" in page.words
    assert advisor.post(f"{path(proposal)}decline", reason="No.").status == 302
    assert "No." in advisor.get(path(proposal)).words
    assert advisor.post(f"{path(proposal)}decline", reason="No.").status == 409


def test_a_withdrawn_proposal_says_so(
    people: Cast, advisor: Reader, proposal: ClientProposal
) -> None:
    change_client.withdraw(people.owner, proposal.pk, MONDAY)
    page = advisor.post(path(proposal), field=["town"], version="1")
    assert page.status == 409
    assert "has withdrawn" in page.words
    assert not page.all("//input[@name='field']")


def test_accountants_only_look_and_nobody_decides_about_themselves(
    people: Cast, client: Client, proposal: ClientProposal
) -> None:
    accountant = Reader(people.accountant)
    assert not accountant.get(path(proposal)).all("//input[@name='field']")
    assert accountant.post(path(proposal), field=["town"], version="1").status == 403
    assert accountant.post(f"{path(proposal)}decline", reason="No.").status == 403
    both = house.person("Emil Voss", Role.MEMBER, Role.ADVISOR)
    orders.submitted(both, client)
    mine = proposed(both, client, town="Lahr")
    assert "your own proposal" in Reader(both).get(path(mine)).words
    assert Reader(both).post(path(mine), field=["town"], version="1").status == 403
    assert Reader(people.owner).get(path(proposal)).status == 404


def test_neither_pile_nor_page_asks_more_than_twelve_times(
    people: Cast, advisor: Reader, proposal: ClientProposal, settings: object
) -> None:
    settings.KONTOR_DEMO = True  # type: ignore[attr-defined]
    for path_ in (PILE, path(proposal)):
        with CaptureQueriesContext(connection) as captured:
            assert advisor.browser.get(path_).status_code == 200
        assert len(captured) <= 12, path_


def test_the_pile_asks_no_more_often_the_longer_it_is(
    people: Cast, advisor: Reader, proposal: ClientProposal
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert advisor.browser.get(PILE).status_code == 200
        return len(captured)

    short = asked()
    for n in range(5):
        client = clients.german_client(name=f"Client {n}")
        for member in (people.owner, people.stranger):
            orders.submitted(member, client)
        proposed(people.stranger, client, town="Kehl")
    assert asked() == short
