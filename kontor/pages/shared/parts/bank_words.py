"""How bank bookings are written: amounts with their sign and currency, accounts in parts."""

from decimal import Decimal

from django import template

from kontor.foundation.written import MINUS, amount_text, money_text
from kontor.pages.shared.parts.words import reader_language

register = template.Library()

EURO = "EUR"
SHOWN_BEFORE, SHOWN_AFTER = 4, 4
DOTS = "\N{BULLET}" * 4


@register.filter
def signed(amount: Decimal, currency: str = EURO) -> str:
    """`+ €1,785.00`, `− 417,90 €`, `+ 1,190.00 GBP`; never broken over two lines."""
    sign = MINUS if amount < 0 else "+"
    return f"{sign}\N{NO-BREAK SPACE}{in_currency(abs(amount), currency)}"


@register.filter
def in_currency(amount: Decimal, currency: str = EURO) -> str:
    """`€1,785.00`, `-417,90 €`, `1,190.00 GBP`."""
    language = reader_language()
    if currency in ("", EURO):
        return money_text(amount, language)
    return f"{amount_text(amount, language)}\N{NO-BREAK SPACE}{currency}"


@register.filter
def iban(text: str) -> str:
    """In groups of four: `DE89 3704 0044 0532 0130 00`."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def iban_in_short(text: str) -> str:
    """Enough to tell accounts apart, and no more: `DE89 •••• 3000`; short ones as they are."""
    if len(text) <= SHOWN_BEFORE + SHOWN_AFTER:
        return text
    return f"{text[:SHOWN_BEFORE]} {DOTS} {text[-SHOWN_AFTER:]}"


@register.filter
def bare(amount: Decimal) -> str:
    """`-1785.00`, in a hidden field: the same in every language."""
    return f"{amount:f}"
