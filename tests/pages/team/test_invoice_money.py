"""The payments on the team's page of an invoice: written off, given what was kept, taken back."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import decide_entry
from kontor.actions.decide_entry import Given
from kontor.invoicing.models import Invoice
from kontor.receivables.models import Allocation
from tests.builders import bank
from tests.builders.bank import LATER
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    """Over 2,100.00 €; 2,088.00 € came in."""
    made = bank.waiting(people)
    give(people, "2088.00", Given("invoice", Decimal("2088.00"), made.pk))
    return made


def give(people: Cast, amount: str, *parts: Given) -> Allocation:
    entry = bank.entry(amount)
    return decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, LATER)[0]


def accounting(people: Cast) -> Reader:
    return Reader(people.accountant, LATER)


def path(invoice: Invoice) -> str:
    return f"/team/invoices/{invoice.pk}/"


def status(invoice: Invoice) -> str:
    return Invoice.objects.get(pk=invoice.pk).status


def test_the_rest_is_written_off_for_a_reason_and_that_is_undone(
    people: Cast, invoice: Invoice
) -> None:
    reader = accounting(people)
    page = reader.get(path(invoice))
    assert "€12.00 open" in page.words
    form = page.form(f"{path(invoice)}write-off#payments")
    assert form["amount"] == "12.00"
    wrong = reader.post(f"{path(invoice)}write-off", **form)
    assert wrong.fault_at("id_words") == "Write why nobody claims it any more."
    wrong = reader.post(f"{path(invoice)}write-off", **form | {"amount": "99", "words": "Charges"})
    assert wrong.fault_at("id_amount") == "Only €12.00 are open of this invoice."
    assert wrong.all("//input[@id='id_words']/@value") == ["Charges"]
    part = form | {"amount": "2", "words": "Charges"}
    assert reader.post(f"{path(invoice)}write-off", **part).status == 302
    twice = reader.post(f"{path(invoice)}write-off", **part)
    assert reader.post(f"{path(invoice)}write-off", **part | {"open": "sNaN"}).status == 409
    assert (twice.status, "€10.00 are open now" in twice.words) == (409, True)
    part = twice.form(f"{path(invoice)}write-off#payments") | {"amount": "10", "words": "Charges"}
    assert reader.post(f"{path(invoice)}write-off", **part).status == 302
    assert status(invoice) == "paid"
    page = reader.get(path(invoice))
    assert "Henrike Sollig wrote off €10.00 of RE-2027-000001." in page.words
    written = Allocation.objects.filter(purpose="written_off").latest("pk")
    assert reader.post(f"{path(invoice)}undo", allocation=str(written.pk)).status == 302
    assert status(invoice) == "issued"
    late = reader.post(f"{path(invoice)}undo", allocation=str(written.pk))
    assert (late.status, "undone already" in late.words) == (409, True)


def test_money_kept_for_the_client_is_offered_and_used(people: Cast, invoice: Invoice) -> None:
    kept = give(people, "30.00", Given("credit", Decimal("30.00"), client_id=people.client.pk))
    reader = accounting(people)
    page = reader.get(path(invoice))
    assert "€30.00 of the payment of 2 February 2027 are kept for this client." in page.words
    form = page.form(f"{path(invoice)}use-credit")
    assert reader.post(f"{path(invoice)}use-credit", **form).status == 302
    assert status(invoice) == "paid"
    late = reader.post(f"{path(invoice)}use-credit", kept=str(kept.pk))
    assert late.status == 409
    left = Allocation.objects.get(purpose="credit", undone_at__isnull=True)
    assert left.amount == Decimal("18.00")


def test_advisors_see_the_payments_and_nothing_to_press(people: Cast, invoice: Invoice) -> None:
    reader = Reader(people.advisor, LATER)
    page = reader.get(path(invoice))
    assert "Entry of 2 February 2027" in page.words
    assert page.all("//*[@id='payments']//form") == []
    assert reader.post(f"{path(invoice)}write-off", amount="12", words="x").status == 403


def test_what_belongs_to_another_invoice_is_not_undone_here(people: Cast, invoice: Invoice) -> None:
    other = bank.waiting(people, "RE-2027-000002")
    booked = give(people, "10.00", Given("invoice", Decimal("10.00"), other.pk))
    answer = accounting(people).post(f"{path(invoice)}undo", allocation=str(booked.pk))
    assert answer.status == 404


def test_the_page_asks_at_most_twelve_times(
    people: Cast, invoice: Invoice, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        give(people, "1.00", Given("invoice", Decimal("1.00"), invoice.pk))
        give(people, "1.00", Given("credit", Decimal("1.00"), client_id=people.client.pk))
    reader = accounting(people)
    with django_assert_max_num_queries(12):
        assert reader.get(path(invoice)).status == 200
