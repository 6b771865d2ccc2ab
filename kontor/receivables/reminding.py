"""What is known of an unpaid invoice on a day, read from its rows for `dunning` to judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    DateTimeField,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, JSONObject

from kontor.cooperative.deadlines import deadline
from kontor.cooperative.own_data import cooperative
from kontor.foundation.days import day_of
from kontor.foundation.models import OutboxMail
from kontor.invoicing.models import Dispute, Invoice
from kontor.invoicing.queries import coming, held_by_request
from kontor.people.models import Person
from kontor.receivables import demand_questions
from kontor.receivables.bank_data import told_until
from kontor.receivables.dunning import LEVELS, OWED, Answer, Deadlines, Facts, Step, next_step
from kontor.receivables.dunning_models import DemandQuestion, Reminder, ReminderPause
from kontor.receivables.owed import open_invoices, with_open


@dataclass(frozen=True)
class Surroundings:
    """What is the same for every invoice of a day."""

    today: date
    state: str
    deadlines: Deadlines


@dataclass(frozen=True)
class Sent:
    """A reminder that went out; `total` was asked for, of it `extra` as interest and lump sum."""

    level: int
    on: date
    total: Decimal
    extra: Decimal


@dataclass(frozen=True)
class Asked:
    """The question before the formal demand, and what the member wrote with a veto."""

    on: date
    answer: Answer
    text: str
    lifted: bool


def cause_of(invoice_id: int, level: int) -> str:
    """The single event that the mails of a reminder have in the outbox."""
    return f"invoice:{invoice_id}:reminder:{level}"


def causes_of(invoice_id: int) -> list[str]:
    """Those of all levels."""
    return [cause_of(invoice_id, level) for level in LEVELS]


def surroundings(today: date) -> Surroundings:
    """No query where the cooperative is read already."""
    return Surroundings(today, cooperative().state, _deadlines())


def overdue(today: date) -> QuerySet[Any]:
    """Unpaid invoices after their due date with all that `step_of` reads, the oldest first."""
    return with_facts(open_invoices().filter(due_on__lt=today)).order_by("due_on", "pk")


def ahead_of(owner: Person, most: int) -> tuple[list[Any], list[Any]]:
    """Invoices that speak to their member; at most so many of each, one query.

    Those about whose formal demand they are asked, with all that `step_of` reads, and those that
    go out next, as from `coming`; each the oldest first.
    """
    asked = demand_questions.waiting().filter(invoice__order__owner=owner).order_by("asked_on")
    either = Q(pk__in=asked.values("invoice")[:most]) | Q(pk__in=coming(owner).values("pk")[:most])
    chosen = Invoice.objects.filter(either).annotate(waits_for_team=held_by_request())
    rows = with_facts(with_open(chosen)).select_related("order__client")
    read = list(rows.order_by("billing_date", "pk"))
    return [row for row in read if row.status in OWED], [
        row for row in read if row.status not in OWED
    ]


def one(invoice_id: int) -> Any:
    """An invoice with all that `step_of` reads."""
    return with_facts(with_open(Invoice.objects.filter(pk=invoice_id))).get()


def with_facts(invoices: QuerySet[Any]) -> QuerySet[Any]:
    """Invoices `with_open`, each with what `facts_of` reads; no query more."""
    own = OuterRef("pk")
    answered = Dispute.objects.filter(invoice=own, closed_at__isnull=False)
    asked = DemandQuestion.objects.filter(invoice=own).values(
        kept=JSONObject(on="asked_on", answer="answer", text="text", lifted_at="lifted_at")
    )
    pauses = ReminderPause.objects.filter(
        Q(invoice=own) | Q(client=OuterRef("order__client")), ended_at=None
    )
    rows: QuerySet[Any] = invoices.annotate(
        arrived_at=Subquery(_arrivals()),
        mailed_at=Subquery(_mails(), output_field=DateTimeField()),
        answered_at=Subquery(answered.order_by("-closed_at").values("closed_at")[:1]),
        reminded=ArraySubquery(_reminders()),
        asked=Subquery(asked),
        pauses=ArraySubquery(pauses.values(kept=JSONObject(until="until"))),
        bank_until=Subquery(told_until()),
    )
    return rows


def step_of(row: Any, by: Surroundings) -> Step:
    """What happens today to an invoice from `with_facts`, and why it waits."""
    facts = facts_of(row, by)
    return next_step(facts, by.deadlines) if facts else Step()


def facts_of(row: Any, by: Surroundings) -> Facts | None:
    """None where there is nothing to pay."""
    if row.due_on is None:
        return None
    until, asked = list(_pauses_on(row, by.today)), asked_of(row)
    return Facts(
        today=by.today,
        state=by.state,
        due_on=row.due_on,
        status=row.status,
        open=row.open,
        delivered_on=_day(row.arrived_at),
        last_mail_on=_day(max(filter(None, (row.mailed_at, row.answered_at)), default=None)),
        reminded={each.level: each.on for each in sent_of(row)},
        paused=bool(until),
        paused_until=None if None in until else max(filter(None, until), default=None),
        bank_data_until=row.bank_until,
        asked_on=asked.on if asked else None,
        answer=_answer(asked),
    )


def sent_of(row: Any) -> list[Sent]:
    """Of an invoice from `with_facts`: its reminders, by level."""
    return [
        Sent(
            level=each["level"],
            on=date.fromisoformat(each["on"]),
            total=Decimal(each["open"]) + Decimal(each["extra"]),
            extra=Decimal(each["extra"]),
        )
        for each in row.reminded
    ]


def asked_of(row: Any) -> Asked | None:
    """Of an invoice from `with_facts`: the question to its member, once it was asked."""
    kept = row.asked
    if not kept:
        return None
    return Asked(
        on=date.fromisoformat(kept["on"]),
        answer=Answer(kept["answer"]),
        text=kept["text"],
        lifted=kept["lifted_at"] is not None,
    )


def pauses_on(today: date) -> QuerySet[ReminderPause]:
    """What is paused on the day."""
    lasting = Q(until__isnull=True) | Q(until__gte=today)
    return ReminderPause.objects.filter(lasting, ended_at=None)


def pauses_of(invoice: Invoice, today: date) -> QuerySet[ReminderPause]:
    """What pauses the reminders of the invoice on the day: its own pause, or its client's."""
    return pauses_on(today).filter(Q(invoice=invoice) | Q(client=invoice.order.client_id))


