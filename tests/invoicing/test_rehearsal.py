"""What keeps an invoice from getting its number."""

from dataclasses import replace

import pytest

from kontor.formats.einvoice import sample
from kontor.formats.einvoice.values import PrintedInvoice, Profile
from kontor.invoicing import faults
from kontor.invoicing.rehearsal import fault_in
from tests.formats.einvoice import invoices

pytestmark = pytest.mark.django_db


def unborn(invoice: PrintedInvoice) -> PrintedInvoice:
    return replace(invoice, number=None)


def test_a_good_invoice_passes_in_both_profiles() -> None:
    for profile in Profile:
        assert fault_in(unborn(invoices.in_profile(invoices.two_rates(), profile))) == ""


def test_a_public_body_without_a_reference_is_told_in_plain_words() -> None:
    buyer = replace(sample.XRECHNUNG.buyer, buyer_reference="")
    fault = fault_in(unborn(replace(sample.XRECHNUNG, buyer=buyer)))
    assert faults.in_words(fault) == [faults.NO_REFERENCE]
    assert fault_in(unborn(replace(sample.INVOICE, buyer=buyer))) == ""


def test_a_character_that_the_fonts_lack_is_named() -> None:
    buyer = replace(sample.BUYER, name="漢字出版")
    assert "U+6F22" in fault_in(unborn(replace(sample.INVOICE, buyer=buyer)))


def test_the_rules_own_text_is_given() -> None:
    abroad = replace(invoices.reverse_charge().buyer, vat_number="")
    assert "BR-AE-02" in fault_in(unborn(replace(invoices.reverse_charge(), buyer=abroad)))
