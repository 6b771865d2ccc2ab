"""Guarantee cases for accounting: the pile, the evidence, the two decisions (spec § 8)."""

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import cancel_one, decide_entry, dispute_invoice, guarantee_case
from kontor.actions.decide_entry import Given
from kontor.foundation.money import ZERO
from kontor.people.roles import Role
from kontor.receivables.models import CreditLine, GuaranteeCase
from tests.builders import bank, house
from tests.builders.delivery import links_to
from tests.builders.guarantees import SIXTIETH, opened
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

REASON = "The agreement is about other work."


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def case(people: Cast) -> GuaranteeCase:
    return opened(people)


@pytest.fixture
def accountant(people: Cast) -> Reader:
    return Reader(people.accountant, SIXTIETH)


def place(case: GuaranteeCase) -> str:
    return f"/team/guarantee/{case.pk}/"


def decide(reader: Reader, case: GuaranteeCase, **values: str) -> Page:
    return reader.post(place(case), **values)


def test_the_desk_counts_the_case_and_the_pile_lists_it(
    accountant: Reader, case: GuaranteeCase
) -> None:
    assert "Guarantee cases 1" in accountant.get("/team/").words
    pile = accountant.get("/team/guarantee/")
    assert pile.headline == "1 guarantee case waits for a decision"
    assert "RE-2027-000001" in pile.words
    assert pile.all(f"//a[@href='{place(case)}']")
    assert "Chloé Martin" not in pile.html


def test_the_case_shows_evidence_and_money(accountant: Reader, case: GuaranteeCase) -> None:
    words = accountant.get(place(case)).words
    assert "Confirmed by the client on 5 January 2027 at 09:00" in words
    assert "Name typed: Chloé Martin" in words
    assert "1, the one that was confirmed" in words
    assert "France" in words
    assert "FR40303265045" in words
    assert "1 February 2027" in words
    assert "The cooperative’s 9 % €189.00" in words
    assert "The member would get now €1,911.00" in words


def test_taking_it_over_says_what_followed(accountant: Reader, case: GuaranteeCase) -> None:
    done = decide(accountant, case, decision="take")
    assert done.url == "/team/guarantee/"
    assert CreditLine.objects.get().reason == "guarantee"
    pile = accountant.get("/team/guarantee/")
    assert "the member is credited in full" in pile.words
    assert "Nothing to decide" in pile.words
    decided = accountant.get("/team/guarantee/", show="decided")
    assert "Taken over" in decided.words
    page = accountant.get(place(case)).words
    assert "Henrike Sollig took the claim over on 2 April 2027." in page
    assert "Not credited €0.00" in page
    assert not accountant.get(place(case)).all("//button[@name='decision']")


def test_declining_without_a_reason_names_the_field(
    accountant: Reader, case: GuaranteeCase
) -> None:
    answer = decide(accountant, case, decision="decline", reason=" ")
    assert answer.status == 422
    assert answer.fault_at("id_reason") == "Write why the guarantee does not apply."
    assert decide(accountant, case).status == 422
    assert GuaranteeCase.objects.get().state == "open"


def test_declining_keeps_the_words(accountant: Reader, case: GuaranteeCase) -> None:
    decide(accountant, case, decision="decline", reason=REASON)
    page = accountant.get(place(case)).words
    assert "Henrike Sollig declined on 2 April 2027:" in page
    assert REASON in page


def test_a_stale_page_decides_nothing_and_keeps_what_was_typed(
    people: Cast, accountant: Reader, case: GuaranteeCase
) -> None:
    guarantee_case.take(people.accountant, case.pk, SIXTIETH)
    answer = decide(accountant, case, decision="decline", reason=REASON)
    assert answer.status == 409
    assert "The claim was taken over already." in answer.words
    assert REASON in answer.words


def test_a_payment_in_the_meantime_is_said(
    people: Cast, accountant: Reader, case: GuaranteeCase
) -> None:
    entry = bank.entry("2100.00")
    assert "1 payment from the bank is not assigned yet." in accountant.get(place(case)).words
    parts = [Given("invoice", entry.amount, case.invoice_id)]
    decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, SIXTIETH)
    answer = decide(accountant, case, decision="take")
    assert answer.status == 409
    assert "The client paid on 2 April 2027" in answer.words


def test_while_disputed_it_can_only_be_declined(accountant: Reader, case: GuaranteeCase) -> None:
    dispute_invoice.dispute(links_to(case.invoice)[0], "Not what we ordered.", SIXTIETH)
    page = accountant.get(place(case))
    assert "That is answered first." in page.words
    assert page.all("//button[@name='decision']/@value") == ["decline"]
    assert decide(accountant, case, decision="take").status == 409


def test_others_of_the_team_look(people: Cast, case: GuaranteeCase) -> None:
    admin = Reader(house.person("Rosa Ohlsen", Role.ADMIN), SIXTIETH)
    advisor = Reader(people.advisor, SIXTIETH)
    for reader in (admin, advisor):
        page = reader.get(place(case))
        assert "An accountant decides." in page.words
        assert decide(reader, case, decision="take").status == 403
    assert "Chloé Martin" in advisor.get(place(case)).words
    assert "Chloé Martin" not in admin.get(place(case)).html


def test_nobody_decides_about_an_own_order(people: Cast, case: GuaranteeCase) -> None:
    people.owner.roles = ["member", "accountant"]
    people.owner.save()
    house.second_factor(people.owner)
    reader = Reader(people.owner, SIXTIETH)
    assert "This is your own order" in reader.get(place(case)).words
    assert decide(reader, case, decision="take").status == 403
    assert sum((line.amount for line in CreditLine.objects.all()), ZERO) == ZERO


def test_the_pages_need_few_queries(
    accountant: Reader,
    case: GuaranteeCase,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for path in ("/team/guarantee/", "/team/guarantee/?show=decided", place(case)):
        with django_assert_max_num_queries(12):
            accountant.get(path)


def test_the_invoice_leads_to_the_case_and_to_the_account(
    people: Cast, accountant: Reader, case: GuaranteeCase
) -> None:
    invoice = f"/team/invoices/{case.invoice_id}/"
    account = f"/team/people/{people.owner.pk}/account"
    page = accountant.get(invoice)
    assert page.all(f"//a[@href='{place(case)}']") == ["Guarantee case"]
    assert page.all(f"//a[@href='{account}']")
    assert not Reader(people.advisor, SIXTIETH).get(invoice).all(f"//a[@href='{account}']")


def test_the_member_reads_what_became_of_it(
    people: Cast, accountant: Reader, case: GuaranteeCase
) -> None:
    owner, place_of = Reader(people.owner, SIXTIETH), f"/invoices/{case.invoice_id}"
    assert "accounting looks at the guarantee now" in owner.get(place_of).words
    decide(accountant, case, decision="decline", reason=REASON)
    words = owner.get(place_of).words
    assert "Accounting has declined the guarantee for this invoice:" in words
    assert REASON in words


def test_what_was_cancelled_first_says_so(
    people: Cast, accountant: Reader, case: GuaranteeCase
) -> None:
    cancel_one.cancel_one(people.advisor, case.invoice_id, SIXTIETH)
    assert "Invoice cancelled" in accountant.get("/team/guarantee/", show="decided").words
    words = accountant.get(place(case)).words
    assert "The invoice was cancelled on 2 April 2027, so there is nothing to decide." in words
