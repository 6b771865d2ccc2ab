"""The page of the bank: statements are handed in; entries are booked with one click, and undone."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from kontor.cli.made_statement import Booked, made_statement
from kontor.cooperative.own_data import cooperative
from kontor.receivables.bank_models import BankEntry, BankFile
from kontor.receivables.models import Allocation
from tests.builders import bank
from tests.builders.bank import LATER
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

D = Decimal
NO_CAMT = b"This is no statement."


@pytest.fixture
def people() -> Cast:
    return cast()


def at_bank(people: Cast) -> Reader:
    return Reader(people.accountant, LATER)


def camt(*entries: Booked, iban: str = "", day: date = date(2027, 2, 2)) -> bytes:
    return made_statement(iban or cooperative().iban, day, D("1000.00"), entries)


def paid(amount: str, reference: str, name: str = "LEFEVRE SAS") -> Booked:
    return Booked(
        amount=D(amount), bank_reference=f"{amount} {reference}", name=name, reference=reference
    )


def hand_in(reader: Reader, *files: tuple[str, bytes]) -> Page:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return reader.post("/team/bank/", file=sent)


def book_form(page: Page, entry: BankEntry) -> dict[str, str]:
    form: dict[str, str] = page.form(f"/team/bank/entries/{entry.pk}/book")
    return form


def test_a_statement_that_is_certain_is_booked_by_itself(people: Cast) -> None:
    invoice, reader = bank.waiting(people), at_bank(people)
    answer = hand_in(reader, ("feb.xml", camt(paid("2100.00", "RE-2027-000001"))))
    assert answer.status == 302
    page = reader.get(answer.url.partition("#")[0])
    assert page.headline == "Every entry is decided"
    assert "1 new entry · 1 booked by itself" in page.words
    assert "Balances fit" in page.words
    invoice.refresh_from_db()
    assert invoice.status == "paid"


def test_the_same_file_again_says_so_and_books_nothing(people: Cast) -> None:
    reader, data = at_bank(people), camt(paid("92.00", "Spende"))
    hand_in(reader, ("feb.xml", data))
    again = hand_in(reader, ("feb again.xml", data))
    page = reader.get(again.url.partition("#")[0])
    assert "It was handed in before; nothing was booked a second time." in page.words
    assert (BankFile.objects.count(), BankEntry.objects.count()) == (1, 1)


def test_several_files_at_once_and_what_cannot_be_read_is_said_by_name(people: Cast) -> None:
    reader = at_bank(people)
    page = hand_in(reader, ("a.xml", camt(paid("92.00", "Spende"))), ("b.txt", NO_CAMT))
    assert page.status == 422
    assert "b.txt: " in page.fault_at("id_file")
    assert "1 new entry" in page.words  # the other one is taken in
    assert BankFile.objects.count() == 1


def test_without_a_file_the_field_asks_for_one(people: Cast) -> None:
    page = hand_in(at_bank(people))
    assert (page.status, page.fault_at("id_file")) == (422, "Choose at least one file.")


def test_a_file_of_an_unknown_account_is_held_and_leads_to_its_page(people: Cast) -> None:
    reader = at_bank(people)
    answer = hand_in(reader, ("other.xml", camt(paid("5.00", "x"), iban="DE02100500000054540402")))
    page = reader.get(answer.url.partition("#")[0])
    assert "Nothing of it is booked." in page.words
    assert "DE02100500000054540402 is not known" in page.words
    assert BankEntry.objects.count() == 0


def test_an_entry_is_booked_with_one_click_and_undone_with_another(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("2100.00", reference="Facture 2027")
    reader = at_bank(people)
    page = reader.get("/team/bank/")
    assert page.headline == "1 entry needs you"
    answer = reader.post(f"/team/bank/entries/{entry.pk}/book", **book_form(page, entry))
    assert answer.status == 302
    page = reader.get(answer.url.partition("#")[0])
    assert "€2,100.00 of LEFEVRE SAS booked to RE-2027-000001." in page.words
    invoice.refresh_from_db()
    assert invoice.status == "paid"
    reader.post(f"/team/bank/entries/{entry.pk}/undo", **page.form(_undo(entry)))
    invoice.refresh_from_db()
    entry.refresh_from_db()
    assert (invoice.status, entry.rest) == ("issued", D("2100.00"))


def _undo(entry: BankEntry) -> str:
    return f"/team/bank/entries/{entry.pk}/undo"


def test_a_second_click_and_a_stale_page_book_nothing_twice(people: Cast) -> None:
    bank.waiting(people)
    entry, reader = bank.entry("2100.00"), at_bank(people)
    form = book_form(reader.get("/team/bank/"), entry)
    path = f"/team/bank/entries/{entry.pk}/book"
    assert reader.post(path, **form).status == 302
    late = reader.post(path, **form)
    assert late.status == 409
    assert "This entry is decided meanwhile. Nothing was changed." in late.words
    assert Allocation.objects.count() == 1


def test_entries_are_found_by_text_and_by_amount(people: Cast) -> None:
    bank.entry("92.00", name="A. Unknown", reference="for nothing")
    bank.entry("1190.50", name="Ortenwall B.V.", reference="RE 9", iban="NL91ABNA0417164300")
    bank.entry("-12.00", name="Bank", kind="charge")
    reader = at_bank(people)
    for query, found in (
        ({"q": "ortenwall"}, ["Ortenwall B.V."]),
        ({"q": "nothing"}, ["A. Unknown"]),
        ({"q": "1.190,50"}, ["Ortenwall B.V."]),
        ({"q": "NL91 ABNA"}, ["Ortenwall B.V."]),
        ({"show": "out"}, ["Bank"]),
        ({"q": "nobody"}, []),
    ):
        page = reader.get("/team/bank/", **query)
        assert page.all("//a[@data-key-row]") == found, query
    assert "No entry fits" in reader.get("/team/bank/", q="nobody").words


def test_old_bank_data_are_said_calmly(people: Cast) -> None:
    bank.entry(statement=bank.statement(to_day=date(2027, 1, 12)))
    page = at_bank(people).get("/team/bank/")
    assert "The bank has told only until 12 January 2027." in page.words


def test_others_of_the_team_look_and_decide_nothing(people: Cast) -> None:
    bank.waiting(people)
    entry = bank.entry("2100.00")
    page = Reader(people.advisor, LATER).get("/team/bank/")
    assert page.headline == "1 entry needs you"
    assert page.all("//main//form[@method='post']") == []
    reader = Reader(people.advisor, LATER)
    assert reader.post(f"/team/bank/entries/{entry.pk}/book").status == 403
    assert hand_in(reader, ("a.xml", camt())).status == 403


def test_what_is_booked_is_listed_and_can_be_narrowed(people: Cast) -> None:
    bank.waiting(people)
    reader = at_bank(people)
    hand_in(reader, ("feb.xml", camt(paid("2100.00", "RE-2027-000001"))))
    page = reader.get("/team/bank/booked/")
    assert "Invoice RE-2027-000001" in page.words
    assert "By itself" in page.one("//p[contains(@class,'row-second')][contains(.,'By itself,')]")
    assert "Nothing found" in reader.get("/team/bank/booked/", **{"for": "credit"}).words
    assert "RE-2027-000001" in reader.get("/team/bank/booked/", by="itself", q="lefevre").words


@pytest.mark.parametrize("query", ["", "?show=out", "?q=facture"])
def test_the_page_asks_at_most_twelve_times(
    people: Cast, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bank.waiting(people)
    for n in range(8):
        bank.entry("2100.00", reference=f"Facture {n}")
        bank.entry("-100.00", kind="return")
    bank.file("held")
    reader = at_bank(people)
    page = reader.get("/team/bank/")
    first = BankEntry.objects.filter(amount__gt=0).earliest("pk")
    booked = reader.post(f"/team/bank/entries/{first.pk}/book", **book_form(page, first))
    for path in (f"/team/bank/{query}", booked.url.partition("#")[0], "/team/bank/booked/"):
        with django_assert_max_num_queries(12):
            assert reader.get(path).status == 200
