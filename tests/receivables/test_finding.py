"""Invoices and bank entries that an accountant looks for by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.actions import decide_entry
from kontor.actions.decide_entry import Given
from kontor.foundation.written import amount_text
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.entry_search import amount_in, searched
from kontor.receivables.finding import found_for
from tests.builders import bank
from tests.builders.bank import LATER
from tests.cast import Cast, cast

D = Decimal


@pytest.fixture
def people() -> Cast:
    return cast()


@given(st.decimals(min_value=0, max_value=999_999_999, places=2), st.sampled_from(["de", "en"]))
def test_an_amount_is_read_in_either_language(amount: Decimal, language: str) -> None:
    written = amount_text(amount, "de" if language == "de" else "en")
    assert amount_in(written) == amount_in(f"- {written} €") == amount


@pytest.mark.parametrize("words", ["", "RE-2027-1", "12a", "1.2.3.x", "€", "١٢"])
def test_what_is_no_amount_is_none(words: str) -> None:
    assert amount_in(words) is None


@pytest.mark.django_db
def test_money_that_came_in_finds_what_is_open(people: Cast) -> None:
    invoice = bank.waiting(people)
    for words in ("2027-000001", "re-2027", "lefèvre", "LEFEVRE", "2.100,00", "2100"):
        assert list(found_for(words, D(5))) == [invoice], words
    for words in ("", "RE", "nobody", "2101", "%%%", "\\___"):
        assert list(found_for(words, D(5))) == [], words
    assert list(found_for("2027-000001", D(-5))) == []  # nothing has come in that could go back


@pytest.mark.django_db
def test_a_debit_finds_what_has_got_money(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("2100.00")
    parts = [Given("invoice", D("2100.00"), invoice.pk)]
    decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, LATER)
    assert list(found_for("2027-000001", D(-5))) == [invoice]
    assert list(found_for("2027-000001", D(5))) == []


@pytest.mark.django_db
def test_entries_are_found_by_what_the_bank_wrote(people: Cast) -> None:
    entry = bank.entry("1190.50", name="Ortenwall", reference="RE 9", end_to_end="E2E-7")
    bank.entry("-3.00", name="Bank", reference="", kind="charge", iban="")
    for words in ("ortenw", "re 9", "E2E-7", "fr14 2004 1010", "1.190,50", "-1190.5"):
        assert list(searched(BankEntry.objects.all(), words, "")) == [entry], words
    assert list(searched(BankEntry.objects.all(), "100%", "")) == []
    assert list(searched(BankEntry.objects.all(), "", "in")) == [entry]
    assert searched(BankEntry.objects.all(), "", "no such kind").count() == 2
