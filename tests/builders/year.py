"""A year of a cooperative by real acts: members, clients with habits, the bank, every night."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from kontor.actions import cancel_one, decide_entry, run_night, take_in_statement
from kontor.actions.decide_entry import Given
from kontor.cli.made_statement import Booked, made_statement
from kontor.clients.models import Client
from kontor.cooperative.own_data import cooperative, read_once
from kontor.foundation import clock, jobs
from kontor.foundation.mailer import delivering_to
from kontor.foundation.money import ZERO, to_cents
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.orders.draft import ClientConfirmation, Mode, Part, Payment, Share
from kontor.people.models import Person
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.owed import open_of, paid_of
from tests.builders import clients, drafts, house, orders
from tests.cast import Cast

FIRST = date(2027, 1, 4)
LAST_ORDER = date(2027, 10, 20)
LAST = date(2028, 3, 20)
MEMBERS, CLIENTS = 12, 20
FRIDAY = 4
REPORTS = (0, 3)  # without entries the bank reports on Mondays and Thursdays


class Habit(StrEnum):
    """What a client does with an invoice."""

    PUNCTUAL = "punctual"
    LATE = "late"
    SHORT = "short"
    DOUBLE = "double"
    RETURNED = "returned"
    NEVER = "never"
    CANCELLED = "cancelled"


WEIGHTS = {
    Habit.PUNCTUAL: 50,
    Habit.LATE: 15,
    Habit.SHORT: 8,
    Habit.DOUBLE: 8,
    Habit.RETURNED: 8,
    Habit.NEVER: 6,
    Habit.CANCELLED: 5,
}


@dataclass
class Year:
    """What is planned for each day, and what each invoice shall have got in the end."""

    people: Cast
    orders: int
    chance: Random = field(default_factory=lambda: Random(2027))  # noqa: S311
    members: list[Person] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    begins: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    bank: dict[date, list[Booked]] = field(default_factory=lambda: defaultdict(list))
    cancels: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    meant: dict[str, int] = field(default_factory=dict)  # bank reference → invoice
    habits: dict[int, Habit] = field(default_factory=dict)
    received: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    balance: Decimal = ZERO
    mails: int = 0

    def live(self) -> None:
        """Every day of it."""
        self.members = [house.person(f"Member {n:02}") for n in range(MEMBERS)]
        self.clients = [self._client(n) for n in range(CLIENTS)]
        for _ in range(self.orders):
            days = (LAST_ORDER - FIRST).days
            self.begins[FIRST + timedelta(days=self.chance.randrange(days))] += 1
        with delivering_to(self._postbox):
            for n in range((LAST - FIRST).days + 1):
                with read_once():
                    self._day(FIRST + timedelta(days=n))

    def _postbox(self, _: object) -> str:
        self.mails += 1
        return "250 kept"

    def _client(self, n: int) -> Client:
        if n % 2:
            return clients.client(name=f"Atelier Numéro {n} SARL", vat_number="FR40303265045")
        return clients.german_client(name=f"Werkstatt Nr {n} GmbH")

    def _day(self, day: date) -> None:
        morning = datetime.combine(day, time(9), BERLIN)
        for _ in range(self.begins[day]):
            self._order(day, morning)
        for pk in self.cancels[day]:
            cancel_one.cancel_one(self.people.advisor, pk, morning)
        self._bank(day, morning + timedelta(hours=1))
        if day.weekday() > FRIDAY:
            return  # what the weekend leaves undone, Monday's night catches up
        night = datetime.combine(day, time(23), BERLIN)
        with clock.held(night):
            assert not run_night.run(night, lambda _: None).broken
            jobs.run_waiting()
        issued = Invoice.objects.filter(issued_on=day).exclude(kind="cancellation")
        for invoice in issued.select_related("order__client").order_by("pk"):
            self._react(invoice)

    def _order(self, day: date, now: datetime) -> None:
        days = self.chance.randrange(1, 12)
        price = Decimal(self.chance.randrange(30000, 70000)) / 100
        bills = day + timedelta(days=self.chance.randrange(8, 40))
        orders.active(
            self.chance.choice(self.members),
            self.people.advisor,
            self.chance.choice(self.clients),
            now - timedelta(days=1),
            title=f"Work of {day:%d %B}",
            lines=(drafts.line(str(days), f"{price:.2f}"),),
            hours=Decimal(days * 8),
            service_from=day + timedelta(days=1),
            service_to=day + timedelta(days=6),
            confirmation=ClientConfirmation(valid_until=day + timedelta(days=7)),
            payment=self._payment(bills),
        )

    def _payment(self, bills: date) -> Payment:
        kind = self.chance.randrange(10)
        if kind == 0:
            later = bills + timedelta(days=30)
            shares = ((bills, Decimal(40)), (later, Decimal(60)))
            parts = tuple(Part(on, Share(percent=percent)) for on, percent in shares)
            return Payment(Mode.INSTALMENTS, parts=parts)
        if kind == 1:
            return Payment(Mode.ADVANCE, bills, 7)
        return Payment(billing_date=bills)

    def _react(self, invoice: Invoice) -> None:
        """Plan what the client does with what has just been issued."""
        habit = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        self.habits[invoice.pk] = habit
        due, gross = invoice.due_on, invoice.gross
        assert due is not None
        most = to_cents(gross * Decimal("0.9"))
        moves = {
            Habit.PUNCTUAL: [(self.chance.randrange(-3, 1), gross)],
            Habit.LATE: [(self.chance.randrange(6, 30), gross)],
            Habit.SHORT: [(0, most), (15, gross - most)],
            Habit.DOUBLE: [(-1, gross), (1, gross)],
            Habit.RETURNED: [(-2, gross), (3, -gross), (13, gross)],
            Habit.NEVER: [],
            Habit.CANCELLED: [(0, gross)],
        }[habit]
        for days, amount in moves:
            self._pays(invoice, max(due + timedelta(days=days), _after(invoice)), amount)
        if habit is Habit.CANCELLED:
            self.cancels[due + timedelta(days=9)].append(invoice.pk)

    def _pays(self, invoice: Invoice, day: date, amount: Decimal) -> None:
        while day.weekday() > FRIDAY:
            day += timedelta(days=1)
        reference = f"B{len(self.meant):06d}"
        self.meant[reference] = invoice.pk
        self.received[invoice.pk] += amount
        client = invoice.order.client
        assert client is not None
        assert invoice.number
        digits = invoice.number.removeprefix("RE-")
        said = self.chance.choice(
            [invoice.number, f"Rechnung {digits}", digits.replace("-", " "), invoice.order.title]
        )
        self.bank[day].append(
            Booked(
                amount=amount,
                bank_reference=reference,
                name=client.name.upper(),
                reference=said if amount > 0 else invoice.number,
                returned=amount < 0,
            )
        )

    def _bank(self, day: date, now: datetime) -> None:
        if not self.bank[day] and day.weekday() not in REPORTS:
            return
        accountant = self.people.accountant
        iban = cooperative().iban.replace(" ", "")
        data = made_statement(iban, day, self.balance, self.bank[day])
        self.balance += sum((entry.amount for entry in self.bank[day]), ZERO)
        taken = take_in_statement.take_in(accountant, f"{day}.xml", data, now)
        if taken.file.state == "held":
            taken = take_in_statement.book_held(accountant, taken.file.pk, "Looked at.", now)
        assert taken.new == len(self.bank[day])
        for entry in BankEntry.objects.filter(statement__file=taken.file).exclude(rest=ZERO):
            self._decide(entry, now)
        again = take_in_statement.take_in(accountant, f"{day} again.xml", data + b"\n", now)
        assert (again.new, again.known) == (0, taken.new)

    def _decide(self, entry: BankEntry, now: datetime) -> None:
        """What the accountant knows who has called the client."""
        invoice = Invoice.objects.select_related("order").get(pk=self.meant[entry.bank_reference])
        most = open_of(invoice) if entry.amount > 0 else -paid_of(invoice)
        paid = min(entry.rest, most) if entry.amount > 0 else max(entry.rest, most)
        parts = [Given("invoice", paid, invoice_id=invoice.pk)] if paid else []
        if paid != entry.rest:
            client = invoice.order.client_id
            parts.append(Given("refund", entry.rest - paid, client_id=client))
        decide_entry.decide(self.people.accountant, entry.pk, parts, entry.rest, now)


def _after(invoice: Invoice) -> date:
    assert invoice.issued_on is not None
    return invoice.issued_on + timedelta(days=1)
