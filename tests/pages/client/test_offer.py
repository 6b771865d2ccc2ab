"""The offer behind its link: opening changes nothing, a click decides once (R29–R31, spec § 6)."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import submit_order
from kontor.foundation.models import OutboxMail
from kontor.foundation.written import BERLIN
from kontor.orders.draft import ClientConfirmation, Contact, First
from kontor.orders.models import Decision, Order
from tests.builders import orders
from tests.builders.links import all_rows
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

LAST_MOMENT = datetime(2027, 1, 11, 23, 59, 59, tzinfo=BERLIN)
TOO_LATE = datetime(2027, 1, 12, 0, 0, 0, tzinfo=BERLIN)
SECRETS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    """An order whose client has the link, valid until 11 January."""
    return orders.approved(people.owner, people.advisor, people.client)


def link(order: Order) -> str:
    return f"/c/{orders.token(order)}"


def visitor(now: datetime = MONDAY, language: str = "en") -> Reader:
    return Reader(None, now, language)


def answer(page: Page, kind: str) -> dict[str, str]:
    """The values of one of the three forms as a browser would send them."""
    for form in page.tree.forms:
        values = {name: value or "" for name, value in form.form_values()}
        if values.get("answer") == kind:
            return values
    raise AssertionError(f"no form to {kind}")


def state(order: Order) -> str:
    order.refresh_from_db()
    return order.status


def test_the_page_shows_what_is_offered_by_whom_and_until_when(order: Order) -> None:
    page = visitor().get(link(order))
    assert page.status == 200
    assert page.headline == "Autumn catalogue"
    for words in (
        "Imprimerie Lefèvre SARL",
        "Ada Brandt works for you.",
        "is the cooperative Smart Beispiel eG",
        "€2,100.00",
        "without German VAT",
        "Monday 11 January 2027",
        "until midnight, 7 days left",
        "11–15 January 2027",
        "Invoice for the whole amount 1 February €2,100.00",
    ):
        assert words in page.words, words


def test_opening_the_link_changes_no_row(order: Order) -> None:
    before = all_rows()
    for _ in range(2):
        assert visitor().get(link(order)).status == 200
    assert visitor().browser.head(link(order)).status_code == 200
    assert all_rows() == before


def test_the_name_of_the_contact_person_is_filled_in(order: Order) -> None:
    page = visitor().get(link(order))
    assert answer(page, "confirm")["name"] == "Chloé Martin"


def test_confirming_places_the_order_and_the_page_shows_it_afterwards(order: Order) -> None:
    reader = visitor()
    form = answer(reader.get(link(order)), "confirm")
    sent = reader.post(link(order), **{**form, "name": "C. Martin", "purchase_order": "PO-77"})
    assert (sent.status, sent.url) == (302, f"{link(order)}#headline")
    assert state(order) == "active"
    page = reader.get(link(order))
    for words in ("You have confirmed the offer", "C. Martin", "PO-77", "Confirmed"):
        assert words in page.words
    assert 'name="answer"' not in page.html


def test_asking_for_a_change_gives_the_words_to_the_member(order: Order) -> None:
    reader = visitor()
    form = answer(reader.get(link(order)), "request_changes")
    reader.post(link(order), **{**form, "text": "Twelve pages more.\nThank you."})
    assert state(order) == "changes_requested"
    assert "Twelve pages more." in reader.get(link(order)).words


def test_rejecting_needs_a_reason_and_keeps_it(order: Order) -> None:
    reader = visitor()
    form = answer(reader.get(link(order)), "reject")
    page = reader.post(link(order), **{**form, "text": "  "})
    assert page.status == 422
    assert page.fault_at("id_reject_text") == "Write a few words, so that we know what to do."
    assert "<details" in page.html
    assert page.tree.xpath("//details[@open]//input[@value='reject']")
    reader.post(link(order), **{**form, "text": "No budget this year."})
    assert state(order) == "rejected"
    assert "No budget this year." in reader.get(link(order)).words


def test_a_missing_name_is_named_at_its_place_and_the_order_number_kept(order: Order) -> None:
    reader = visitor()
    form = answer(reader.get(link(order)), "confirm")
    page = reader.post(link(order), **{**form, "name": "", "purchase_order": "PO-77"})
    assert page.status == 422
    assert page.fault_at("id_confirm_name") == "Enter your name."
    assert "1 thing is missing" in page.words
    assert answer(page, "confirm")["purchase_order"] == "PO-77"
    assert state(order) == "client_confirmation"


def test_an_order_number_that_no_invoice_can_print_is_refused_at_its_field(order: Order) -> None:
    reader = visitor()
    form = answer(reader.get(link(order)), "confirm")
    page = reader.post(link(order), **{**form, "name": "C. Martin", "purchase_order": "PO 漢"})
    assert page.status == 422
    assert "the invoice cannot print it" in page.fault_at("id_confirm_purchase_order")
    assert state(order) == "client_confirmation"


@pytest.mark.parametrize("typed", ["\x00", "x" * 121, "a\u202eb", "a\x07b"])
def test_what_no_name_can_hold_is_a_sentence_at_the_field(order: Order, typed: str) -> None:
    reader = visitor()
    form = answer(reader.get(link(order)), "confirm")
    page = reader.post(link(order), **{**form, "name": typed})
    assert page.status == 422
    assert page.fault_at("id_confirm_name")
    assert state(order) == "client_confirmation"


def test_a_hash_of_another_offer_decides_nothing(order: Order) -> None:
    reader = visitor()
    form = answer(reader.get(link(order)), "confirm")
    page = reader.post(link(order), **{**form, "hash": "0" * 64})
    assert page.status == 409
    assert "The offer has changed since you opened the page." in page.words
    assert answer(page, "confirm")["hash"] == orders.shown(order)
    assert state(order) == "client_confirmation"
    assert not Decision.objects.exists()


def test_a_second_answer_is_refused_with_the_first_one_and_the_words_typed(order: Order) -> None:
    reader = visitor()
    confirm = answer(reader.get(link(order)), "confirm")
    reject = answer(reader.get(link(order)), "reject")
    reader.post(link(order), **confirm)
    page = reader.post(link(order), **{**reject, "text": "On second thoughts, no."})
    assert page.status == 409
    for words in (
        "This offer has already been answered.",
        "You have confirmed the offer",
        "On second thoughts, no.",
    ):
        assert words in page.words
    assert state(order) == "active"


def test_the_deadline_is_inclusive_to_the_last_second_in_berlin(order: Order) -> None:
    reader = visitor(LAST_MOMENT)
    page = reader.get(link(order))
    assert "today is the last day, until midnight" in page.words
    reader.post(link(order), **answer(page, "confirm"))
    assert state(order) == "active"


def test_a_late_answer_is_refused_and_the_order_rejected_before_the_nightly_run(
    order: Order,
) -> None:
    form = answer(visitor(LAST_MOMENT).get(link(order)), "confirm")
    page = visitor(TOO_LATE).post(link(order), **form)
    assert page.status == 409
    assert "The deadline has passed" in page.words
    assert state(order) == "rejected"
    assert order.lapsed


def test_a_lapsed_offer_says_so_and_is_readable_for_thirty_days(order: Order) -> None:
    page = visitor(TOO_LATE).get(link(order))
    assert page.status == 200
    assert "can no longer be confirmed" in page.words
    assert "+49 30 000000-0" in page.words
    assert 'name="answer"' not in page.html
    assert state(order) == "client_confirmation"
    assert visitor(TOO_LATE + timedelta(days=29)).get(link(order)).status == 200
    assert visitor(TOO_LATE + timedelta(days=30)).get(link(order)).status == 404


def test_wrong_tokens_are_answered_alike(order: Order) -> None:
    old = visitor(TOO_LATE + timedelta(days=90)).get(link(order))
    answers = [visitor().get(f"/c/{token}") for token in ("x", "A" * 43, "%00", "é", "a b")]
    for page in [old, *answers]:
        assert (page.status, page.words) == (404, answers[0].words)
    assert visitor().post("/c/x", answer="confirm", hash="0").status == 404


def test_an_unknown_answer_is_refused(order: Order) -> None:
    page = visitor().post(link(order), answer="approve", hash=orders.shown(order))
    assert page.status == 400
    assert state(order) == "client_confirmation"


def test_an_offer_taken_back_is_withdrawn_and_shows_nothing_else(
    people: Cast, order: Order
) -> None:
    path = link(order)
    form = answer(visitor().get(path), "confirm")
    submit_order.take_back(people.owner, order.pk, MONDAY)
    page = visitor().get(path)
    assert (page.status, page.headline) == (200, "This offer has been withdrawn")
    assert "€2,100.00" not in page.words
    refused = visitor().post(path, **form)
    assert refused.status == 409
    assert "Nothing was decided." in refused.words
    assert not Decision.objects.exists()


def test_a_link_sent_again_replaces_the_one_before_and_does_not_lead_to_it(
    people: Cast, order: Order
) -> None:
    path = link(order)
    submit_order.send_link_again(people.owner, order.pk, MONDAY)
    page = visitor().get(path)
    assert page.headline == "This offer has been replaced"
    assert orders.token(order) not in page.html
    assert visitor().get(link(order)).headline == "Autumn catalogue"


def test_the_page_speaks_the_language_of_the_contact_person(people: Cast) -> None:
    contact = Contact("Nora Ellerbek", "nora@client.example", language="de")
    order = orders.approved(people.owner, people.advisor, people.client, contact=contact)
    reader = visitor(language="en")
    del reader.browser.cookies["kontor-language"]
    assert "Angebot bestätigen" in reader.get(link(order)).words
    reader.post("/language/", language="en", next=link(order))
    assert "Confirm offer" in reader.get(link(order)).words


@pytest.mark.parametrize("path", ["offer", "/c/wrong"])
def test_nobody_else_learns_the_address_or_keeps_the_page(order: Order, path: str) -> None:
    page = visitor().get(link(order) if path == "offer" else path)
    assert {name: page.answer[name] for name in SECRETS} == SECRETS


def test_a_form_without_its_safety_code_is_refused(order: Order) -> None:
    reader = visitor()
    reader.browser.handler.enforce_csrf_checks = True
    form = answer(reader.get(link(order)), "confirm")
    without = {name: value for name, value in form.items() if name != "csrfmiddlewaretoken"}
    assert reader.post(link(order), **without).status == 403
    assert state(order) == "client_confirmation"


def test_a_page_without_referrer_can_still_send_its_own_form(order: Order) -> None:
    reader = visitor()
    reader.browser.handler.enforce_csrf_checks = True
    reader.browser.defaults["HTTP_ORIGIN"] = "null"
    form = answer(reader.get(link(order)), "confirm")
    assert reader.post(link(order), **form).status == 302
    assert state(order) == "active"


def test_nothing_of_the_inside_ever_reaches_the_client(people: Cast) -> None:
    contact = Contact("Chloé Martin", "chloe@client.example", phone="canary-phone")
    confirmation = ClientConfirmation(valid_until=date(2027, 1, 11))
    order = orders.approved(
        people.owner,
        people.advisor,
        people.client,
        contact=contact,
        confirmation=confirmation,
        comment="canary-comment",
    )
    orders.submitted(people.stranger, people.client, title="canary-other", comment="canary-other")
    people.client.team_note = "canary-note"
    people.client.invoice_email = "canary-mail@client.example"
    people.client.save()
    reader = visitor()
    pages = [reader.get(link(order))]
    pages.append(reader.post(link(order), **{**answer(pages[0], "confirm"), "name": ""}))
    pages.append(reader.post(link(order), **{**answer(pages[0], "confirm"), "hash": "0"}))
    reader.post(link(order), **answer(pages[0], "confirm"))
    pages.append(reader.get(link(order)))
    for page in pages:
        assert "canary" not in page.html
        assert "graphic" not in page.html.lower()


def test_the_copy_and_the_news_are_on_their_way_after_confirming(order: Order) -> None:
    reader = visitor()
    reader.post(link(order), **answer(reader.get(link(order)), "confirm"))
    purposes = OutboxMail.objects.order_by("id").values_list("purpose", "audience")
    assert ("order_confirmed", "client") in purposes
    assert ("client_confirmed", "member") in purposes


def test_an_offer_that_goes_to_the_client_first_then_waits_for_the_team(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, to=First.CLIENT)
    reader = visitor()
    reader.post(link(order), **answer(reader.get(link(order)), "confirm"))
    assert state(order) == "team_review"
    assert "You have confirmed the offer" in reader.get(link(order)).words


def test_a_page_takes_at_most_twelve_queries(
    order: Order, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = visitor()
    with django_assert_max_num_queries(12):
        reader.get(link(order))
