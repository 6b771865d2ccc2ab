"""Bookings for the tax adviser's books, in the DATEV format (EXTF, header 700, version 13). Pure.

Source: developer.datev.de, DATEV-Format, *Header* and *Buchungsstapel*: CP1252, fields parted by
`;`, texts in quotes, decimal comma, lines end with CR LF. Accounts and keys are handed in.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from anyascii import anyascii

ENCODING: Final = "cp1252"
MOST_BOOKINGS: Final = 99_999
MOST_AMOUNT: Final = Decimal("9999999999.99")
LONGEST_TITLE, LONGEST_VOUCHER, LONGEST_TEXT, LONGEST_VAT_NUMBER = 30, 36, 60, 15

_FIRST: Final = (
    "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;"
    "WKZ Basis-Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;"
    "Belegfeld 2;Skonto;Buchungstext;Postensperre;Diverse Adressnummer;Geschäftspartnerbank;"
    "Sachverhalt;Zinssperre;Beleglink"
)
_MIDDLE: Final = (
    "KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);"
    "EU-Steuersatz (Bestimmung);Abw. Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L;"
    "BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung"
)
_LAST: Final = (
    "Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;"
    "Auftragsnummer;Buchungstyp;USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen);"
    "Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen);Erlöskonto (Anzahlungen);"
    "Herkunft-Kz;Buchungs GUID;KOST-Datum;SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;"
    "Beteiligtennummer;Identifikationsnummer;Zeichnernummer;Postensperre bis;"
    "Bezeichnung SoBil-Sachverhalt;Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;"
    "Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU);Steuersatz;Land;"
    "Abrechnungsreferenz;BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);"
    "Abw. Skontokonto"
)
COLUMNS: Final = (
    *_FIRST.split(";"),
    *(f"Beleginfo - {part} {n}" for n in range(1, 9) for part in ("Art", "Inhalt")),
    *_MIDDLE.split(";"),
    *(f"Zusatzinformation{part} {n}" for n in range(1, 21) for part in (" - Art", "- Inhalt")),
    *_LAST.split(";"),
)
# Places of the columns, from 1, whose values are texts: in quotes even where they are empty.
_TEXTS: Final = frozenset(
    (
        *(2, 3, 6, 9, 11, 12, 14, 16, *range(20, 39), 40, 42, *range(48, 88), 91, 95, 96, 98),
        *(102, 103, 105, 107, 109, 110, 112, 118, 120, 121, 123),
    )
)
_NOT_IN_A_VOUCHER: Final = re.compile(r"[^A-Za-z0-9$&%*+/-]")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What the whole file is about: one period within one fiscal year; amounts are euros.

    `made_at`: the clock on the wall. `account_length`: digits of ledger accounts; those of
    customers have one more.
    """

    consultant: int
    client: int
    fiscal_year_from: date
    account_length: int
    first: date
    last: date
    title: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Booking:
    """So much from one account to another, on a day of the period.

    `amount`: above zero, with cents. `debit`: whether `account` is debited (Soll), and `contra`
    credited, or the other way round. `tax_key`: empty where the account knows its tax by itself.
    `voucher`: the number by which open items find each other.
    """

    amount: Decimal
    debit: bool
    account: str
    contra: str
    day: date
    tax_key: str = ""
    voucher: str = ""
    text: str = ""
    vat_number: str = ""
    due_on: date | None = None


def batch_file(batch: Batch, bookings: Iterable[Booking]) -> bytes:
    """The file, to be called `EXTF_….csv`. Raises ValueError for what the format cannot hold."""
    lines = [_header(batch), ";".join(COLUMNS)]
    lines += [_line(batch, each) for each in bookings]
    return "".join(f"{each}\r\n" for each in lines).encode(ENCODING)


def readable(text: str, longest: int) -> str:
    """The text on one line and in the characters of CP1252: `Łódź – 東京` as `Lódz – DongJing`."""
    held = "".join(map(_encodable, unicodedata.normalize("NFC", text)))
    return _CONTROLS.sub(" ", held)[:longest].strip()


def voucher_of(text: str) -> str:
    """The text with the characters that a voucher's number may have, cut to its length."""
    return _NOT_IN_A_VOUCHER.sub("", anyascii(text))[:LONGEST_VOUCHER]


def _encodable(character: str) -> str:
    try:
        character.encode(ENCODING)
    except UnicodeEncodeError:
        return anyascii(character) or "?"
    return character


def _header(batch: Batch) -> str:
    return ";".join(
        (
            *('"EXTF"', "700", "21", '"Buchungsstapel"', "13"),
            f"{batch.made_at:%Y%m%d%H%M%S}{batch.made_at.microsecond // 1000:03d}",
            *("", '"RE"', '""', '""'),
            *(str(batch.consultant), str(batch.client)),
            *(f"{batch.fiscal_year_from:%Y%m%d}", str(batch.account_length)),
            *(f"{batch.first:%Y%m%d}", f"{batch.last:%Y%m%d}"),
            *(_quoted(readable(batch.title, LONGEST_TITLE)), '""'),
            *("1", "0", "0", '"EUR"'),  # financial accounting; not locked, the adviser looks first
            *("", '""', "", "", '""', "", "", '""', '""'),
        )
    )


def _line(batch: Batch, booking: Booking) -> str:
    if not 0 < booking.amount <= MOST_AMOUNT:
        message = f"no amount of a booking: {booking.amount}"
        raise ValueError(message)
    if not batch.first <= booking.day <= batch.last:
        message = f"not in the period: {booking.day}"
        raise ValueError(message)
    values = {
        1: f"{booking.amount:.2f}".replace(".", ","),
        2: "S" if booking.debit else "H",
        3: "EUR",
        7: booking.account,
        8: booking.contra,
        9: booking.tax_key,
        10: f"{booking.day:%d%m}",
        11: voucher_of(booking.voucher),
        14: readable(booking.text, LONGEST_TEXT),
        40: readable(booking.vat_number, LONGEST_VAT_NUMBER),
        114: "0",
        117: f"{booking.due_on:%d%m%Y}" if booking.due_on else "",
    }
    places = range(1, len(COLUMNS) + 1)
    return ";".join(
        _quoted(values.get(at, "")) if at in _TEXTS else values.get(at, "") for at in places
    )


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
