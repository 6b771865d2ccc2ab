"""Statement files: what became of each, what is in a held one, and the decision about it."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import take_in_statement
from kontor.cli.made_statement import Booked, made_statement
from kontor.receivables.bank_models import BankEntry, BankFile
from tests.builders import bank
from tests.builders.bank import LATER
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

STRANGE = "DE02100500000054540402"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def held(people: Cast) -> BankFile:
    """Of an account that nobody knows yet."""
    entry = Booked(amount=Decimal("75.00"), bank_reference="1", name="Ortenwall", reference="Rent")
    data = made_statement(STRANGE, date(2027, 2, 2), Decimal(10), [entry])
    return take_in_statement.take_in(people.accountant, "strange.xml", data, LATER).file


def path(file: BankFile) -> str:
    return f"/team/bank/files/{file.pk}/"


def test_a_held_file_shows_what_would_be_booked(people: Cast, held: BankFile) -> None:
    page = Reader(people.accountant, LATER).get(path(held))
    assert page.headline == "strange.xml"
    for words in (
        "Held",
        f"{STRANGE} is not known",
        "DE02 1005 0000 0054 5404 02",
        "Opening balance €10.00",
        "Closing balance €85.00",
        "Balances fit",
        "Ortenwall",
        "To be booked",
    ):
        assert words in page.words, words


def test_it_is_booked_for_a_reason_that_stays_readable(people: Cast, held: BankFile) -> None:
    reader = Reader(people.accountant, LATER)
    empty = reader.post(f"{path(held)}book", reason=" ")
    assert empty.status == 422
    assert empty.fault_at("id_reason") == "Write why it may be booked all the same."
    assert reader.post(f"{path(held)}book", reason="Our new account").status == 302
    page = reader.get(path(held))
    assert "Our new account" in page.words
    assert "To be decided" in page.words
    assert BankEntry.objects.count() == 1
    late = reader.post(f"{path(held)}book", reason="Twice")
    assert (late.status, "This file is decided already." in late.words) == (409, True)


def test_set_aside_it_stays_in_the_list_and_may_come_again(people: Cast, held: BankFile) -> None:
    reader = Reader(people.accountant, LATER)
    assert reader.post(f"{path(held)}set-aside").status == 302
    assert "Henrike Sollig set it aside" in reader.get(path(held)).words
    assert "Set aside" in reader.get("/team/bank/files/").words
    assert BankEntry.objects.count() == 0


def test_others_of_the_team_only_read(people: Cast, held: BankFile) -> None:
    reader = Reader(people.advisor, LATER)
    assert reader.get(path(held)).all("//main//form") == []
    assert reader.post(f"{path(held)}book", reason="x").status == 403
    assert reader.post(f"{path(held)}set-aside").status == 403


def test_held_files_are_a_pile_on_the_desk(people: Cast, held: BankFile) -> None:
    page = Reader(people.accountant, LATER).get("/team/")
    assert "Bank entries to decide 1" in page.words
    assert "strange.xml" in Reader(people.accountant, LATER).get("/team/bank/").words


def test_files_and_their_entries_take_few_queries(
    people: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    statement = bank.statement()
    for _ in range(15):
        bank.entry("10.00", statement=statement)
        bank.statement()
    reader = Reader(people.accountant, LATER)
    for each in ("/team/bank/files/", path(statement.file)):
        with django_assert_max_num_queries(12):
            assert reader.get(each).status == 200
