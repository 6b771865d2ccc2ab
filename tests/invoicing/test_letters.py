"""What the letters about invoices say (spec § 9)."""

from datetime import date
from decimal import Decimal

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
    assert "sent invoice RE-2027-000123 to Museum Lumenau gGmbH" in made.text
    assert "See the order\n" in made.text


def test_the_team_reads_the_rules_own_words() -> None:
    letter = letters.invoice_fault("T", "Museum", Decimal(1), "[BR-CO-25] Payment due date missing")
    assert "> [BR-CO-25] Payment due date missing" in said(letter, audience="team").text
