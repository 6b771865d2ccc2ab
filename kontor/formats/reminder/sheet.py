"""What stands on the printed reminder, as frame.typ and reminder.typ read it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kontor.formats.einvoice import figures
from kontor.formats.einvoice.sheet import account, address_lines, seller_texts
from kontor.formats.reminder import words
from kontor.formats.reminder.values import InterestPart, Moved, Movement, PrintedReminder

Sheet = dict[str, Any]
Pair = dict[str, str]

MOVEMENTS: Final = {
    Moved.PAYMENT: ("Zahlung vom", "Payment of"),
    Moved.RETURN: ("Zurückgebucht am", "Returned on"),
    Moved.WAIVED: ("Nicht mehr verlangt seit", "No longer asked for since"),
}


def compose(reminder: PrintedReminder) -> Sheet:
    """The texts of a reminder; its language first, the other beside it."""
    return _Writer(reminder).sheet()


class _Writer:
    """Writes one reminder in both languages."""

    def __init__(self, reminder: PrintedReminder) -> None:
        self.reminder = reminder
        self.german = reminder.language != "en"

    def sheet(self) -> Sheet:
        reminder, seller = self.reminder, self.reminder.seller
        day = reminder.written_on
        return {
            "number": reminder.number,
            "issued_on": [day.year, day.month, day.day],
            "issued_on_text": self.day(day),
            "kind": self.pair(*words.TITLES[reminder.level]),
            "subtitle": self.subtitle(),
            "seller": seller_texts(
                seller,
                self.line(seller.strapline_de, seller.strapline_en),
                self.line("USt-IdNr.", "VAT no."),
                self.line("Steuernummer", "Tax no."),
            ),
            "language": "de" if self.german else "en",
            "words": {"page": self.line("Seite", "Page"), "of": self.line("von", "of")},
            "standard": reminder.number,
            "address": list(address_lines(reminder.buyer, seller.address.country)),
            "facts": [{**name, "value": value} for name, value in self.facts() if value],
            "paragraphs": self.paragraphs(),
            "rows": list(self.rows()),
            "total": self.total(),
            "payment": self.payment(),
        }

    def pair(self, german: str, english: str) -> Pair:
        """A house text, the reader's language first."""
        main, other = (german, english) if self.german else (english, german)
        return {"main": main, "other": other}

    def line(self, german: str, english: str) -> str:
        """Both languages in one line; what is empty is left out."""
        both = (german, english) if self.german else (english, german)
        return " / ".join(filter(None, both))

    def day(self, day: date) -> str:
        return figures.german_day(day) if self.german else figures.english_day(day)

    def euro(self, amount: Decimal) -> str:
        return figures.german_euro(amount) if self.german else figures.english_euro(amount)

    def subtitle(self) -> Pair:
        number, issued = self.reminder.number, self.reminder.issued_on
        return self.pair(
            f"zur Rechnung {number} vom {figures.german_day(issued)}",
            f"for invoice {number} of {figures.english_day(issued)}",
        )

    def facts(self) -> Iterator[tuple[Pair, str]]:
        reminder = self.reminder
        yield self.pair("Datum", "Date"), self.day(reminder.written_on)
        yield self.pair("Rechnungsnummer", "Invoice number"), reminder.number
        yield self.pair("Fällig seit", "Due since"), self.day(reminder.due_on)
        yield self.pair("Auftrag", "Order"), reminder.order_number
        yield self.pair("Ihre Bestellnummer", "Your purchase order"), reminder.purchase_order
        yield self.pair("Leistung durch", "Service by"), reminder.member_name

    def paragraphs(self) -> Sheet:
        """The letter, and below it the same in the other language without a second salutation."""
        german, english = list(words.german(self.reminder)), list(words.english(self.reminder))
        main, (_, first, *others) = (german, english) if self.german else (english, german)
        return {"main": main, "other": [first[0].upper() + first[1:], *others]}

    def rows(self) -> Iterator[Sheet]:
        reminder, number = self.reminder, self.reminder.number
        yield self.row(f"Rechnung {number}", f"Invoice {number}", reminder.gross)
        for movement in reminder.movements:
            yield self.moved(movement)
        if reminder.claim is None:
            return
        if reminder.movements:
            yield {**self.row("Offener Betrag", "Open amount", reminder.open), "strong": True}
        for part in reminder.claim.interest:
            yield self.interest(part)
        if reminder.claim.lump_sum:
            lump_sum = reminder.claim.lump_sum
            yield self.row("Pauschale für den Verzug", "Lump sum for default", lump_sum)

    def row(self, german: str, english: str, amount: Decimal) -> Sheet:
        return {**self.pair(german, english), "amount": self.euro(amount), "strong": False}

    def moved(self, movement: Movement) -> Sheet:
        german, english = MOVEMENTS[movement.kind]
        return self.row(
            f"{german} {figures.german_day(movement.on)}",
            f"{english} {figures.english_day(movement.on)}",
            -movement.amount,
        )

    def interest(self, part: InterestPart) -> Sheet:
        first, last = part.first, part.last
        days = "1 Tag" if part.days == 1 else f"{part.days} Tage"
        english_days = "1 day" if part.days == 1 else f"{part.days} days"
        german_rate, english_rate = _rate(part)
        return self.row(
            f"Zinsen {figures.period(first, last)}: {days}, {german_rate} auf"
            f" {figures.german_euro(part.open)}",
            f"Interest {figures.english_day(first)} to {figures.english_day(last)}:"
            f" {english_days}, {english_rate} on {figures.english_euro(part.open)}",
            part.amount,
        )

    def total(self) -> Sheet:
        name = (
            ("Zu zahlen", "To pay") if self.reminder.claim else ("Noch zu zahlen", "Still to pay")
        )
        return {**self.pair(*name), "amount": self.euro(self.reminder.total), "large": True}

    def payment(self) -> Sheet:
        reminder = self.reminder
        total, by = reminder.total, reminder.pay_by
        return {
            "heading": self.pair(
                f"Bitte zahlen Sie {figures.german_euro(total)} bis {figures.german_day(by)}",
                f"Please pay {figures.english_euro(total)} by {figures.english_day(by)}",
            ),
            "terms": {"main": "", "other": ""},
            **account(reminder.seller.bank, reminder.number),
            "recipient-name": self.line("Empfängerin", "Recipient"),
            "reference-name": self.line("Verwendungszweck", "Reference"),
        }


def _rate(part: InterestPart) -> tuple[str, str]:
    """The percents with what they are made of, in German and English."""
    base, points = part.base_rate, part.points
    german, english = figures.german, figures.english
    return (
        f"{german(base + points)} % ({german(base)} + {german(points, least=0)})",
        f"{english(base + points)} % ({english(base)} + {english(points, least=0)})",
    )
