"""A year of a cooperative with what clients do to it, in the end looked at from all sides."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from kontor.cli import check_data
from kontor.foundation.money import ZERO
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.credit import credited
from kontor.receivables.crediting import earning_of
from kontor.receivables.dunning_models import Reminder
from kontor.receivables.models import Allocation, CreditLine, GuaranteeCase, Refund
from kontor.receivables.owed import open_of, paid_of
from tests.builders.year import LAST, Habit, Year
from tests.cast import cast

pytestmark = pytest.mark.django_db

ORDERS = 200


def test_a_year_of_late_short_double_and_returned_payments_comes_out_to_the_cent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    year = Year(cast(), ORDERS)
    year.live()

    invoices = list(Invoice.objects.exclude(kind="cancellation").select_related("order__client"))
    assert len(invoices) > ORDERS
    assert set(year.habits.values()) == set(Habit)
    assert {invoice.pk for invoice in invoices} == set(year.habits)
    for invoice in invoices:
        its_client_paid_what_it_paid(year, invoice)
        it_was_reminded_of_as_long_as_it_was_unpaid(year, invoice)
    every_entry_went_somewhere(year)
    assert check_data.report(LAST), capsys.readouterr().out


def its_client_paid_what_it_paid(year: Year, invoice: Invoice) -> None:
    habit, received = year.habits[invoice.pk], year.received[invoice.pk]
    lines = CreditLine.objects.filter(invoice=invoice).aggregate(sum=Sum("amount"))["sum"] or ZERO
    assert lines == credited(earning_of(invoice))
    if habit is Habit.CANCELLED:
        assert (invoice.status, lines) == ("cancelled", ZERO)
        assert Refund.objects.get(cancelled=invoice).amount == invoice.gross
    elif habit is Habit.NEVER:
        assert (invoice.status, open_of(invoice)) == ("issued", invoice.gross)
        guaranteed = bool((invoice.guarantee or {}).get("granted"))
        assert GuaranteeCase.objects.filter(invoice=invoice).exists() == guaranteed
    else:
        assert (invoice.status, paid_of(invoice)) == ("paid", invoice.gross)
        assert received == invoice.gross * (2 if habit is Habit.DOUBLE else 1)
        assert lines == invoice.net - (invoice.net * Decimal("0.09")).quantize(
            Decimal("0.01"), "ROUND_HALF_UP"
        )


def it_was_reminded_of_as_long_as_it_was_unpaid(year: Year, invoice: Invoice) -> None:
    sent = list(Reminder.objects.filter(invoice=invoice).order_by("level"))
    assert [reminder.level for reminder in sent] == list(range(1, len(sent) + 1))
    habit, due = year.habits[invoice.pk], invoice.due_on
    assert due is not None
    if habit in {Habit.PUNCTUAL, Habit.DOUBLE, Habit.CANCELLED}:
        assert not sent
    if habit is Habit.NEVER:
        assert len(sent) == 3
    for reminder, days in zip(sent, (7, 21, 35), strict=False):
        assert reminder.sent_on >= due + timedelta(days=days)


def every_entry_went_somewhere(year: Year) -> None:
    arrived = BankEntry.objects.aggregate(sum=Sum("amount"))["sum"]
    assert arrived == sum(year.received.values(), ZERO) == year.balance
    assert not BankEntry.objects.exclude(rest=ZERO).exists()
    given = Allocation.objects.filter(undone_at__isnull=True).aggregate(sum=Sum("amount"))["sum"]
    assert given == arrived
    twice = [pk for pk, habit in year.habits.items() if habit is Habit.DOUBLE]
    over = Refund.objects.filter(cancelled=None).aggregate(sum=Sum("amount"))["sum"]
    assert over == Invoice.objects.filter(pk__in=twice).aggregate(sum=Sum("gross"))["sum"]