def _answer(asked: Asked | None) -> Answer:
    if asked is None:
        return Answer.NONE
    return Answer.AGREED if asked.lifted else asked.answer


def _pauses_on(row: Any, today: date) -> Iterator[date | None]:
    """The last day of each pause that lasts."""
    for pause in row.pauses:
        until = date.fromisoformat(pause["until"]) if pause["until"] else None
        if until is None or until >= today:
            yield until


def _arrivals() -> "QuerySet[Any, Any]":
    """When a mail with the invoice first arrived at the client."""
    arrived = _to_clients().filter(cause=_cause(), state="sent").values("cause")
    return arrived.annotate(at=Min("sent_at")).values("at")


def _mails() -> "QuerySet[Any, Any]":
    """When the client was last sent a mail of the invoice itself or a reminder of it."""
    mails = _to_clients().filter(cause__in=[_cause(), *(_cause(level) for level in LEVELS)])
    last = Max(Greatest("queued_at", Coalesce("sent_at", "queued_at")))
    return mails.annotate(all=Value(1)).values("all").annotate(at=last).values("at")


def _reminders() -> "QuerySet[Any, Any]":
    extra = Cast(F("interest") + F("lump_sum"), CharField())
    kept = JSONObject(level="level", on="sent_on", open=Cast("open", CharField()), extra=extra)
    return Reminder.objects.filter(invoice=OuterRef("pk")).order_by("level").values(kept=kept)


def _to_clients() -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(audience="client").order_by()


def _cause(level: int | None = None) -> Concat:
    """`cause_of` an invoice's own mails, or of its reminder, in the database."""
    end = "" if level is None else f":reminder:{level}"
    return Concat(Value("invoice:"), Cast(OuterRef("pk"), CharField()), Value(end))


def _day(instant: datetime | None) -> date | None:
    return day_of(instant) if instant else None


def _deadlines() -> Deadlines:
    return Deadlines(
        first_days=deadline("reminder_first_days"),
        second_days=deadline("reminder_second_days"),
        demand_days=deadline("demand_days"),
        between_days=deadline("reminder_gap_days"),
        bank_days=deadline("bank_data_days"),
        ask_workdays=deadline("demand_ask_workdays"),
    )
