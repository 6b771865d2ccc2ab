"""Refunds: into a file for the bank, to another account, or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.foundation.written import short_day_text
from kontor.receivables.models import CreditTransferFile, Refund
from tests.builders import bank
from tests.builders.bank import IBAN, LATER
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

LIST = "/team/refunds/"
TOMORROW = short_day_text(LATER.date() + timedelta(days=1), "en")


@pytest.fixture
def people() -> Cast:
    return cast()


def accounting(people: Cast) -> Reader:
    return Reader(people.accountant, LATER)


def make(reader: Reader, *refunds: Refund, day: str = TOMORROW) -> Page:
    return reader.post(LIST, refund=[each.pk for each in refunds], execution_on=day)


def test_the_chosen_ones_go_into_a_file_that_can_be_downloaded(people: Cast) -> None:
    first, second = bank.to_pay_back(people), bank.to_pay_back(people, "70.00")
    reader = accounting(people)
    page = reader.get(LIST)
    assert page.headline == "2 refunds are to be paid"
    assert page.all("//input[@name='refund'][@checked]/@value") == [str(first.pk), str(second.pk)]
    assert make(reader, first).status == 302
    page = reader.get(LIST, state="in_file")
    (link,) = page.all("//a[contains(@href,'/refunds/files/')]/@href")
    answer: Any = reader.browser.get(link)
    assert answer["Content-Disposition"].endswith('.xml"')
    assert IBAN in answer.content.decode()
    assert b"50.00" in answer.content
    assert b"70.00" not in answer.content
    assert Reader(people.advisor, LATER).get(link).status == 403


def test_a_missing_account_is_asked_for_where_the_refund_stands(people: Cast) -> None:
    unknown = bank.to_pay_back(people, iban="", name="A. Unknown")
    reader = accounting(people)
    page = reader.get(LIST)
    assert "The account is not known." in page.words
    assert page.all("//input[@name='refund'][@checked]") == []
    page = make(reader, unknown, day="3/2/2027")
    field = f"id_account_{unknown.pk}_iban"
    assert (page.status, page.fault_at(field)) == (422, "Enter the account of this refund first.")
    assert page.all("//input[@name='refund'][@checked]/@value") == [str(unknown.pk)]
    assert page.all("//input[@name='execution_on']/@value") == ["3/2/2027"]
    path = f"{LIST}{unknown.pk}/account"
    wrong = reader.post(path, name="A. Unknown", iban="DE89 3704 0044 0532 0130 01")
    assert wrong.fault_at(field) == "Check the IBAN: its digits do not add up."
    assert "DE89 3704 0044 0532 0130 01" in wrong.all(f"//input[@id='{field}']/@value")
    assert reader.post(path, name="A. Unknown", iban="DE89 3704 0044 0532 0130 00").status == 302
    assert make(reader, unknown).status == 302


def test_nothing_chosen_and_a_day_that_is_gone_are_asked_back(people: Cast) -> None:
    refund, reader = bank.to_pay_back(people), accounting(people)
    page = make(reader)
    assert (page.status, "Choose at least one refund." in page.words) == (422, True)
    page = make(reader, refund, day="1/2/2027")
    assert page.fault_at("id_execution_on") == "Choose today or a later day."
    page = make(reader, refund, day="")
    assert page.fault_at("id_execution_on") == "Enter the day on which the bank shall pay."
    assert not CreditTransferFile.objects.exists()


def test_one_is_dropped_for_a_reason_and_taken_up_again(people: Cast) -> None:
    refund, reader = bank.to_pay_back(people), accounting(people)
    path = f"{LIST}{refund.pk}/drop"
    page = reader.post(path, words="")
    assert page.fault_at(f"id_drop_{refund.pk}_words") == "Write why it is not paid back."
    assert reader.post(path, words="Set off by agreement").status == 302
    page = reader.get(LIST, state="dropped")
    assert "Set off by agreement" in page.words
    assert reader.post(f"{LIST}{refund.pk}/reopen").status == 302
    assert Refund.objects.get(pk=refund.pk).state == "to_do"


def test_a_stale_page_puts_nothing_into_a_second_file(people: Cast) -> None:
    refund, reader = bank.to_pay_back(people), accounting(people)
    assert make(reader, refund).status == 302
    late = make(reader, refund)
    assert (late.status, "No file was made." in late.words) == (409, True)
    assert CreditTransferFile.objects.count() == 1
    late = reader.post(f"{LIST}{refund.pk}/drop", words="Too late")
    assert (late.status, "Nothing was changed." in late.words) == (409, True)


def test_what_the_bank_refused_is_to_do_again(people: Cast) -> None:
    refund, reader = bank.to_pay_back(people), accounting(people)
    make(reader, refund)
    assert reader.post(f"{LIST}{refund.pk}/reopen").status == 302
    assert make(reader, refund).status == 302
    assert CreditTransferFile.objects.count() == 2


def test_refunds_are_a_pile_on_the_desk(people: Cast) -> None:
    bank.to_pay_back(people)
    assert "Refunds to pay 1" in accounting(people).get("/team/").words


def test_many_refunds_take_at_most_twelve_queries(
    people: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = [bank.to_pay_back(people) for _ in range(8)]
    reader = accounting(people)
    with django_assert_max_num_queries(12):
        reader.get(LIST)
    make(reader, *made[:5])
    with django_assert_max_num_queries(12):
        reader.get(LIST, state="in_file")
