"""What pages say of the reminders of one invoice: what went out, what comes, why it waits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kontor.foundation.sentence import S, Sentence
from kontor.receivables import reminding
from kontor.receivables.dunning import DEMAND, LEVELS, Answer, Step
from kontor.receivables.reminding import Asked, Sent

NAMES: Final[dict[int, Sentence]] = {
    1: S("First reminder"),
    2: S("Second reminder"),
    DEMAND: S("Formal demand"),
}


@dataclass(frozen=True)
class ReminderLine:
    """A reminder that went out on its day, with what it asked for; or the next, with neither.

    `on` of the next one is None where nobody can say when. `url`: its PDF.
    """

    name: Sentence
    on: date | None
    total: Decimal | None = None
    url: str = ""


@dataclass(frozen=True)
class Reminders:
    """`lines`: the oldest first, the next last. `notes`: why it waits, when the member is asked.

    `asked`: the question to the member; `can_answer`: whether they can still say something.
    `demand_on`: day of the formal demand, as far as it can be foreseen.
    """

    lines: Sequence[ReminderLine]
    notes: Sequence[Sentence]
    asked: Asked | None
    can_answer: bool
    demand_on: date | None

    @property
    def is_vetoed(self) -> bool:
        """Whether a veto stands that nobody has lifted."""
        asked = self.asked
        return asked is not None and asked.answer is Answer.VETOED and not asked.lifted


def reminders_of(row: Any, today: date, base: str, *, to_member: bool) -> Reminders | None:
    """Of an invoice from `reminding.with_facts`; None while nobody thinks of reminding.

    `base`: the address of the invoice's page, below which its reminders lie. No query.
    """
    sent = reminding.sent_of(row)
    is_late = row.due_on is not None and row.due_on < today
    step = reminding.step_of(row, reminding.surroundings(today)) if is_late else Step()
    if not sent and step.level is None:
        return None
    asked = reminding.asked_of(row)
    return Reminders(
        lines=[*(_sent(one, base) for one in sent), *_next(step)],
        notes=list(_notes(step, to_member=to_member)),
        asked=asked,
        can_answer=step.level is not None and asked is not None and asked.answer is Answer.NONE,
        demand_on=step.demand_on,
    )


def _sent(one: Sent, base: str) -> ReminderLine:
    url = f"{base}/reminders/{one.level}.pdf"
    return ReminderLine(NAMES[one.level], one.on, one.total, url)


def _notes(step: Step, *, to_member: bool) -> Iterator[Sentence]:
    for each in step.waits:
        yield each.member if to_member else each.team
    if step.ask_on is None or step.level == LEVELS[0]:
        return  # after the first reminder it is near enough to be spoken of
    if to_member:
        yield S("Before the formal demand we ask you, on {day}.", day=step.ask_on)
    else:
        yield S("The member is asked about the formal demand on {day}.", day=step.ask_on)


def _next(step: Step) -> Iterator[ReminderLine]:
    if step.level is not None:
        yield ReminderLine(NAMES[step.level], step.on)
