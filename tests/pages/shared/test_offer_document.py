"""The offer on paper: for the client, the member and the team the same, in German or English."""

import io
from datetime import datetime, timedelta

import pypdf
import pytest

from kontor.actions import review_order, submit_order
from kontor.cooperative.own_data import cooperative
from kontor.foundation import clock
from kontor.foundation.written import BERLIN
from kontor.orders.draft import ClientConfirmation, LineKind, SkipReason
from kontor.orders.models import Order
from kontor.orders.revising import offer_in
from kontor.pages.shared.offer_document import OfferHead, offer_pdf
from kontor.people.roles import Role
from tests.builders import clients, drafts, house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def text(content: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def downloaded(reader: Reader, path: str) -> str:
    with clock.held(reader.now):
        answer = reader.browser.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return text(answer.content)


def of_client(order: Order, now: datetime = MONDAY, language: str = "en") -> str:
    reader = Reader(None, now, language)
    return downloaded(reader, f"/c/{orders.token(order)}/offer.pdf")


def test_it_says_what_is_offered_by_whom_for_how_much_and_until_when(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    page = of_client(order)
    for words in (
        "Imprimerie Lefèvre SARL 12 rue des Écoles 67000 Strasbourg FRANCE",
        "Offer of 4 January 2027",
        "Valid until 11 January 2027",
        "Autumn catalogue",
        "Two rounds of corrections.",
        "Layout and typesetting 5 days 420.00 – 2,100.00",
        "Reverse charge",
        "Total, gross €2,100.00",
        "Invoice for the whole amount 18 January 2027 1 February 2027 2,100.00 2,100.00",
        "Confirm the offer by the end of that day with the link in our e-mail.",
        "Your contract partner, who also issues the invoices: Smart Beispiel eG.",
        "Ada Brandt",
        "Revision 1",
    ):
        assert words in page, words


def test_nothing_of_the_team_or_the_contact_is_in_it(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    page = of_client(order)
    for words in ("exhibition", "graphic", "40", "chloe.martin", "Chloé"):
        assert words not in page, words


def test_a_german_client_reads_german_with_vat_plan_and_special_agreement(people: Cast) -> None:
    travel = drafts.line("2", "45.50", text="Bahnfahrt", kind=LineKind.EXPENSE)
    order = orders.approved(
        people.owner,
        people.advisor,
        clients.german_client(language="de"),
        lines=(drafts.line(), travel),
        payment=drafts.deposit("657.30", "2027-01-13", "2027-01-25"),
        special_agreement="Skizzen bleiben beim Museum.",
    )
    page = of_client(order, language="de")
    for words in (
        "Angebot vom 04.01.2027",
        "Gültig bis 11.01.2027",
        "Bahnfahrt Auslage 2 Tage 45,50 19 % 91,00",
        "Netto 2.191,00 €",
        "Umsatzsteuer 19 % 416,29 €",
        "Gesamt, brutto 2.607,29 €",
        "13.01.2027 27.01.2027 657,30 782,19",
        "Schlussrechnung 25.01.2027 08.02.2027 1.533,70 1.825,10",
        "Summe 2.191,00 2.607,29",
        "Besondere Vereinbarung Skizzen bleiben beim Museum.",
        "Seite 1 von",
    ):
        assert words in page, words


def test_an_open_ended_offer_shows_its_first_year_and_no_sum(people: Cast) -> None:
    order = orders.approved(
        people.owner,
        people.advisor,
        people.client,
        service_to=None,
        payment=drafts.recurrent("2027-01-31", last_day=True),
    )
    page = of_client(order)
    assert "Service period from 11 January 2027" in page
    assert "Each invoice, gross €2,100.00" in page
    assert "It goes on like this until further notice." in page
    assert "Sum" not in page


def test_after_the_decision_it_stays_readable_and_says_who_confirmed(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    page = of_client(order, MONDAY + timedelta(days=200))
    assert "Confirmed on 5 January 2027 by Chloé Martin" in page
    assert "Confirm the offer" not in page


def test_an_offer_taken_back_has_no_paper_for_the_client(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    token = orders.token(order)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    assert Reader(None).get(f"/c/{token}/offer.pdf").status == 404


def test_member_and_team_get_the_offer_as_the_client_does(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    for_client = of_client(order)
    for person, path in (
        (people.owner, f"/orders/{order.pk}/offer.pdf"),
        (people.advisor, f"/team/orders/{order.pk}/offer.pdf"),
        (people.accountant, f"/team/orders/{order.pk}/offer.pdf"),
    ):
        assert downloaded(Reader(person), path) == for_client


def test_who_confirmed_stands_only_for_those_who_may_know_the_contact_person(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    path = f"/team/orders/{order.pk}/offer.pdf"
    named = "Confirmed on 5 January 2027 by Chloé Martin"
    assert named in downloaded(Reader(people.advisor), path)
    assert named in downloaded(Reader(people.owner), f"/orders/{order.pk}/offer.pdf")
    for person in (people.accountant, house.person("Anke Admin", Role.ADMIN)):
        page = downloaded(Reader(person), path)
        assert "Confirmed on 5 January 2027" in page
        assert "Martin" not in page


def test_before_the_first_submission_there_is_none(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    answer = Reader(people.owner).get(f"/orders/{order.pk}/offer.pdf")
    assert answer.status == 409
    assert "There is no offer yet." in answer.words


def test_without_a_question_to_the_client_no_deadline_stands_on_it(people: Cast) -> None:
    skipped = ClientConfirmation(ask=False, skip_reason=SkipReason.OWN_FORM)
    order = orders.submitted(people.owner, people.client, confirmation=skipped)
    review_order.approve(people.advisor, order.pk, orders.shown(order), MONDAY)
    page = downloaded(Reader(people.owner), f"/orders/{order.pk}/offer.pdf")
    assert "Valid until" not in page
    assert "No confirmation asked for" in page


def test_the_same_offer_gives_the_same_bytes(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    assert order.revision is not None
    until = datetime(2027, 1, 11, tzinfo=BERLIN).date()
    head = OfferHead(order.number, 1, MONDAY.date(), until, open=True)
    offer = offer_in(order.revision)
    made = {offer_pdf(offer, head, cooperative(), "de") for _ in range(2)}
    assert len(made) == 1
    assert offer_pdf(offer, head, cooperative(), "en") not in made
