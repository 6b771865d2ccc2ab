"""What is known of an unpaid invoice on a day, read from its rows for `dunning` to judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
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
from kontor.receivables.bank_data import bank_data_until
from kontor.receivables.dunning import LEVELS, Answer, Deadlines, Facts, Step, next_step
from kontor.receivables.dunning_models import DemandQuestion, Reminder, ReminderPause
from kontor.receivables.owed import open_invoices, with_open


@dataclass(frozen=True)
class Surroundings:
    """What is the same for every invoice of a day."""

    today: date
    state: str
    deadlines: Deadlines
    bank_data_until: date | None


def cause_of(invoice_id: int, level: int) -> str:
    """The single event that the mails of a reminder have in the outbox."""
    return f"invoice:{invoice_id}:reminder:{level}"


def surroundings(today: date) -> Surroundings:
    """One query where the cooperative is read already."""
    return Surroundings(today, cooperative().state, _deadlines(), bank_data_until())


def overdue(today: date) -> QuerySet[Any]:
    """Unpaid invoices after their due date with all that `step_of` reads, the oldest first."""
    return with_facts(open_invoices().filter(due_on__lt=today)).order_by("due_on", "pk")


def one(invoice_id: int) -> Any:
    """An invoice with all that `step_of` reads."""
    return with_facts(with_open(Invoice.objects.filter(pk=invoice_id))).get()


def with_facts(invoices: QuerySet[Any]) -> QuerySet[Any]:
    """Invoices `with_open`, each with what `facts_of` reads; no query more."""
    mails = OutboxMail.objects.filter(audience="client").order_by()
    first_arrival = mails.filter(cause=_cause(), state="sent").values("cause")
    own = OuterRef("pk")
    of_it = Q(invoice=own) | Q(client=OuterRef("order__client"))
    rows: QuerySet[Any] = invoices.annotate(
        arrived_at=Subquery(first_arrival.annotate(at=Min("sent_at")).values("at")),
        mailed_at=Subquery(
            mails.filter(cause__in=[_cause(), *(_cause(level) for level in LEVELS)])
            .annotate(all=Value(1))
            .values("all")
            .annotate(at=Max(Greatest("queued_at", Coalesce("sent_at", "queued_at"))))
            .values("at"),
            output_field=DateTimeField(),
        ),
        answered_at=Subquery(
            Dispute.objects.filter(invoice=own, closed_at__isnull=False)
            .order_by("-closed_at")
            .values("closed_at")[:1]
        ),
        reminded=ArraySubquery(
            Reminder.objects.filter(invoice=own)
            .order_by("level")
            .values(kept=JSONObject(level="level", on="sent_on"))
        ),
        asked=Subquery(
            DemandQuestion.objects.filter(invoice=own).values(
                kept=JSONObject(on="asked_on", answer="answer", lifted_at="lifted_at")
            )
        ),
        pauses=ArraySubquery(
            ReminderPause.objects.filter(of_it, ended_at=None)
            .order_by(F("until").desc(nulls_first=True))
            .values(kept=JSONObject(until="until"))
        ),
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
    until = list(_pauses_on(row, by.today))
    return Facts(
        today=by.today,
        state=by.state,
        due_on=row.due_on,
        status=row.status,
        open=row.open,
        delivered_on=_day(row.arrived_at),
        last_mail_on=_day(max(filter(None, (row.mailed_at, row.answered_at)), default=None)),
        reminded=reminded_of(row),
        paused=bool(until),
        paused_until=None if None in until else max(filter(None, until), default=None),
        bank_data_until=by.bank_data_until,
        asked_on=date.fromisoformat(row.asked["on"]) if row.asked else None,
        answer=_answer(row),
    )


def reminded_of(row: Any) -> dict[int, date]:
    """Of an invoice from `with_facts`: the day of each reminder by its level."""
    return {each["level"]: date.fromisoformat(each["on"]) for each in row.reminded}


def pauses_on(today: date) -> QuerySet[ReminderPause]:
    """What is paused on the day."""
    lasting = Q(until__isnull=True) | Q(until__gte=today)
    return ReminderPause.objects.filter(lasting, ended_at=None)


def _answer(row: Any) -> Answer:
    if not row.asked:
        return Answer.NONE
    return Answer.AGREED if row.asked["lifted_at"] else Answer(row.asked["answer"])


def _pauses_on(row: Any, today: date) -> Iterator[date | None]:
    """The last day of each pause that lasts."""
    for pause in row.pauses:
        until = date.fromisoformat(pause["until"]) if pause["until"] else None
        if until is None or until >= today:
            yield until


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
