"""What stands on the printed offer, in German or English, as einvoice/layout.typ reads it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final

from kontor.formats.einvoice import figures
from kontor.formats.einvoice.sheet import address_lines, seller_texts
from kontor.formats.einvoice.sheet_lines import LONG_LINE, NO_TAX, rate_text
from kontor.formats.einvoice.values import Line, LineKind, Unit, VatGroup
from kontor.formats.offer.values import PrintedOffer

Sheet = dict[str, Any]
Pair = dict[str, str]

UNITS: Final = {
    Unit.HOUR: (("Stunde", "Stunden"), ("hour", "hours")),
    Unit.DAY: (("Tag", "Tage"), ("day", "days")),
    Unit.PIECE: (("Stück", "Stück"), ("piece", "pieces")),
    Unit.FLAT: (("pauschal", "× pauschal"), ("flat", "× flat")),
}


def compose(offer: PrintedOffer, language: str) -> Sheet:
    """The texts of an offer; `language` is de or en."""
    return _Writer(offer, german=language != "en").sheet()


class _Writer:
    """Writes one offer in one language."""

    def __init__(self, offer: PrintedOffer, *, german: bool) -> None:
        self.offer = offer
        self.german = german

    def sheet(self) -> Sheet:
        offer, seller = self.offer, self.offer.seller
        day = offer.offered_on
        strapline = seller.strapline_de if self.german else seller.strapline_en
        return {
            "number": offer.number,
            "issued_on": [day.year, day.month, day.day],
            "issued_on_text": self.day(day),
            "kind": self.one("Angebot", "Offer"),
            "subtitle": None,
            "seller": seller_texts(
                seller,
                strapline,
                self.say("USt-IdNr.", "VAT no."),
                self.say("Steuernummer", "Tax no."),
            ),
            "language": self.say("de", "en"),
            "words": self.words(),
            "standard": self.say(f"Fassung {offer.revision}", f"Revision {offer.revision}"),
            "address": list(address_lines(offer.client, seller.address.country)),
            "facts": [{**name, "value": value} for name, value in self.facts() if value],
            "title": offer.title,
            "description": offer.description,
            "lines": list(self.lines()),
            "deductions": None,
            "sums": list(self.sums()),
            "total": {
                **self.one(offer.total_name, offer.total_name),
                "amount": self.euro(offer.gross),
                "large": True,
            },
            "notes": list(self.notes()),
            "special_agreement": offer.special_agreement,
            "payment": None,
            "closing": None,
            "plan": self.plan(),
            "acceptance": self.acceptance(),
        }

    def say(self, german: str, english: str) -> str:
        return german if self.german else english

    def one(self, german: str, english: str) -> Pair:
        """A house text that stands alone, in the offer's language."""
        return {"main": self.say(german, english), "other": ""}

    def day(self, day: date) -> str:
        return figures.german_day(day) if self.german else figures.english_day(day)

    def figure(self, value: Decimal, *, least: int = 2, most: int = 2) -> str:
        write = figures.german if self.german else figures.english
        return write(value, least=least, most=most)

    def euro(self, amount: Decimal) -> str:
        return figures.german_euro(amount) if self.german else figures.english_euro(amount)

    def words(self) -> Sheet:
        return {
            "page": self.say("Seite", "Page"),
            "of": self.say("von", "of"),
            "item": self.one("Position", "Item"),
            "quantity": self.one("Menge", "Quantity"),
            "unit_price": self.one("Einzelpreis €", "Unit price €"),
            "vat": self.one("USt", "VAT"),
            "net": self.one("Netto €", "Net €"),
            "carried_over": self.one("Übertrag", "Carried over"),
            "carried_forward": self.one("Übertrag", "Carried forward"),
            "special_agreement": self.one("Besondere Vereinbarung", "Special agreement"),
        }

    def facts(self) -> Iterator[tuple[Pair, str]]:
        offer = self.offer
        yield self.one("Auftrag", "Order"), offer.number
        yield self.one("Angebot vom", "Offer of"), self.day(offer.offered_on)
        if offer.valid_until:
            yield self.one("Gültig bis", "Valid until"), self.day(offer.valid_until)
        yield self.one("Leistungszeitraum", "Service period"), self.period()
        yield self.one("Leistungsort", "Place of performance"), offer.place
        yield self.one("Ihre Bestellnummer", "Your purchase order"), offer.purchase_order
        yield self.one("Ihre Referenz", "Your reference"), offer.client.buyer_reference
        yield self.one("Leistung durch", "Service by"), offer.member_name

    def period(self) -> str:
        first, last = self.offer.service_from, self.offer.service_to
        if last is None:
            return self.say(f"ab {self.day(first)}", f"from {self.day(first)}")
        if self.german:
            return figures.period(first, last)
        if first == last:
            return self.day(first)
        start = self.day(first).removesuffix(f" {last.year}")
        return f"{start} – {self.day(last)}"

    def lines(self) -> Iterator[Sheet]:
        carried = accumulate(line.net for line in self.offer.lines)
        for line, so_far in zip(self.offer.lines, carried, strict=True):
            expense = line.kind is LineKind.EXPENSE
            yield {
                "text": line.text,
                "below": self.say("Auslage", "Expense") if expense else "",
                "quantity": {"main": self.quantity(line), "other": ""},
                "price": self.figure(line.unit_price, most=4),
                "vat": rate_text(line.category, line.rate),
                "net": self.figure(line.net),
                "carried": self.figure(so_far),
                "wide": False,
                "long": len(line.text) > LONG_LINE,
            }

    def quantity(self, line: Line) -> str:
        single, several = UNITS[line.unit][0 if self.german else 1]
        if line.quantity == 1:
            return single if line.unit is Unit.FLAT else f"1 {single}"
        return f"{self.figure(line.quantity, least=0, most=3)} {several}"

    def sums(self) -> Iterator[Sheet]:
        yield {**self.one("Netto", "Net"), "amount": self.euro(self.offer.net)}
        for group in self.offer.vat_groups:
            yield {**self.vat_name(group), "amount": self.euro(group.tax)}

    def vat_name(self, group: VatGroup) -> Pair:
        rate = rate_text(group.category, group.rate)
        if rate == NO_TAX:
            return self.one("Umsatzsteuer", "VAT")
        basis = self.euro(group.basis)
        if len(self.offer.vat_groups) == 1:
            return self.one(f"Umsatzsteuer {rate}", f"VAT {rate}")
        return self.one(f"Umsatzsteuer {rate} auf {basis}", f"VAT {rate} on {basis}")

    def notes(self) -> Iterator[Pair]:
        for group in self.offer.vat_groups:
            if group.reason_de or group.reason_en:
                yield self.one(group.reason_de, group.reason_en)

    def plan(self) -> Sheet:
        payments = self.offer.payments
        sums: list[str] = []
        if self.offer.payments_summed:
            net = sum((each.net for each in payments), Decimal(0))
            gross = sum((each.gross for each in payments), Decimal(0))
            sums = [self.say("Summe", "Sum"), "", "", self.figure(net), self.figure(gross)]
        return {
            "title": self.say("Rechnungen und Zahlung", "Invoices and payment"),
            "head": [
                self.say("Rechnung", "Invoice"),
                self.say("kommt am", "goes out on"),
                self.say("fällig am", "due on"),
                self.say("Netto €", "Net €"),
                self.say("Brutto €", "Gross €"),
            ],
            "rows": [
                [
                    each.name,
                    self.day(each.billing_date),
                    self.day(each.due_on),
                    self.figure(each.net),
                    self.figure(each.gross),
                ]
                for each in payments
            ],
            "sums": sums,
            "below": list(self.offer.terms),
        }

    def acceptance(self) -> Sheet:
        house, confirm = self.offer.seller.name, []
        if self.offer.open and self.offer.valid_until:
            confirm = [
                self.say(
                    "Bestätigen Sie das Angebot bis zum Ende dieses Tages über den Link in unserer"
                    " E-Mail.",
                    "Confirm the offer by the end of that day with the link in our e-mail.",
                )
            ]
        partner = self.say(
            f"Ihre Vertragspartnerin, die auch die Rechnungen stellt: {house}.",
            f"Your contract partner, who also issues the invoices: {house}.",
        )
        return {"heading": self.heading(), "lines": [*confirm, partner]}

    def heading(self) -> str:
        until, confirmed, by = (
            self.offer.valid_until,
            self.offer.confirmed_on,
            self.offer.confirmed_by,
        )
        if confirmed and by:
            return self.say(
                f"Bestätigt am {self.day(confirmed)} von {by}",
                f"Confirmed on {self.day(confirmed)} by {by}",
            )
        if confirmed:
            return self.say(
                f"Bestätigt am {self.day(confirmed)}", f"Confirmed on {self.day(confirmed)}"
            )
        if until:
            return self.say(f"Gültig bis {self.day(until)}", f"Valid until {self.day(until)}")
        return self.say("Ohne Bestätigung", "No confirmation asked for")
