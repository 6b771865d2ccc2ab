"""How amounts, numbers, days and moments are written for people, in German and English.

Everything here turns one value into one piece of text. No Django, no clock.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal
from zoneinfo import ZoneInfo

Language = Literal["de", "en"]

BERLIN = ZoneInfo("Europe/Berlin")
MINUS = "\N{MINUS SIGN}"

MONTHS: dict[Language, tuple[str, ...]] = {
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


@dataclass(frozen=True)
class Money:
    """Marks a Decimal as euros, so that a sentence writes it with the currency and two decimals."""

    amount: Decimal


@dataclass(frozen=True)
class Weekday:
    """Marks a day that a sentence writes with the name of its weekday."""

    day: date


def amount_text(amount: Decimal, language: Language, decimals: int = 2) -> str:
    """`1234.5` as `1.234,50` (de) or `1,234.50` (en); half up to `decimals` places.

    Below zero it begins with a minus sign, as on the invoice, not with a hyphen.
    """
    rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    english = f"{rounded:,f}".replace("-", MINUS)
    return english if language == "en" else english.translate(str.maketrans(",.", ".,"))


def money_text(amount: Decimal, language: Language) -> str:
    """`1234.5` as `1.234,50 €` (de, no-break space) or `€1,234.50` (en)."""
    if language == "de":
        return f"{amount_text(amount, language)}\N{NO-BREAK SPACE}€"
    sign = MINUS if amount < 0 else ""
    return f"{sign}€{amount_text(abs(amount), language)}"


def number_text(number: Decimal | int, language: Language) -> str:
    """A quantity or percentage without trailing zeros: `7.50` as `7,5` (de) or `7.5` (en)."""
    plain = f"{Decimal(number):f}"
    decimals = len(plain.partition(".")[2].rstrip("0"))
    return amount_text(Decimal(number), language, decimals)


def day_text(day: date, language: Language) -> str:
    """`18. März 2027` (de) or `18 March 2027` (en)."""
    dot = "." if language == "de" else ""
    return f"{day.day}{dot} {MONTHS[language][day.month - 1]} {day.year}"


def short_day_text(day: date, language: Language) -> str:
    """As typed into a field: `18.03.2027` (de) or `18/03/2027` (en, day first)."""
    separator = "." if language == "de" else "/"
    return separator.join((f"{day.day:02}", f"{day.month:02}", f"{day.year:04}"))


def weekday_text(day: date, language: Language) -> str:
    """`Montag, 22. März 2027` (de) or `Monday 22 March 2027` (en)."""
    comma = "," if language == "de" else ""
    return f"{WEEKDAYS[language][day.weekday()]}{comma} {day_text(day, language)}"


def moment_text(instant: datetime, language: Language) -> str:
    """`Dienstag, 23. März 2027, 10:42 Uhr` (de), `Tuesday 23 March 2027, 10:42` (en)."""
    local = instant.astimezone(BERLIN)
    oclock = " Uhr" if language == "de" else ""
    return f"{weekday_text(local.date(), language)}, {local:%H:%M}{oclock}"
