"""The page of one order: where it stands, what can be done, and one effect per click (spec § 6)."""

from datetime import timedelta

import pytest

from kontor.foundation.models import OutboxMail
from kontor.orders.draft import First
from kontor.orders.models import Invitation, Order
from tests.builders import invoices, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


def shown(member: Reader, order: Order) -> Page:
    return member.get(f"/orders/{order.pk}/")


def life(page: Page) -> list[str]:
    return page.all("//ol[@class='life-line']/li[not(@aria-hidden)]")


def buttons(page: Page) -> set[str]:
    return set(page.all("//ul[@class='actions']//*[self::button or self::a or self::summary]"))


def test_a_draft_can_be_edited_or_deleted(people: Cast, member: Reader) -> None:
    page = shown(member, orders.drafted(people.owner, people.client))
    assert life(page)[0].startswith("Draft: now")
    assert buttons(page) == {"Edit", "Duplicate", "Delete the draft …", "Delete the draft"}
    assert "Submit the order when it is ready. Until then only you can see it." in page.words


def test_an_order_in_review_says_until_when(people: Cast, member: Reader) -> None:
    page = shown(member, orders.submitted(people.owner, people.client))
    assert [each.split(":")[0] for each in life(page)] == [
        "Draft",
        "Smart Confirmation",
        "Client Confirmation",
        "Active",
        "Completed",
    ]
    assert "Smart reviews the order by Tuesday 5 January 2027, 09:00." in page.words
    assert buttons(page) == {
        "Take back for editing",
        "Offer as PDF",
        "Change the contact person",
        "Upload a proof …",
        "Upload",
        "Duplicate",
    }


def test_with_the_client_first_the_gates_stand_the_other_way_round(
    people: Cast, member: Reader
) -> None:
    page = shown(member, orders.submitted(people.owner, people.client, to=First.CLIENT))
    assert [each.split(":")[0] for each in life(page)][1:3] == [
        "Client Confirmation",
        "Smart Confirmation",
    ]


def test_an_offer_that_waits_shows_days_contact_and_mail(people: Cast, member: Reader) -> None:
    page = shown(member, orders.approved(people.owner, people.advisor, people.client))
    assert life(page)[2] == "Client Confirmation: now 7 days left"
    assert "Chloé Martin can confirm until Monday 11 January 2027." in page.words
    assert "chloe.martin@lefevre.example" in page.words
    assert "Link to the offer" in page.words
    assert "Payment guarantee: not yet" in page.words
    assert {"Send the link again", "Extend the deadline", "Take back for editing"} <= buttons(page)


def test_an_active_order_lists_its_invoice(people: Cast, member: Reader) -> None:
    page = shown(member, orders.active(people.owner, people.advisor, people.client))
    assert "Single payment 18 January 2027 1 February Planned €2,100.00" in page.words
    assert "Payment guarantee: yes" in page.words
    assert "Your invoice goes out on 18 January 2027." in page.words
    assert buttons(page) == {
        "Offer as PDF",
        "Change the contact person",
        "Upload a proof …",
        "Upload",
        "Duplicate",
        "Cancel the order …",
    }


def test_an_issued_invoice_has_its_documents_and_deliveries(people: Cast, member: Reader) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    invoice = invoices.issued(order)
    orders.mailed(order, f"invoice:{invoice.pk}", "compta@lefevre.example", state="failed")
    page = shown(member, order)
    assert "RE-2027-000001" in page.words
    assert page.all(f"//a[@href='/invoices/{invoice.pk}/pdf']")
    assert "compta@lefevre.example Failed" in page.words


def test_a_rejected_order_ends_at_its_gate(people: Cast, member: Reader) -> None:
    page = shown(member, orders.rejected(people.owner, people.advisor, people.client))
    assert life(page)[-1].startswith("Client Confirmation: rejected")
    assert "Too dear." in page.words


def test_what_was_asked_for_stands_before_everything_else(people: Cast, member: Reader) -> None:
    order = orders.changes_requested(people.owner, people.advisor, people.client, "Two invoices.")
    (first,) = shown(member, order).all("//div[@class='notice notice-wait']")
    assert first == "Chloé Martin asked for changes. Two invoices."


def test_a_lapsed_order_can_get_a_new_date(people: Cast) -> None:
    order = orders.lapsed(people.owner, people.advisor, people.client)
    later = Reader(people.owner, MONDAY + timedelta(days=31))
    page = shown(later, order)
    assert "Rejected, lapsed" in page.words
    done = later.post(f"/orders/{order.pk}/valid-until", valid_until="28.2.2027")
    assert done.url == f"/orders/{order.pk}/#headline"
    order.refresh_from_db()
    assert order.status == "client_confirmation"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter the new date."),
        ("31.02.2027", "does not exist"),
        ("1.1.2027", "or later"),
        ("1.1.2030", "no offer is open longer"),
        ("soon", "day, month and year"),
    ],
)
def test_a_date_that_cannot_be_is_asked_back_with_what_was_typed(
    people: Cast, member: Reader, typed: str, says: str
) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    page = member.post(f"/orders/{order.pk}/valid-until", valid_until=typed)
    assert page.status == 422
    assert says in page.fault_at("id_valid_until")
    assert page.form(f"/orders/{order.pk}/valid-until")["valid_until"] == typed


def test_the_link_is_sent_once_per_click(people: Cast, member: Reader) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    path = f"/orders/{order.pk}/send-link-again"
    sent = shown(member, order).form(path)
    assert member.post(path, **sent).status == 302
    page = member.post(path, **sent)
    assert page.status == 409
    assert "A new link is on its way already" in page.words
    assert Invitation.objects.count() == 2


def test_taking_back_leads_to_the_form_and_twice_is_explained(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    path = f"/orders/{order.pk}/take-back"
    assert member.post(path).url == f"/orders/{order.pk}/edit#headline"
    page = member.post(path)
    assert page.status == 409
    assert "This order is a draft. Nothing was changed." in page.words


def test_a_draft_is_deleted_and_a_submitted_order_is_not(people: Cast, member: Reader) -> None:
    draft = orders.drafted(people.owner, people.client)
    order = orders.submitted(people.owner, people.client, title="Another")
    assert member.post(f"/orders/{draft.pk}/delete").url == "/orders"
    assert member.post(f"/orders/{order.pk}/delete").status == 409
    assert list(Order.objects.all()) == [order]


def test_the_members_page_never_holds_the_token(people: Cast, member: Reader) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    seed = OutboxMail.objects.exclude(link_seed="").latest("id").link_seed
    page = shown(member, order)
    assert orders.token(order) not in page.html
    assert seed not in page.html


def test_what_was_typed_is_shown_as_typed(people: Cast, member: Reader) -> None:
    text = "<b>Zwei</b>  Runden\n\tund -- fi"
    order = orders.drafted(people.owner, people.client, description=text)
    page = shown(member, order)
    assert "<b>Zwei</b>" not in page.html
    assert page.tree.xpath("//p[@class='as-typed']")[0].text_content() == text
