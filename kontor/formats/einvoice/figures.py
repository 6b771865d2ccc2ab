"""Amounts, numbers and days as they are printed, German and English."""

from datetime import date
from decimal import Decimal
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"
_ENGLISH_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def german(value: Decimal, *, least: int = 2, most: int = 4) -> str:
    """A number as 1.049,70 with `least` to `most` decimals."""
    return english(value, least=least, most=most).translate(str.maketrans(".,", ",."))


def english(value: Decimal, *, least: int = 2, most: int = 4) -> str:
    """A number as 1,049.70 with `least` to `most` decimals."""
    whole, _, decimals = f"{abs(value):,.{most}f}".partition(".")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    text = f"{whole}.{decimals}" if decimals else whole
    return MINUS + text if value < 0 else text


def german_euro(amount: Decimal) -> str:
    """An amount as 1.049,70 €."""
    return f"{german(amount, most=2)} €"


def english_euro(amount: Decimal) -> str:
    """An amount as €1,049.70."""
    sign = MINUS if amount < 0 else ""
    return f"{sign}€{english(abs(amount), most=2)}"


def german_day(day: date) -> str:
    """A day as 14.04.2027."""
    return f"{day:%d.%m.%Y}"


def english_day(day: date) -> str:
    """A day as 14 April 2027."""
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def period(first: date, last: date) -> str:
    """Two days as 22.03. – 23.04.2027; one day stands alone."""
    if first == last:
        return german_day(first)
    start = f"{first:%d.%m.}" if first.year == last.year else german_day(first)
    return f"{start} – {german_day(last)}"


def grouped_iban(iban: str) -> str:
    """An IBAN in groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
