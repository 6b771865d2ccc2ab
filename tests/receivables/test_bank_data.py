"""Up to which day the bank has told: as far as every account has that is in use."""

from datetime import date

import pytest

from kontor.receivables.bank_data import bank_data_until
from kontor.receivables.bank_models import BankAccount, BankStatement
from tests.builders import bank, house

pytestmark = pytest.mark.django_db

SECOND = "DE02120300000000202051"


@pytest.fixture(autouse=True)
def own() -> None:
    house.cooperative()


def second_tells(to_day: date, closing: int | None = 0) -> None:
    account, _ = BankAccount.objects.get_or_create(iban=SECOND, defaults={"added_at": bank.LATER})
    BankStatement.objects.create(
        file=bank.file(),
        account=account,
        from_day=to_day,
        to_day=to_day,
        opening=0,
        closing=closing,
    )


def test_nothing_is_known_before_the_first_statement_with_a_balance() -> None:
    second_tells(date(2027, 2, 2), closing=None)
    assert bank_data_until() is None


def test_of_two_accounts_the_one_that_lags_behind_counts() -> None:
    bank.statement(to_day=date(2027, 3, 10))
    second_tells(date(2027, 2, 20))
    assert bank_data_until() == date(2027, 2, 20)


def test_an_account_that_tells_nothing_any_more_holds_up_nobody() -> None:
    second_tells(date(2027, 2, 2))
    bank.statement(to_day=date(2027, 3, 9))
    assert bank_data_until() == date(2027, 2, 2)
    bank.statement(to_day=date(2027, 3, 10))
    assert bank_data_until() == date(2027, 3, 10)


def test_the_account_that_invoices_name_counts_however_old_its_news_are() -> None:
    bank.statement(to_day=date(2027, 1, 10))
    second_tells(date(2027, 6, 30))
    assert bank_data_until() == date(2027, 1, 10)
