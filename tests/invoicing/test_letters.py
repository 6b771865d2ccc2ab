"""What the letters about invoices say (spec § 9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kontor.invoicing import letters
from tests.builders.said import said

FACTS = letters.InvoiceFacts(
    number="RE-2027-000123",
    title="Ausstellungsgrafik",
    member="Mira Falkenau",
    client="Museum Lumenau gGmbH",
    gross=Decimal("1249.14"),
    due_on=date(2027, 4, 14),
)


def test_the_invoice_carries_number_amount_and_due_date_in_its_subject() -> None:
    assert said(letters.invoice(FACTS), language="de").subject == (
        "Rechnung RE-2027-000123 über 1.249,14\u00a0€: fällig am 14. April 2027"
    )
    text = said(letters.invoice(FACTS)).text
    assert "Due by: Wednesday 14 April 2027" in text
    assert "View the invoice and pay\n" in text


def test_the_draft_says_when_it_goes_out_and_that_silence_is_enough() -> None:
    letter = letters.draft_invoice("Ausstellungsgrafik", Decimal("1249.14"), date(2027, 3, 18))
    text = said(letter, language="de", audience="member", name="Mira").text
    assert "Deine Rechnung geht am 18. März 2027 raus" in text
    assert "Wenn sie stimmt, musst du nichts tun." in text


def test_the_members_copy_leads_to_the_order() -> None:
    made = said(letters.invoice_issued(FACTS), audience="member")
    assert "sent the invoice RE-2027-000123 to Museum Lumenau gGmbH" in made.text
    assert "See the order\n" in made.text


def test_the_team_reads_the_rules_own_words() -> None:
    letter = letters.invoice_fault("T", "Museum", Decimal(1), "[BR-CO-25] Payment due date missing")
    assert "> [BR-CO-25] Payment due date missing" in said(letter, audience="team").text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("invoice", "Rechnung RE-2027-000123 über 1.249,14\u00a0€: fällig am 14. April 2027"),
        ("deposit", "Anzahlungsrechnung RE-2027-000123 über 1.249,14\u00a0€"),
        ("final", "Schlussrechnung RE-2027-000123 über 1.249,14\u00a0€"),
    ],
)
def test_the_subject_names_the_kind(kind: str, words: str) -> None:
    facts = replace(FACTS, kind=kind)
    assert words in said(letters.invoice(facts), language="de").subject
    assert words.partition(" ")[0] in said(letters.invoice_issued(facts), language="de").subject


def test_a_deposit_says_what_becomes_of_it_and_a_final_invoice_what_it_asks_for() -> None:
    deposit = said(letters.invoice(replace(FACTS, kind="deposit"))).text
    assert "This is our deposit invoice for the work of Mira Falkenau" in deposit
    assert "The final invoice lists it and asks only for the rest." in deposit
    final = said(letters.invoice(replace(FACTS, kind="final")), language="de").text
    assert "unsere Schlussrechnung für die Arbeit von Mira Falkenau" in final
    assert "abzüglich dessen, was schon berechnet wurde" in final


def test_where_nothing_is_left_to_pay_the_mail_asks_for_nothing() -> None:
    facts = replace(FACTS, kind="final", gross=Decimal(0), due_on=None)
    made = said(letters.invoice(facts))
    assert made.subject == "Final invoice RE-2027-000123: nothing is left to pay"
    assert "Due by" not in made.text
    assert "pay" not in made.text.replace("nothing is left to pay", "")


def test_a_cancellation_names_both_numbers_and_is_never_called_gutschrift() -> None:
    facts = replace(
        FACTS,
        kind="cancellation",
        number="ST-2027-000001",
        cancels="RE-2027-000123",
        gross=Decimal("-1249.14"),
        due_on=None,
    )
    for letter in (letters.cancellation_invoice(facts), letters.cancellation_issued(facts)):
        made = said(letter, language="de")
        assert "ST-2027-000001" in made.subject
        assert "RE-2027-000123" in made.subject
        assert "Gutschrift" not in made.text
    german = said(letters.cancellation_invoice(facts), language="de").text
    assert "Es ist nichts zu zahlen" in german
