"""Reminders: what happens today to an unpaid invoice, what waits and why (spec § 11). Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kontor.foundation.sentence import S, Sentence
from kontor.foundation.workdays import add_workdays, is_workday

LEVELS: Final = (1, 2, 3)
DEMAND: Final = 3  # the formal one, before which the member is asked
OWED: Final = ("issued", "disputed")


class Answer(StrEnum):
    """What the member said of the formal demand; a lifted veto counts as agreed."""

    NONE = ""
    AGREED = "agreed"
    VETOED = "vetoed"


class Reason(StrEnum):
    """Why nothing goes out although its day has come, or nothing can be foreseen."""

    NOT_DELIVERED = "not_delivered"
    DISPUTED = "disputed"
    PAUSED = "paused"
    OLD_BANK_DATA = "old_bank_data"
    RECENT_MAIL = "recent_mail"
    MEMBER_ASKED = "member_asked"
    VETOED = "vetoed"


@dataclass(frozen=True)
class Deadlines:
    """Days after the due date, and days between; see cooperative.deadline_list."""

    first_days: int = 7
    second_days: int = 21
    demand_days: int = 35
    between_days: int = 5
    bank_days: int = 5
    ask_workdays: int = 5

    def days_of(self, level: int) -> timedelta:
        """From the due date to the reminder of a level."""
        return timedelta(days=(self.first_days, self.second_days, self.demand_days)[level - 1])


@dataclass(frozen=True)
class Facts:
    """An issued invoice on a day.

    `state`: federal state, for working days. `open`: gross, not yet paid. `delivered_on`: day on
    which a mail with the invoice first arrived. `last_mail_on`: of the newest mail about it to the
    client. `reminded`: day by level. `paused_until`: last day of the pause, if it has one.
    `bank_data_until`: last day that bank data cover. `asked_on`: day on which the member was asked
    about the formal demand.
    """

    today: date
    state: str
    due_on: date
    status: str
    open: Decimal
    delivered_on: date | None
    last_mail_on: date | None
    reminded: Mapping[int, date] = field(default_factory=dict)
    paused: bool = False
    paused_until: date | None = None
    bank_data_until: date | None = None
    asked_on: date | None = None
    answer: Answer = Answer.NONE


@dataclass(frozen=True)
class Waiting:
    """Why it waits, in words for the team and for the member."""

    reason: Reason
    team: Sentence
    member: Sentence


@dataclass(frozen=True)
class Step:
    """What happens today, and what is to come.

    `remind`: the level that goes out today. `ask`: the member is asked today about the formal
    demand. `level`: the next to go out, None if none will; `on`: its day as far as it can be
    foreseen, today included; `ask_on` and `demand_on`: likewise of question and formal demand.
    """

    remind: int | None = None
    ask: bool = False
    level: int | None = None
    on: date | None = None
    ask_on: date | None = None
    demand_on: date | None = None
    waits: tuple[Waiting, ...] = ()


def next_step(facts: Facts, deadlines: Deadlines) -> Step:
    """What the run of the day does for one invoice, at most one level, the oldest missed first.

    The member is asked on the working day that lies so many working days before the formal demand
    (before a day without work: before the last working day ahead of it), or at once when that day
    has passed; but not while nothing may go out.
    """
    level = next_level(facts)
    if level is None:
        return Step()
    held = tuple(_obstacles(facts, deadlines))
    if held:
        return Step(level=level, waits=held)
    if level == DEMAND and facts.answer is Answer.VETOED:
        return Step(level=level, waits=(VETO,))
    ask_on = _ask_day(facts, deadlines)
    days = _days(facts if ask_on is None else replace(facts, asked_on=ask_on), deadlines)
    return Step(
        remind=level if days[level] <= facts.today else None,
        ask=ask_on == facts.today,
        level=level,
        on=days[level],
        ask_on=ask_on,
        demand_on=days[DEMAND],
        waits=tuple(_waits(level, days[level], facts, deadlines)),
    )


def next_level(facts: Facts) -> int | None:
    """The level that is still to come; None where nothing is owed or all have gone out."""
    if facts.status not in OWED or facts.open <= 0:
        return None
    level = max(facts.reminded, default=0) + 1
    return level if level in LEVELS else None


def _obstacles(facts: Facts, deadlines: Deadlines) -> Iterator[Waiting]:
    """What lets nothing go out, and nobody say when it will."""
    if facts.delivered_on is None:
        said = S("No mail with the invoice has arrived at the client yet.")
        yield Waiting(Reason.NOT_DELIVERED, said, said)
    if facts.status == "disputed":
        said = S("The client has said that something is wrong; that is to be answered first.")
        yield Waiting(Reason.DISPUTED, said, said)
    if facts.paused:
        said = _paused(facts.paused_until)
        yield Waiting(Reason.PAUSED, said, said)
    if old := _old_bank_data(facts, deadlines):
        yield Waiting(Reason.OLD_BANK_DATA, old, S("We are waiting for the newest bank data."))


def _paused(until: date | None) -> Sentence:
    if until is None:
        return S("Reminders are paused.")
    return S("Reminders are paused until {day}.", day=until)


def _old_bank_data(facts: Facts, deadlines: Deadlines) -> Sentence | None:
    newest = facts.bank_data_until
    if newest is None:
        return S("There are no bank data yet, so nobody knows whether it is paid.")
    if facts.today - newest > timedelta(days=deadlines.bank_days):
        return S(
            "The newest bank data are of {day}: too old to know whether it is paid.", day=newest
        )
    return None


def _waits(level: int, day: date, facts: Facts, deadlines: Deadlines) -> Iterator[Waiting]:
    """Why a level whose day after the due date has come goes out on a later `day`."""
    if not facts.due_on + deadlines.days_of(level) <= facts.today < day:
        return
    last = facts.last_mail_on
    if last and last + _between(deadlines) > facts.today:
        said = S(
            "The client got an e-mail about it on {last}; the next one waits some days.", last=last
        )
        yield Waiting(Reason.RECENT_MAIL, said, said)
    if level == DEMAND and facts.asked_on and facts.answer is Answer.NONE:
        yield Waiting(
            Reason.MEMBER_ASKED,
            S(
                "The member was asked on {asked}; without an answer it goes out on {day}.",
                asked=facts.asked_on,
                day=day,
            ),
            S(
                "We asked you on {asked}; without an answer it goes out on {day}.",
                asked=facts.asked_on,
                day=day,
            ),
        )


VETO: Final = Waiting(
    Reason.VETOED,
    S("The member has vetoed the formal demand. It waits until the veto is lifted."),
    S("You have vetoed the formal demand. It waits until accounting lifts your veto."),
)


def _ask_day(facts: Facts, deadlines: Deadlines) -> date | None:
    """The day of the question, today at the earliest; None once it was asked."""
    if facts.asked_on is not None:
        return None
    demand = _days(facts, deadlines)[DEMAND]
    last_workday = (
        demand if is_workday(demand, facts.state) else add_workdays(demand, -1, facts.state)
    )
    return max(facts.today, add_workdays(last_workday, -deadlines.ask_workdays, facts.state))


def _days(facts: Facts, deadlines: Deadlines) -> dict[int, date]:
    """The day of each level still to come, today at the earliest, if nothing gets in the way."""
    last, days = facts.last_mail_on, {}
    for level in LEVELS[max(facts.reminded, default=0) :]:
        bounds = [facts.today, facts.due_on + deadlines.days_of(level)]
        if last:
            bounds.append(last + _between(deadlines))
        if level == DEMAND and facts.asked_on and facts.answer is not Answer.AGREED:
            bounds.append(add_workdays(facts.asked_on, deadlines.ask_workdays, facts.state))
        days[level] = last = max(bounds)
    return days


def _between(deadlines: Deadlines) -> timedelta:
    return timedelta(days=deadlines.between_days)
