"""What the letters about an order say, to whom, and what they never say (spec § 12, R19, R48)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kontor.clients.facts import ClientFacts
from kontor.foundation.letter import Letter
from kontor.invoicing.vat import terms_for
from kontor.orders import letters
from kontor.orders.confirmed_copy import Confirmed, order_confirmed
from kontor.orders.draft import Contact, Unit
from kontor.orders.offer import Offer, offer_of
from kontor.orders.states import Status
from tests.builders.drafts import (
    RATES,
    TODAY,
    client,
    draft,
    german_client,
    in_percents,
    line,
    recurrent,
)
from tests.builders.said import said

HOUSE = "Smart Beispiel eG"
DEADLINE = date(2027, 3, 22)
CONFIRMED = Confirmed("Nora Ellerbek", datetime(2027, 3, 15, 10, 20, tzinfo=UTC), "PO-77")


def offer(of_client: ClientFacts | None = None, **changes: Any) -> Offer:
    facts = of_client or german_client()
    return offer_of(draft(**changes), facts, "Mira Falkenau", terms_for(facts, TODAY, RATES))


def to_member() -> list[Letter]:
    return [
        letters.order_approved("Katalog", "Nora Ellerbek", DEADLINE, Status.CLIENT_CONFIRMATION),
        letters.client_confirmed("Katalog", "Nora Ellerbek", Status.ACTIVE),
        letters.client_rejected("Katalog", "Nora Ellerbek", "Zu teuer."),
        letters.client_requests_changes("Katalog", "Nora Ellerbek", "Bitte später."),
        letters.order_lapsed("Katalog", "Nora Ellerbek", DEADLINE),
        letters.valid_until_reminder_member("Katalog", "Nora Ellerbek", DEADLINE),
        letters.order_returned("Katalog", "Jonas Wiebold", "An welchen Tagen?"),
        letters.order_rejected("Katalog", ("Zu teuer.",), "Es fehlt die Erlaubnis."),
    ]


def test_the_offers_subject_carries_name_amount_and_date() -> None:
    of = letters.client_confirmation(offer(), DEADLINE, HOUSE)
    assert said(of, language="de").subject == (
        "Angebot von Mira Falkenau über 2.499,00\u00a0€: bitte bis 22. März 2027 bestätigen"
    )
    assert said(of).subject == (
        "Offer from Mira Falkenau for €2,499.00: please confirm by 22 March 2027"
    )


def test_the_offer_names_amount_deadline_and_who_invoices() -> None:
    text = said(letters.client_confirmation(offer(), DEADLINE, HOUSE)).text
    assert "Service: Autumn catalogue" in text
    assert "Total: €2,499.00 gross, €2,100.00 net" in text
    assert "Valid until: Monday 22 March 2027, until midnight" in text
    assert "issued by the cooperative Smart Beispiel eG in its own name" in text
    assert "the first one on 18 January 2027" in text


def test_without_german_vat_there_is_one_amount_and_no_talk_of_gross() -> None:
    text = said(letters.client_confirmation(offer(client()), DEADLINE, HOUSE)).text
    assert "Total: €2,100.00, without German VAT" in text
    assert "gross" not in text


def test_an_offer_with_a_plan_names_its_terms_of_payment() -> None:
    monthly = offer(payment=recurrent("2027-01-31", last_day=True), service_to=None)
    mail = said(letters.client_confirmation(monthly, DEADLINE, HOUSE))
    assert "for €2,499.00 per invoice" in mail.subject
    assert "Each invoice: €2,499.00 gross, €2,100.00 net" in mail.text
    terms = (
        "Every month on the last day of the month, first on 31 January 2027, until further notice."
    )
    assert f"Payment: {terms}" in mail.text
    copy = said(order_confirmed(monthly, CONFIRMED, HOUSE)).text
    assert f"Payment: {terms}" in copy
    assert "Service period: from 11 January 2027 until further notice" in copy


def test_an_offer_paid_in_parts_names_the_sum_of_its_invoices() -> None:
    halves = in_percents(("2027-01-12", "50"), ("2027-02-01", "50"))
    parts = offer(payment=halves, lines=(line("1", "0.06"),))
    assert "for €0.08" in said(letters.client_confirmation(parts, DEADLINE, HOUSE)).subject
    copy = said(order_confirmed(parts, CONFIRMED, HOUSE)).text
    assert "VAT 19 %: €0.02" in copy
    assert "Total: €0.08" in copy
    assert "Payment: In 2 instalments from 12 January 2027 to 1 February 2027." in copy


def test_the_copy_holds_everything_that_was_confirmed() -> None:
    whole = offer(
        special_agreement="Zwei Korrekturen.",
        lines=(line(), line("2.5", "0.0875", unit=Unit.PIECE, text="Abzüge")),
    )
    text = said(order_confirmed(whole, CONFIRMED, HOUSE)).text
    for part in (
        "Confirmed: Monday 15 March 2027, 11:20, by Nora Ellerbek",
        "Client: Tiefblau GmbH",
        "Carried out by: Mira Falkenau",
        "Service period: 11 January 2027 to 15 January 2027",
        "Item: Layout and typesetting, 5 × €420.00 per day = €2,100.00",
        "Item: Abzüge, 2.5 × €0.0875 per piece = €0.22",
        "Net: €2,100.22",
        "VAT 19 %: €399.04",
        "Total: €2,499.26",
        "Invoice: €2,499.26, on 18 January 2027, due on 1 February 2027",
        "Your purchase order number: PO-77",
        "> Layout of the autumn catalogue.\n> Two rounds of corrections.",
        "> Zwei Korrekturen.",
        "binding order with Smart Beispiel eG",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("country", "says"), [("FR", "reverse charge"), ("CH", "not taxable in Germany")]
)
def test_the_copy_says_why_there_is_no_vat(country: str, says: str) -> None:
    facts = client(country=country, vat_number="FR40303265045" if country == "FR" else "")
    assert says in said(order_confirmed(offer(facts), CONFIRMED, HOUSE)).text


def test_no_letter_to_the_client_holds_comment_contact_or_hours() -> None:
    secret = offer(
        comment="canary comment",
        contact=Contact("canary name", "canary@mail.example", "canary phone"),
        hours=Decimal(77777),
    )
    for letter in (
        letters.client_confirmation(secret, DEADLINE, HOUSE),
        letters.valid_until_reminder(secret, DEADLINE, HOUSE),
        order_confirmed(secret, CONFIRMED, HOUSE),
        letters.offer_withdrawn(secret),
        letters.order_ended(secret, HOUSE),
    ):
        made = said(letter)
        assert "canary" not in made.subject + made.text + made.html
        assert "77777" not in made.text


@pytest.mark.parametrize("letter", to_member())
def test_letters_to_the_member_say_du_and_lead_to_the_order(letter: Letter) -> None:
    made = said(letter, language="de", audience="member", name="Mira Falkenau")
    assert "Hallo Mira Falkenau," in made.text
    assert "Auftrag ansehen\nhttps://kontor.smart.example/x" in made.text
    assert "Katalog" in made.subject
    assert not {"Sie", "Ihnen", "Ihr", "Ihre"} & set(made.text.split())


def test_letters_to_the_client_say_sie() -> None:
    made = said(letters.client_confirmation(offer(), DEADLINE, HOUSE), language="de").text
    assert "Guten Tag Nora Ellerbek," in made
    assert not {"du", "dein", "deine", "dir"} & set(made.lower().split())


def test_the_words_of_client_and_advisor_are_quoted_as_typed() -> None:
    text = said(letters.client_requests_changes("T", "Nora", "Bitte <b>\nspäter")).text
    assert "> Bitte <b>\n> später" in text


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (Status.CLIENT_CONFIRMATION, "Nora can confirm until Monday 22 March 2027."),
        (Status.ACTIVE, "Your order is active."),
    ],
)
def test_an_approval_says_what_comes_next(status: Status, says: str) -> None:
    assert says in said(letters.order_approved("T", "Nora", DEADLINE, status)).text


def test_a_confirmation_before_the_review_says_that_the_review_comes_next() -> None:
    text = said(letters.client_confirmed("T", "Nora", Status.TEAM_REVIEW)).text
    assert "Now we review your order" in text


@pytest.mark.parametrize(
    "letter", [*to_member(), letters.client_confirmation(offer(), DEADLINE, HOUSE)]
)
def test_no_english_sentence_is_left_in_a_german_letter(letter: Letter) -> None:
    typed = {"> Zu teuer.", "> Bitte später.", "> An welchen Tagen?", "> Es fehlt die Erlaubnis."}
    in_both = set(said(letter).text.splitlines()) & set(
        said(letter, language="de").text.splitlines()
    )
    assert not {line for line in in_both - typed if line.endswith((".", "?", ":"))}
