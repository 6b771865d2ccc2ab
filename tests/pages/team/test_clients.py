"""The shared directory as the team uses it: found, looked at, changed, verified (spec § 4)."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import keep_clients, talk_client, verify_client
from kontor.clients.change_models import ClientProposal, VatCheck
from kontor.clients.facts import Kind
from kontor.clients.models import Client
from kontor.clients.vat_register import VatAnswer, Verdict, Why, not_checked
from kontor.orders.draft import Contact
from tests.builders import clients, drafts, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

LIST = "/team/clients/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def team(people: Cast) -> Reader:
    return Reader(people.advisor)


def path(client: Client, rest: str = "") -> str:
    return f"{LIST}{client.pk}/{rest}"


def names(page: Page) -> list[str]:
    return page.all("//a[contains(@class, 'row-title')]")


def value(page: Page, name: str) -> str:
    """What stands in the field of that name."""
    return page.one(f"//main//*[@name='{name}']/@value")


def fields(client: Client, **changed: Any) -> dict[str, Any]:
    typed = ("kind", "name", "street", "postcode", "town", "country", "vat_number", "language")
    usual = {name: getattr(client, name) for name in (*typed, "invoice_email", "version")}
    return {**usual, **changed}


class Answers:
    """A register that says what it was told to."""

    def __init__(self, answer: VatAnswer) -> None:
        self.answer = answer

    def ask(self, number: str) -> VatAnswer:
        return self.answer


def test_the_directory_is_searched_and_shown_in_piles(people: Cast, team: Reader) -> None:
    late = clients.german_client(people.owner, name="Tiefblau GmbH", verified=False)
    later = clients.german_client(people.owner, name="Anderland GmbH", verified=False)
    clients.german_client(name="Never ordered from GmbH", verified=False)
    orders.submitted(people.owner, later, now=MONDAY)
    orders.submitted(people.owner, late, now=MONDAY - timedelta(days=1))
    assert team.get(LIST).headline == "4 clients"
    page = team.get(LIST, show="unverified")
    assert page.headline == "2 clients to verify"
    assert names(page) == ["Tiefblau GmbH", "Anderland GmbH"]
    assert names(team.get(LIST, q="tiefbl")) == ["Tiefblau GmbH"]
    assert "No client found" in team.get(LIST, q="nothing like it").words
    assert "at least 3 letters" in team.get(LIST, q="ti").words


def test_blocked_clients_and_blocks_to_look_at_are_piles_too(people: Cast, team: Reader) -> None:
    blocked = {"block": "no_orders", "block_reason": "Owes us."}
    Client.objects.filter(pk=people.client.pk).update(**blocked)
    other = clients.german_client()
    Client.objects.filter(pk=other.pk).update(**blocked, block_review_on="2020-01-01")
    assert team.get(LIST, show="blocked").headline == "2 blocked clients"
    assert names(team.get(LIST, show="block_review")) == [other.name]


def test_the_pile_stays_in_the_page_links(people: Cast, team: Reader) -> None:
    for n in range(21):
        clients.german_client(name=f"Client {n}")
    Client.objects.update(block="no_orders")
    page = team.get(LIST, show="blocked")
    assert page.all("//a[@rel='next']/@href") == ["?show=blocked&page=2"]


def test_merged_clients_are_gone_from_the_list_and_lead_to_the_one_that_stays(
    people: Cast, team: Reader
) -> None:
    twin = clients.german_client()
    Client.objects.filter(pk=twin.pk).update(merged_into=people.client)
    assert names(team.get(LIST)) == [people.client.name]
    answer = team.browser.get(path(twin))
    assert (answer.status_code, answer["Location"]) == (302, path(people.client))


def test_a_clients_page_tells_orders_members_and_history_but_no_contact_person(
    people: Cast, team: Reader
) -> None:
    contact = Contact("Canary Person", "canary@client.example", phone="canary-phone")
    for n in range(6):
        orders.submitted(people.owner, people.client, title=f"Order {n}", contact=contact)
    orders.submitted(people.stranger, people.client, title="Another", contact=contact)
    orders.drafted(people.owner, people.client, title="Only a draft")
    page = team.get(path(people.client))
    assert page.status == 200
    for words in ("All (7)", "Ada Brandt 6 orders", "Bo Carlsen 1 order", "Open amount €0.00"):
        assert words in page.words, words
    assert "Only a draft" not in page.words
    assert "canary" not in page.html.lower()
    listed = team.get("/team/orders/", client=str(people.client.pk))
    assert listed.headline == "7 orders"


def test_every_change_is_told_with_before_and_after_also_of_merged_twins(
    people: Cast, team: Reader
) -> None:
    twin = clients.german_client(verified=False)
    keep_clients.change(
        people.advisor,
        twin.pk,
        1,
        drafts.german_client(town="Kiel", kind=Kind.PUBLIC, buyer_reference="4711"),
        "",
        MONDAY,
    )
    Client.objects.filter(pk=twin.pk).update(merged_into=people.client)
    verify_client.withdraw_verification(people.advisor, people.client.pk, "Moved.", MONDAY)
    words = team.get(path(people.client)).words
    for told in (
        "Jonas Wiebold changed the client.",
        "Town: Strasbourg → Kiel",
        "Kind: Company → Public body",
        "Jonas Wiebold withdrew the verification.",
        "Moved.",
    ):
        assert told in words, told


def test_the_team_changes_a_client_and_is_told_that_it_must_be_verified_anew(
    people: Cast, team: Reader
) -> None:
    form = fields(people.client, name="Imprimerie Lefèvre SAS", team_note="New name.")
    page = team.post(path(people.client, "edit"), **form)
    assert page.status == 302
    people.client.refresh_from_db()
    assert (people.client.name, people.client.team_note) == (
        "Imprimerie Lefèvre SAS",
        "New name.",
    )
    assert people.client.verified_at is None
    words = team.get(path(people.client)).words
    assert "no longer verified" in words
    assert "Note of the team: – → New name." in words


def test_new_evidence_keeps_it_verified(people: Cast, team: Reader) -> None:
    form = fields(people.client, name="Lefèvre SAS", evidence="register", evidence_text="B 47")
    assert team.post(path(people.client, "edit"), **form).status == 302
    assert "Commercial register: B 47" in team.get(path(people.client)).words


def test_of_two_who_change_at_once_the_second_sees_both_versions(
    people: Cast, team: Reader
) -> None:
    stale = fields(people.client, town="Colmar")
    team.post(path(people.client, "edit"), **fields(people.client, town="Kehl"))
    page = team.post(path(people.client, "edit"), **stale)
    assert page.status == 409
    assert "Town Kehl Colmar" in page.words
    people.client.refresh_from_db()
    assert people.client.town == "Kehl"
    again = {**stale, "version": value(page, "version")}
    assert team.post(path(people.client, "edit"), **again).status == 302
    people.client.refresh_from_db()
    assert people.client.town == "Colmar"


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(people: Cast, team: Reader) -> None:
    form = fields(people.client, street="", vat_number="FR1", town="Kept as typed")
    page = team.post(path(people.client, "edit"), **form)
    assert page.status == 422
    assert "Enter street and number" in page.words
    assert "Check the VAT number" in page.words
    assert value(page, "town") == "Kept as typed"
    form = fields(people.client, kind="robot", evidence="stars", version="x")
    assert team.post(path(people.client, "edit"), **form).status == 422


def test_a_new_client_is_added_after_its_look_alikes_were_shown(people: Cast, team: Reader) -> None:
    form = fields(people.client, name="Imprimerie Lefevre", vat_number="")
    page = team.post(f"{LIST}new", **form)
    assert page.status == 200
    assert "Is it one of these?" in page.words
    form["similar_seen"] = value(page, "similar_seen")
    assert team.post(f"{LIST}new", **form).status == 302
    added = Client.objects.latest("pk")
    assert (added.name, added.created_by, added.verified_at) == (
        "Imprimerie Lefevre",
        people.advisor,
        None,
    )
    assert team.post(f"{LIST}new", name="").status == 422


def test_a_client_is_verified_with_evidence(people: Cast, team: Reader) -> None:
    new = clients.german_client(verified=False)
    page = team.post(path(new, "verify"), version=1)
    assert page.status == 422
    assert "Say with what you compared the data." in page.words
    typed = {"version": 1, "evidence": "other", "evidence_text": "Call with the town hall"}
    assert team.post(path(new, "verify"), **typed).status == 302
    words = team.get(path(new)).words
    assert "Verified by Jonas Wiebold on" in words
    assert "Call with the town hall" in words
    assert team.post(path(new, "verify"), **{**typed, "evidence": "letter"}).status == 409


def test_what_was_changed_since_the_page_was_seen_is_not_verified(
    people: Cast, team: Reader
) -> None:
    new = clients.german_client(verified=False)
    Client.objects.filter(pk=new.pk).update(version=2)
    page = team.post(path(new, "verify"), version=1, evidence="imprint")
    assert page.status == 409
    assert "Somebody has changed this client" in page.words


def test_a_verification_is_withdrawn_only_with_a_reason(people: Cast, team: Reader) -> None:
    assert team.post(path(people.client, "unverify")).status == 422
    assert team.post(path(people.client, "unverify"), reason="Moved.").status == 302
    people.client.refresh_from_db()
    assert people.client.verified_at is None


def test_where_the_register_is_not_asked_the_page_says_not_checked(
    people: Cast, team: Reader
) -> None:
    assert "Not checked. Form and check digits are right" in team.get(path(people.client)).words
    assert team.post(path(people.client, "vat-number")).status == 302
    words = team.get(path(people.client)).words
    assert "Asked on" in words
    assert "without an answer: the register is turned off" in words
    assert VatCheck.objects.get().verdict == "not_checked"


def test_the_registers_answer_stands_beside_what_the_directory_holds(
    people: Cast, team: Reader
) -> None:
    answer = VatAnswer(Verdict.VALID, "SARL <LEFEVRE>", "12 RUE DES ECOLES", "WAPI-1")
    for said in (answer, not_checked(Why.BUSY)):
        verify_client.check_vat_number(people.advisor, people.client.pk, Answers(said), MONDAY)
    page = team.get(path(people.client))
    for words in ("SARL <LEFEVRE>", "12 RUE DES ECOLES", "WAPI-1", "too many questions"):
        assert words in page.words, words
    assert "Valid" in page.all("//*[@id='verify']//*[contains(@class, 'tag')]")


def test_a_client_without_a_number_that_the_register_knows_cannot_be_asked_about(
    people: Cast, team: Reader
) -> None:
    without = clients.german_client()
    assert "Ask the VAT register" not in team.get(path(without)).words
    assert team.post(path(without, "vat-number")).status == 409


def test_an_accountant_reads_and_does_not_change(people: Cast) -> None:
    reader = Reader(people.accountant)
    page = reader.get(path(people.client))
    assert page.status == 200
    assert page.all("//main//form") == []
    for rest in ("edit", "verify", "unverify", "vat-number"):
        answer = reader.post(path(people.client, rest), reason="Moved.", evidence="letter")
        assert answer.status == 403, rest
    assert reader.get(path(people.client, "edit")).status == 403
    assert reader.get(f"{LIST}new").status == 403


def test_the_pages_ask_the_same_few_questions_whatever_the_number_of_rows(
    people: Cast, team: Reader, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    twin = clients.german_client(name="Twin GmbH", verified=False)
    Client.objects.filter(pk=twin.pk).update(merged_into=people.client)
    for n in range(8):
        look_alike = clients.client(people.owner, name=f"Imprimerie Lefèvre {n}", verified=False)
        orders.submitted(people.owner, look_alike)
        orders.submitted(people.stranger, people.client)
        talk_client.say(
            people.stranger, people.client.pk, people.stranger.pk, f"Word {n}", f"k{n}", MONDAY
        )
    Client.objects.filter(pk=people.client.pk).update(verified_at=None)
    ClientProposal.objects.create(client=people.client, member=people.owner, changes={}, at=MONDAY)
    said = Answers(VatAnswer(Verdict.VALID, "A"))
    verify_client.check_vat_number(people.advisor, people.client.pk, said, MONDAY)
    for where in (
        LIST,
        f"{LIST}?show=unverified",
        f"{LIST}?q=lef",
        path(people.client),
        path(people.client, "edit"),
        f"/team/orders/?client={people.client.pk}",
    ):
        with django_assert_max_num_queries(12):
            assert team.browser.get(where).status_code == 200


@pytest.mark.parametrize("words", ["%", "_", "\x00", "'; --", "   ", "x" * 5000, "(a+)+$"])
def test_no_filter_breaks_the_list(people: Cast, team: Reader, words: str) -> None:
    for filters in ({"q": words}, {"show": words}, {"page": words}):
        assert team.get(LIST, **filters).status == 200
    assert team.get("/team/orders/", client=words).status == 200
