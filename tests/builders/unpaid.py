"""An issued invoice that nobody pays, night by night: the bank reports, every mail arrives."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F

from kontor.actions import remind
from kontor.foundation import files
from kontor.foundation.models import OutboxMail
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.orders.draft import ClientConfirmation, SkipReason
from kontor.receivables.dunning_models import Reminder, ReminderPause
from kontor.receivables.models import Allocation
from tests.builders import bank, orders
from tests.builders.delivery import delivered, issued
from tests.cast import Cast

DUE = date(2027, 2, 1)
SKIPPED = ClientConfirmation(ask=False, skip_reason=SkipReason.SMALL_REGULAR)


def at(day: date) -> datetime:
    """The night of the day."""
    return datetime(day.year, day.month, day.day, 23, tzinfo=BERLIN)


def after_due(days: int) -> datetime:
    """So many days after the invoice of `arrived` is due."""
    return at(DUE + timedelta(days=days))


LATE = after_due(8)


def arrived(people: Cast, *, confirmed: bool = True) -> Invoice:
    """RE-2027-000001 over 2,100.00, due on 1 February 2027, its mails sent on the day of issue."""
    if confirmed:
        invoice = delivered(people)
    else:
        order = orders.approved(people.owner, people.advisor, people.client, confirmation=SKIPPED)
        invoice = issued(order)
    OutboxMail.objects.update(state="sent", queued_at=at(date(2027, 1, 18)))
    OutboxMail.objects.update(sent_at=F("queued_at"))
    return invoice


def bank_reports(now: datetime) -> None:
    """A statement that ends on the day of `now`."""
    today = now.astimezone(BERLIN).date()
    bank.statement(to_day=today)


def night(now: datetime) -> list[int]:
    """The bank reports, the night reminds, and every mail arrives; what was to be done."""
    bank_reports(now)
    done = [pk for pk in remind.due(now) if remind.remind(pk, now)]
    OutboxMail.objects.filter(state="queued").update(state="sent", sent_at=now)
    return done


def nights(first: int, last: int) -> None:
    """The nights from so many to so many days after the invoice is due."""
    for days in range(first, last + 1):
        night(after_due(days))


def reminded(
    invoice: Invoice, paper: bytes = b"%PDF of a reminder", now: datetime = LATE
) -> Reminder:
    """A first reminder of it with a short PDF, past the acts."""
    return Reminder.objects.create(
        invoice=invoice,
        level=1,
        sent_on=now.date(),
        at=now,
        open=invoice.gross,
        pay_by=now.date() + timedelta(days=10),
        sha256=files.store(paper),
    )


def paused(people: Cast, now: datetime = LATE) -> ReminderPause:
    """All reminders to the client, until somebody ends it."""
    return ReminderPause.objects.create(
        client=people.client, reason="They are moving.", paused_at=now, paused_by=people.accountant
    )


def pay(invoice: Invoice, amount: str, now: datetime) -> Allocation:
    """A payment for it, booked past the acts; in full it is paid."""
    entry = bank.entry(amount)
    made = Allocation.objects.create(
        entry=entry,
        purpose="invoice",
        invoice=invoice,
        amount=Decimal(amount),
        booked_on=now.astimezone(BERLIN).date(),
        booked_at=now,
    )
    if Decimal(amount) == invoice.gross:
        Invoice.objects.filter(pk=invoice.pk).update(status="paid")
    return made
