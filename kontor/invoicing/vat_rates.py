"""The German VAT rates as the settings have them, and what they make of an invoice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kontor.cooperative import rates
from kontor.cooperative.rate_rules import Rows
from kontor.orders.offer import OfferLine
from kontor.orders.totals import Amounts, VatGroup, VatRates, at_rates_of


def vat_rates() -> VatRates:
    """All that are known, with their days."""
    book = rates.book(rates.VAT_STANDARD, rates.VAT_REDUCED)
    return VatRates(
        standard=_without_zeros(book[rates.VAT_STANDARD]),
        reduced=_without_zeros(book[rates.VAT_REDUCED]),
    )


def _without_zeros(rows: Rows) -> Rows:
    """19 instead of 19.0000: the rate stands like this in what is frozen."""
    return tuple((start, Decimal(f"{value.normalize():f}")) for start, value in rows)


def at_law(groups: Sequence[VatGroup], last_day: date) -> Amounts:
    """VAT groups at the rates of the last service day, on which the tax arises (§ 13 UStG)."""
    return at_rates_of(groups, vat_rates(), last_day)


def lines_at_law(lines: Sequence[OfferLine], last_day: date) -> tuple[OfferLine, ...]:
    """The lines, each with the rate of the last service day."""
    known = vat_rates()
    return tuple(replace(line, rate=known.of(line.treatment, last_day)) for line in lines)
