"""A client's page for its members, and the form that changes or proposes."""

import pytest

from kontor.actions import decide_proposal, merge_clients
from kontor.clients.change_models import ClientProposal
from kontor.clients.facts import Kind
from kontor.clients.models import Client
from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.builders.orders import MONDAY
from tests.builders.proposals import changed, proposed
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


@pytest.fixture
def shared(people: Cast) -> Client:
    """A client without an e-mail for invoices that two members work with."""
    made = clients.german_client(invoice_email="")
    for person in (people.owner, people.stranger):
        orders.submitted(person, made)
    return made


def path(client: Client) -> str:
    return f"/clients/{client.pk}"


def edit(client: Client) -> str:
    return f"{path(client)}/edit"


def send(member: Reader, form: Page, client: Client, **changes: str) -> Page:
    """The form with some fields typed over, and the page that it leads to."""
    sent = member.post(edit(client), **{**form.form(edit(client)), **changes})
    return member.get(sent.url) if sent.status == 302 else sent


def test_without_an_order_the_page_shows_name_town_number_and_a_masked_email(
    people: Cast, member: Reader
) -> None:
    page = member.get(path(people.client))
    assert people.client.name in page.words
    assert "Strasbourg" in page.words
    assert people.client.vat_number in page.words
    assert "c•••@l•••.example" in page.words
    assert "compta" not in page.html
    assert people.client.street not in page.html
    assert not page.all(f"//a[@href='{path(people.client)}/edit']")
    assert member.get(edit(people.client)).status == 403


def test_with_an_order_it_shows_everything(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    page = member.get(path(people.client))
    assert "compta@lefevre.example" in page.words
    assert people.client.street in page.words
    assert page.all(f"//a[@href='/orders/{order.pk}/']")
    assert "Change the data" in page.words


def test_what_only_the_team_may_know_is_not_there(people: Cast, member: Reader) -> None:
    orders.submitted(people.owner, people.client)
    orders.drafted(people.stranger, people.client)
    Client.objects.filter(pk=people.client.pk).update(
        team_note="CANARY-NOTE", block="no_orders", block_reason="CANARY-REASON"
    )
    page = member.get(path(people.client))
    assert "CANARY" not in page.html
    assert people.stranger.name not in page.html
    assert "can’t accept new orders" in page.words


def test_a_private_person_is_there_only_for_members_with_an_order(people: Cast) -> None:
    person = clients.german_client(people.stranger, kind=Kind.PRIVATE)
    owner = Reader(people.owner)
    assert owner.get(path(person)).status == 404
    assert owner.get(path(person)).words == owner.get("/clients/999999").words
    Order.objects.create(
        owner=people.owner, client=person, number="A-1", created_at=MONDAY, changed_at=MONDAY
    )
    assert owner.get(path(person)).status == 200


def test_the_page_says_before_that_the_change_applies_at_once(people: Cast, member: Reader) -> None:
    orders.submitted(people.owner, people.client)
    form = member.get(edit(people.client))
    assert "applies at once" in form.words
    assert "checks the data again" in form.words
    page = send(member, form, people.client, town="Kehl", note="They moved.")
    assert "Kehl" in page.words
    assert "The team sees what you changed" in page.words


def test_the_page_says_before_that_the_team_decides(member: Reader, shared: Client) -> None:
    form = member.get(edit(shared))
    assert "the team decides" in form.words
    assert "applies to your own orders at once" in form.words
    page = send(member, form, shared, town="Kehl", invoice_email="buero@tiefblau.example")
    assert "With the team" in page.words
    assert "buero@tiefblau.example for your orders" in page.words
    shared.refresh_from_db()
    assert shared.town == "Strasbourg"


def test_a_new_proposal_begins_with_the_open_one(
    people: Cast, member: Reader, shared: Client
) -> None:
    proposed(people.owner, shared, town="Kehl", note="New imprint.")
    form = member.get(edit(shared))
    assert form.form(edit(shared))["town"] == "Kehl"
    assert form.form(edit(shared))["note"] == "New imprint."
    send(member, form, shared, street="1 rue Neuve")
    proposal = ClientProposal.objects.get(state="open")
    assert set(proposal.changes) == {"town", "street"}


def test_a_proposal_is_withdrawn_and_its_answer_is_read(
    people: Cast, member: Reader, shared: Client
) -> None:
    first = proposed(people.owner, shared, town="Kehl")
    assert "Withdraw the proposal" in member.get(path(shared)).words
    withdrawn = member.post(f"/clients/proposals/{first.pk}/withdraw")
    assert not member.get(withdrawn.url).all("//section[@id='proposal']")
    second = proposed(people.owner, shared, town="Lahr")
    decide_proposal.decline(people.advisor, second.pk, "They did not move.", MONDAY)
    page = member.get(path(shared))
    assert "Not accepted" in page.words
    assert "They did not move." in page.words
    assert member.post(f"/clients/proposals/{second.pk}/withdraw").status == 409


def test_nobody_withdraws_a_proposal_of_others(people: Cast, shared: Client) -> None:
    theirs = proposed(people.owner, shared, town="Kehl")
    assert Reader(people.stranger).post(f"/clients/proposals/{theirs.pk}/withdraw").status == 404


def test_faults_stand_at_their_fields_and_the_typing_stays(
    people: Cast, member: Reader, shared: Client
) -> None:
    form = member.get(edit(shared))
    page = send(member, form, shared, name="", town="Kehl")
    assert page.status == 422
    assert page.form(edit(shared))["town"] == "Kehl"
    assert "Enter the name as in the imprint." in page.words


def test_a_stale_form_shows_both_and_is_kept_at_the_second_try(
    people: Cast, member: Reader
) -> None:
    orders.submitted(people.owner, people.client)
    form = member.get(edit(people.client))
    changed(people.owner, people.client, street="2 rue Neuve")
    page = send(member, form, people.client, town="Kehl")
    assert page.status == 409
    assert "2 rue Neuve" in page.words
    send(member, page, people.client, street="2 rue Neuve")
    people.client.refresh_from_db()
    assert (people.client.town, people.client.street) == ("Kehl", "2 rue Neuve")


def test_the_address_of_a_merged_client_leads_to_the_kept_one(people: Cast, member: Reader) -> None:
    twin = clients.client(people.owner, name="Imprimerie Lefevre")
    orders.submitted(people.owner, twin)
    open_tab = member.get(f"/orders/new?client={twin.pk}")
    edit_tab = member.get(edit(twin))
    merge_clients.merge(people.advisor, people.client.pk, twin.pk, 1, 1, MONDAY)
    assert member.get(path(twin)).url == path(people.client)
    assert member.get(edit(twin)).url == edit(people.client)
    assert member.get(f"{path(twin)}/conversation").status == 200
    assert send(member, edit_tab, twin, town="Kehl").status == 409
    member.send(open_tab, "/orders/new", act="draft", **typed(twin))
    assert set(Order.objects.values_list("client", flat=True)) == {people.client.pk}


def test_the_list_leads_to_the_page(people: Cast, member: Reader) -> None:
    orders.submitted(people.owner, people.client)
    assert member.get("/clients").all(f"//a[@href='{path(people.client)}']")
