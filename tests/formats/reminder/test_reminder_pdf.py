"""The printed reminder: both languages, what is open, and in the formal step what default costs."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from kontor.formats import girocode
from kontor.formats.einvoice import sample
from kontor.formats.reminder import pdf, sheet
from kontor.formats.reminder.values import (
    Claim,
    InterestPart,
    Moved,
    Movement,
    PrintedReminder,
)

FRIENDLY = PrintedReminder(
    level=1,
    language="de",
    written_on=date(2027, 4, 21),
    pay_by=date(2027, 5, 1),
    counted_until=date(2027, 4, 20),
    seller=sample.SELLER,
    buyer=sample.BUYER,
    number="RE-2027-000123",
    issued_on=date(2027, 3, 31),
    due_on=date(2027, 4, 14),
    order_number="A-2027-0418",
    member_name="Mira Falkenau",
    title="Ausstellungsgrafik",
    gross=Decimal("1249.14"),
)
PAID = Movement(kind=Moved.PAYMENT, on=date(2027, 4, 20), amount=Decimal("400.00"))
SECOND = replace(
    FRIENDLY,
    level=2,
    written_on=date(2027, 5, 5),
    pay_by=date(2027, 5, 15),
    reminded_on=(date(2027, 4, 21),),
    movements=(PAID,),
)
CLAIM = Claim(
    default_from=date(2027, 4, 15),
    consumer=False,
    points=Decimal(9),
    interest=(
        InterestPart(
            first=date(2027, 4, 20),
            last=date(2027, 5, 19),
            open=Decimal("849.14"),
            base_rate=Decimal("1.27"),
            points=Decimal(9),
            amount=Decimal("7.17"),
        ),
    ),
    lump_sum=Decimal("40.00"),
)
DEMAND = replace(
    SECOND,
    level=3,
    written_on=date(2027, 5, 19),
    pay_by=date(2027, 5, 29),
    reminded_on=(date(2027, 4, 21), date(2027, 5, 5)),
    claim=CLAIM,
)
CONSUMERS = replace(
    DEMAND, claim=replace(CLAIM, consumer=True, points=Decimal(5), lump_sum=Decimal(0))
)


def text(reminder: PrintedReminder) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(reminder)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_friendly_reminder_says_what_is_open_and_until_when_it_is_to_be_paid() -> None:
    said = text(FRIENDLY)
    assert "Zahlungserinnerung / Payment reminder" in said
    assert "RE-2027-000123 war am 14.04.2027 fällig, offen sind noch 1.249,14 €" in said
    assert "Bitte zahlen Sie 1.249,14 € bis 01.05.2027" in said
    assert "Please pay €1,249.14 by 1 May 2027" in said
    assert "Zins" not in said
    assert "court" not in said


def test_payments_are_taken_off_and_what_came_back_is_added() -> None:
    returned = Movement(kind=Moved.RETURN, on=date(2027, 4, 22), amount=Decimal("-400.00"))
    waived = Movement(kind=Moved.WAIVED, on=date(2027, 4, 23), amount=Decimal("0.14"))
    said = text(replace(SECOND, movements=(PAID, returned, waived)))
    assert "Zahlung vom 20.04.2027 / Payment of 20 April 2027 −400,00 €" in said
    assert "Zurückgebucht am 22.04.2027 / Returned on 22 April 2027 400,00 €" in said
    assert "Noch zu zahlen / Still to pay 1.249,00 €" in said


def test_the_formal_demand_asks_businesses_for_interest_and_lump_sum() -> None:
    said = text(DEMAND)
    assert "Offener Betrag / Open amount 849,14 €" in said
    assert "Zinsen 20.04. – 19.05.2027: 30 Tage, 10,27 % (1,27 + 9) auf 849,14 €" in said
    assert "Pauschale für den Verzug / Lump sum for default 40,00 €" in said
    assert "Zu zahlen / To pay 896,31 €" in said
    assert "in Verzug" in said
    assert "section 288 (2) BGB" in said


def test_a_consumer_is_asked_for_no_lump_sum() -> None:
    said = text(CONSUMERS)
    assert "Pauschale" not in said
    assert "lump sum" not in said
    assert "§ 288 Abs. 1 BGB" in said


def test_without_a_base_rate_no_interest_is_spoken_of() -> None:
    said = text(replace(DEMAND, claim=replace(CLAIM, interest=())))
    assert "Deshalb verlangen wir die Pauschale von 40,00 € (§ 288 Abs. 5 BGB)." in said
    assert "We therefore claim the lump sum of €40.00 (section 288 (5) BGB)." in said
    assert "Basiszinssatz" not in said


def test_without_default_the_formal_demand_asks_for_the_open_amount_alone() -> None:
    said = text(replace(DEMAND, claim=None))
    assert "Verzug" not in said
    assert "Noch zu zahlen / Still to pay 849,14 €" in said


def test_in_english_the_english_stands_first() -> None:
    said = text(replace(DEMAND, language="en"))
    assert "Formal demand / Letzte Mahnung" in said
    assert said.index("Dear Sir or Madam") < said.index("Unsere Rechnung")
    assert "To pay / Zu zahlen €896.31" in said


def test_the_code_pays_what_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[girocode.Transfer] = []

    def no_code(transfer: girocode.Transfer) -> bytes:
        asked.append(transfer)
        return b""

    monkeypatch.setattr(girocode, "svg", no_code)
    pdf.render(SECOND)
    pdf.render(DEMAND)
    assert [(each.amount, each.text) for each in asked] == [
        (Decimal("849.14"), "RE-2027-000123"),
        (Decimal("896.31"), "RE-2027-000123"),
    ]


@pytest.mark.parametrize("reminder", [FRIENDLY, SECOND, DEMAND, CONSUMERS])
def test_the_same_values_give_the_same_bytes(reminder: PrintedReminder) -> None:
    assert pdf.render(reminder) == pdf.render(reminder)
    assert sheet.compose(reminder)["payment"] is not None


def test_what_clients_are_called_is_never_read_as_markup() -> None:
    buyer = replace(sample.BUYER, name='#eval("1+1") $x$ *Museum*')
    assert '#eval("1+1") $x$ *Museum*' in text(replace(FRIENDLY, buyer=buyer))


def test_many_payments_break_over_the_page() -> None:
    cent = replace(PAID, amount=Decimal("0.01"))
    said = text(replace(FRIENDLY, movements=(cent,) * 60))
    assert said.count("Payment of 20 April 2027") == 60
