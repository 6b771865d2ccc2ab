"""The offer as it is shown, for every mode of payment."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override
from lxml import html

from kontor.orders.draft import Payment
from kontor.orders.offer import offer_of
from kontor.pages.shared.offer_sheet import sheet_of
from tests.builders import drafts


def shown(payment: Payment, language: str = "en", **changes: Any) -> tuple[str, Any]:
    """The words of the offer to a German client, and its tree."""
    around = drafts.surroundings(drafts.german_client())
    assert around.client
    assert around.vat
    draft = replace(
        drafts.draft(payment=payment, service_from=date(2027, 1, 1), service_to=date(2028, 12, 31)),
        **changes,
    )
    offer = offer_of(draft, around.client, "Mira Falkenau", around.vat)
    with override(language):
        page: Any = html.fromstring(
            f"<main>{render_to_string('parts/offer.html', {'sheet': sheet_of(offer)})}</main>"
        )
    return " ".join(" ".join(page.itertext()).split()), page


def test_a_deposit_and_its_final_invoice_stand_in_a_table() -> None:
    words, page = shown(drafts.deposit("700", "2027-01-31", "2027-02-28"))
    assert "€700.00 net deposit on 31 January 2027, the rest on 28 February 2027." in words
    assert "31 January 2027 Deposit 14 February €833.00" in words
    assert "28 February 2027 Final invoice 14 March €1,666.00" in words
    assert len(page.xpath("//table[contains(@class, 'plan-table')]/tbody/tr")) == 2


def test_an_open_ended_offer_goes_on_until_further_notice() -> None:
    words, _ = shown(drafts.recurrent("2027-01-31", last_day=True), service_to=None)
    assert "from 1 January 2027 until further notice" in words
    assert "Gross, each invoice €2,499.00" in words
    assert "Invoice 12 Service period 1–31 December 2027 14 January €2,499.00" in words
    assert "These are the invoices of the first year." in words
    assert "Sum of all invoices" not in words


def test_a_long_plan_is_folded_but_all_there() -> None:
    words, page = shown(drafts.recurrent("2027-01-31", times=24))
    assert "and 12 more until 31 December 2028" in words
    assert len(page.xpath("//table[contains(@class, 'plan-table')]/tbody/tr")) == 24
    assert "Sum of all invoices, gross €59,976.00" in words


def test_a_german_reader_reads_german() -> None:
    words, _ = shown(drafts.recurrent("2027-01-31", last_day=True), "de", service_to=None)
    assert "ab 1. Januar 2027 bis auf Weiteres" in words
    assert "Jeden Monat am Monatsletzten, erstmals am 31. Januar 2027, bis auf Weiteres." in words


def test_the_total_is_what_the_invoices_ask_for() -> None:
    thirds = drafts.in_percents(
        ("2027-01-31", "33.33"), ("2027-02-28", "33.33"), ("2027-03-31", "33.34")
    )
    line = drafts.line("1", "100.03")
    words, page = shown(thirds, lines=(line,))
    amounts = page.xpath("//table[contains(@class, 'plan-table')]//td[contains(@class, 'amount')]")
    total = sum((Decimal(each.text.removeprefix("€")) for each in amounts), Decimal(0))
    assert f"Gross €{total}" in words
