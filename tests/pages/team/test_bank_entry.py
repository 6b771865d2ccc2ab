"""The page of a bank entry: looked for by hand, split, kept, paid back, taken back."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import refund
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.models import Allocation, Refund
from tests.builders import bank
from tests.builders.bank import LATER
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

D = Decimal
FOUND = "//input[@name='row']/@value"


@pytest.fixture
def people() -> Cast:
    return cast()


def at_bank(people: Cast) -> Reader:
    return Reader(people.accountant, LATER)


def path(entry: BankEntry) -> str:
    return f"/team/bank/entries/{entry.pk}/"


def typed(page: Page, entry: BankEntry, **more: str) -> dict[str, Any]:
    """The split form as it stands, with some fields filled in."""
    form: dict[str, Any] = page.form(path(entry))
    rows = page.all(FOUND)
    return {**form, "row": rows, **more}


def booked(entry: BankEntry) -> set[tuple[str, Decimal]]:
    rows = Allocation.objects.filter(entry=entry, undone_at__isnull=True)
    return set(rows.values_list("purpose", "amount"))


def test_the_page_says_what_the_bank_told(people: Cast) -> None:
    entry = bank.entry(
        "92.00", name="A. Unknown", ultimate="Ortenwall", end_to_end="E2E-9", text="SEPA"
    )
    page = at_bank(people).get(path(entry))
    assert page.headline == "What is +\N{NO-BREAK SPACE}€92.00 for?".replace(
        "\N{NO-BREAK SPACE}", " "
    )
    for words in ("A. Unknown", "for Ortenwall", "FR14 2004 1010", "E2E-9", "statement.xml"):
        assert words in page.words, words


def test_an_invoice_is_looked_for_and_what_was_typed_stays(people: Cast) -> None:
    invoice = bank.waiting(people)
    entry, reader = bank.entry("700.00", reference="", name="", iban=""), at_bank(people)
    page = reader.get(path(entry))
    page = reader.post(path(entry), **typed(page, entry, find="1", q="000001", words="Half of it"))
    assert page.all(FOUND) == [str(invoice.pk)]
    form = page.form(path(entry))
    assert form[f"invoice-{invoice.pk}"] == "700.00"  # the only one: as much as fits
    assert (form["words"], form["q"]) == ("Half of it", "000001")
    assert page.one("//output") == "€0.00"
    answer = reader.post(path(entry), **{**typed(page, entry), "words": ""})
    assert answer.status == 302
    assert booked(entry) == {("invoice", D("700.00"))}
    assert "This entry is decided" in reader.get(path(entry)).words


def test_it_is_split_over_invoices_and_the_rest_is_kept_and_paid_back(people: Cast) -> None:
    first, second = bank.waiting(people), bank.waiting(people, "RE-2027-000002")
    entry, reader = bank.entry("4250.00", reference="both"), at_bank(people)
    page = reader.post(path(entry), **typed(reader.get(path(entry)), entry, find="1", q="RE-2027"))
    given = {f"invoice-{first.pk}": "2,100.00", f"invoice-{second.pk}": "2100"}
    answer = reader.post(
        path(entry), **{**typed(page, entry), **given, "credit": "30", "refund": "15.50"}
    )
    assert answer.status == 302
    assert booked(entry) == {
        ("invoice", D("2100.00")),
        ("credit", D("30.00")),
        ("refund", D("15.50")),
    }
    page = reader.get(path(entry))
    assert page.headline.startswith("What is the rest of")
    assert "€4.50" in page.words
    assert Refund.objects.get().amount == D("15.50")


def test_what_was_paid_too_much_can_be_paid_back_at_once(people: Cast) -> None:
    invoice = bank.waiting(people)
    entry, reader = bank.entry("2150.00"), at_bank(people)
    sent = typed(reader.get(path(entry)), entry, **{f"invoice-{invoice.pk}": "2100"})
    reader.post(path(entry), **sent)
    page = reader.get(path(entry))
    assert page.form(path(entry))["client"] == str(people.client.pk)  # nobody has to search
    assert reader.post(path(entry), **typed(page, entry, refund="50")).status == 302
    assert Refund.objects.get().client == people.client


def test_what_is_wrong_stands_at_its_field_and_everything_typed_stays(people: Cast) -> None:
    invoice = bank.waiting(people)
    entry, reader = bank.entry("3000.00"), at_bank(people)
    name = f"invoice-{invoice.pk}"
    page = reader.get(path(entry))
    page = reader.post(path(entry), **typed(page, entry, **{name: "2500", "other": "10"}))
    assert page.status == 422
    assert page.fault_at(f"id_{name}").startswith("Only €2,100.00 are open of this invoice.")
    assert page.fault_at("id_words") == "Write what the money is about."
    assert page.form(path(entry))[name] == "2500"
    page = reader.post(path(entry), **typed(page, entry, **{name: "much", "other": ""}))
    assert (page.status, page.form(path(entry))[name]) == (422, "much")
    assert booked(entry) == set()


def test_more_than_there_is_and_nothing_at_all_are_asked_back(people: Cast) -> None:
    entry, reader = bank.entry("10.00"), at_bank(people)
    page = reader.get(path(entry))
    over = reader.post(path(entry), **typed(page, entry, charge="12"))
    assert "The parts come to €2.00 more than is left of the entry." in over.words
    assert over.one("//output") == "\N{MINUS SIGN}€2.00"
    nothing = reader.post(path(entry), **typed(page, entry))
    assert (nothing.status, "Say what the money is for" in nothing.words) == (422, True)


def test_charges_and_what_is_not_ours_are_booked_as_such(people: Cast) -> None:
    entry, reader = bank.entry("-12.90", name="Bank", iban=""), at_bank(people)
    page = reader.get(path(entry))
    assert "Keep for the client" not in page.words  # only money that came in
    sent = typed(page, entry, charge="2.90", other="10", words="Rent of the hall")
    assert reader.post(path(entry), **sent).status == 302
    assert booked(entry) == {("charge", D("-2.90")), ("other", D("-10.00"))}


def test_a_return_takes_back_from_its_invoice(people: Cast) -> None:
    invoice = bank.waiting(people)
    paid, reader = bank.entry("2100.00"), at_bank(people)
    name = f"invoice-{invoice.pk}"
    reader.post(path(paid), **typed(reader.get(path(paid)), paid, **{name: "2100"}))
    returned = bank.entry("-2100.00", kind="return", return_reason="AC04", reference="")
    page = reader.get(path(returned))
    assert "AC04" in page.words
    sent = typed(page, returned, find="1", q="RE-2027")
    page = reader.post(path(returned), **sent)
    assert reader.post(path(returned), **typed(page, returned)).status == 302
    invoice.refresh_from_db()
    assert invoice.status == "issued"


def test_a_debit_is_the_refund(people: Cast) -> None:
    to_do = bank.to_pay_back(people)
    file = refund.make_file(people.accountant, [to_do.pk], LATER.date(), LATER)
    entry, reader = bank.entry("-50.00", reference="Refund"), at_bank(people)
    page = reader.get(path(entry))
    assert "The refund to LEFEVRE SAS" in page.words
    answer = reader.post(f"/team/bank/entries/{entry.pk}/refunds/{to_do.pk}")
    assert answer.status == 302
    to_do.refresh_from_db()
    assert (to_do.state, to_do.file_id) == ("paid", file.pk)
    again = reader.post(f"/team/bank/entries/{entry.pk}/refunds/{to_do.pk}")
    assert (again.status, "Nothing was changed." in again.words) == (409, True)


def test_what_was_booked_is_taken_back_after_it_is_said_what_follows(people: Cast) -> None:
    invoice = bank.waiting(people)
    entry, reader = bank.entry("2100.00"), at_bank(people)
    sent = typed(reader.get(path(entry)), entry, **{f"invoice-{invoice.pk}": "2100"})
    reader.post(path(entry), **sent)
    page = reader.get(path(entry))
    assert "what the member was credited for it goes back" in page.words
    undo = f"{path(entry)}undo"
    form = page.form(undo)
    assert reader.post(undo, **form).status == 302
    page = reader.get(path(entry))
    assert "undone by Henrike Sollig" in page.words
    late = reader.post(undo, **form)
    assert (late.status, "undone already" in late.words) == (409, True)


def test_an_allocation_of_another_entry_is_not_taken_back_here(people: Cast) -> None:
    other = bank.to_pay_back(people).allocation
    entry = bank.entry("5.00")
    answer = at_bank(people).post(f"{path(entry)}undo", allocation=str(other.pk if other else 0))
    assert answer.status == 404


def test_money_in_another_currency_is_shown_and_not_booked_to_invoices(people: Cast) -> None:
    invoice = bank.waiting(people)
    entry = bank.entry("1190.00", currency="GBP", reference="RE-2027-000001")
    reader = at_bank(people)
    page = reader.get(path(entry))
    assert "1,190.00 GBP" in page.headline.replace("\N{NO-BREAK SPACE}", " ")
    page = reader.post(path(entry), **typed(page, entry, find="1", q="RE-2027"))
    sent = typed(page, entry, **{f"invoice-{invoice.pk}": "1190"})
    refused = reader.post(path(entry), **sent)
    assert (refused.status, "This is not in euros." in refused.words) == (422, True)


def test_the_page_asks_at_most_twelve_times(
    people: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(1, 6):
        bank.waiting(people, f"RE-2027-00000{n}")
    statement = bank.statement()
    parts = [bank.entry("2100.00", statement=statement, booking="B") for _ in range(4)]
    bank.to_pay_back(people, "2100.00")
    debit = bank.entry("-2100.00", kind="return", statement=statement, booking="B")
    partly = bank.entry("2200.00")
    reader = at_bank(people)
    sent = typed(reader.get(path(partly)), partly, charge="0.10")
    assert reader.post(path(partly), **sent).status == 302
    reader.get(path(partly))  # what the answer said is read
    for entry in (parts[0], partly, debit):
        with django_assert_max_num_queries(12):
            assert reader.get(path(entry)).status == 200
