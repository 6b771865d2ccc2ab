"""Another contact person for a submitted order: a waiting link dies, nothing else (spec § 6)."""

from datetime import date, timedelta

import pytest

from kontor.actions import answer_offer, change_contact, submit_order
from kontor.actions.answer_offer import Answer
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.orders.draft import Contact, First
from kontor.orders.invited import OfferState, open_offer
from kontor.orders.models import Invitation, Order
from kontor.orders.naming import about
from tests.builders import orders
from tests.builders.drafts import TODAY
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=3)
OLD = "chloe.martin@lefevre.example"
NORA = Contact("Nora Ellerbek", "nora@client.example", "+33 1 23", "de")


@pytest.fixture
def people() -> Cast:
    return cast()


def change(people: Cast, order: Order, contact: Contact = NORA) -> Order:
    return change_contact.change(people.owner, order.pk, contact, LATER)


def mails(order: Order) -> list[tuple[str, str]]:
    found = OutboxMail.objects.filter(about=about(order.pk), audience="client").order_by("id")
    return list(found.values_list("purpose", "address"))


def test_a_waiting_link_dies_and_the_new_person_gets_one(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    old = orders.token(order)
    order = change(people, order)
    assert (order.contact_name, order.contact_email) == ("Nora Ellerbek", "nora@client.example")
    assert (order.contact_phone, order.contact_language) == ("+33 1 23", "de")
    assert mails(order) == [
        ("client_confirmation", OLD),
        ("contact_replaced", OLD),
        ("client_confirmation", "nora@client.example"),
    ]
    with pytest.raises(Conflict):
        answer_offer.confirm(old, Answer(hash=orders.shown(order), name="Chloé"), LATER)
    assert open_offer(old, TODAY).state is OfferState.PASSED_ON
    assert open_offer(orders.token(order), TODAY).state is OfferState.WAITING


def test_who_had_the_link_is_told_nothing_about_the_new_person(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    change(people, order)
    told = OutboxMail.objects.get(purpose="contact_replaced")
    assert "Nora" not in told.text + told.html + told.subject
    assert "nora" not in told.text + told.html
    assert not told.link_seed


def test_there_is_no_new_revision_and_approval_and_confirmation_stay(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    order = change(people, order)
    assert order.status == "active"
    assert order.revision_id == order.approved_revision_id == order.confirmed_revision_id
    assert order.revision is not None
    assert order.revision.number == 1
    assert mails(order)[-1] == ("order_confirmed", OLD)


def test_the_next_mail_goes_to_the_new_person(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    order = change(people, order)
    orders.approve(people.advisor, order, LATER)
    assert mails(order) == [("client_confirmation", "nora@client.example")]


def test_an_answered_link_stays_readable(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    token = orders.token(order)
    change(people, order)
    assert open_offer(token, TODAY).state is OfferState.CONFIRMED


def test_another_spelling_at_the_same_address_keeps_its_link(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    link = Invitation.objects.get(order=order)
    order = change(people, order, Contact("Chloé Martin-Roux", f" {OLD.upper()} "))
    link.refresh_from_db()
    assert link.ended_at is None
    assert mails(order) == [("client_confirmation", OLD)]


def test_the_history_tells_of_it_without_a_name(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    change(people, order)
    entry = HistoryEntry.objects.filter(about=about(order.pk)).latest("id")
    assert (entry.event, entry.actor, entry.data) == ("change_contact", "member", {})


def test_a_second_click_changes_nothing(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    for _ in range(2):
        change(people, order)
    assert len(mails(order)) == 3
    assert HistoryEntry.objects.filter(event="change_contact").count() == 1


def test_it_can_be_changed_whatever_became_of_the_order(people: Cast) -> None:
    owner, advisor, client = people.owner, people.advisor, people.client
    for order in (
        orders.lapsed(owner, advisor, client),
        orders.submitted(owner, client, to=First.CLIENT),
        orders.changes_requested(owner, advisor, client, "Please."),
        orders.rejected(owner, advisor, client),
    ):
        before = order.status
        assert change(people, order).status == before


def test_a_draft_has_its_contact_person_in_its_form(people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    with pytest.raises(Conflict, match="This order is a draft"):
        change(people, draft)


def test_nobody_else_changes_it(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(NotFound):
        change_contact.change(people.stranger, order.pk, NORA, LATER)


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        (Contact("", "nora@client.example"), "contact.name"),
        (Contact("Nora", ""), "contact.email"),
        (Contact("Nora", "nora"), "contact.email"),
        (Contact("Nora 花", "nora@client.example"), "contact.name"),
        (Contact("Nora\nBcc: x", "nora@client.example"), "contact.name"),
        (Contact("Nora", "nora@client.example", "1" * 41), "contact.phone"),
    ],
)
def test_the_rules_are_those_of_submitting(people: Cast, contact: Contact, field: str) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(Invalid) as refused:
        change(people, order, contact)
    assert [fault.field for fault in refused.value.faults] == [field]


def test_an_address_of_the_member_or_the_team_is_refused(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    for person in (people.owner, people.advisor):
        with pytest.raises(Invalid):
            change(people, order, Contact("Nora", person.email.upper()))


def test_a_page_opened_before_is_stale_afterwards(people: Cast) -> None:
    order = orders.changes_requested(people.owner, people.advisor, people.client, "Please.")
    change(people, order)
    with pytest.raises(Conflict):
        submit_order.submit(people.owner, order.pk, First.TEAM, order.version, LATER)


def test_a_link_whose_deadline_has_passed_is_not_sent_anew(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    change_contact.change(people.owner, order.pk, NORA, MONDAY + timedelta(days=30))
    assert [purpose for purpose, _ in mails(order)] == ["client_confirmation", "contact_replaced"]


def test_a_later_deadline_brings_the_link_that_could_not_be_sent(people: Cast) -> None:
    order, late = orders.submitted(people.owner, people.client), MONDAY + timedelta(days=8)
    orders.approve(people.advisor, order, late)
    assert mails(order) == []
    submit_order.set_valid_until(people.owner, order.pk, date(2027, 1, 20), late)
    assert [purpose for purpose, _ in mails(order)] == ["client_confirmation"]
    assert orders.confirm(order, late).status == "active"
