"""Reminders: three levels, each once, and never when something stands in the way (spec § 11)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.workdays import add_workdays, is_workday
from kontor.receivables.dunning import (
    DEMAND,
    Answer,
    Deadlines,
    Facts,
    Reason,
    Step,
    next_step,
)

USUAL = Deadlines()
DUE = date(2027, 6, 9)  # a Wednesday, and no holiday in Berlin for weeks
STATES = ["BE", "BY", "SN"]


def after_due(days: int) -> date:
    return DUE + timedelta(days=days)


def facts(day: int, **changes: object) -> Facts:
    """An invoice due on DUE and seen so many days later; the bank reports every day."""
    today = after_due(day)
    usual = Facts(
        today=today,
        state="BE",
        due_on=DUE,
        status="issued",
        open=Decimal("100.00"),
        delivered_on=after_due(-14),
        last_mail_on=after_due(-14),
        bank_data_until=today,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def step(day: int, **changes: object) -> Step:
    return next_step(facts(day, **changes), USUAL)


def reminded(*days: int) -> dict[str, object]:
    """What is known after reminders on these days after the due date."""
    levels = {level: after_due(day) for level, day in enumerate(days, 1)}
    return {"reminded": levels, "last_mail_on": after_due(days[-1])}


def reasons(found: Step) -> list[Reason]:
    return [waiting.reason for waiting in found.waits]


# ---- an untroubled life


def test_the_first_reminder_goes_out_seven_days_after_due() -> None:
    assert step(6) == Step(level=1, on=after_due(7), ask_on=after_due(28), demand_on=after_due(35))
    assert step(7).remind == 1


def test_the_second_reminder_goes_out_21_days_after_due() -> None:
    assert step(20, **reminded(7)).remind is None
    assert step(21, **reminded(7)).remind == 2


def test_the_member_is_asked_five_working_days_before_the_formal_demand() -> None:
    assert not step(27, **reminded(7, 21)).ask
    assert step(28, **reminded(7, 21)).ask  # Wednesday to Wednesday


def test_the_formal_demand_goes_out_35_days_after_due() -> None:
    asked = {**reminded(7, 21), "asked_on": after_due(28)}
    assert step(34, **asked).remind is None
    assert step(35, **asked).remind == DEMAND
    assert step(36, **reminded(7, 21, 35), asked_on=after_due(28)) == Step()


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.sampled_from(STATES))
def test_where_nothing_gets_in_the_way_each_goes_out_on_its_day(due: date, state: str) -> None:
    life = Life(due, state)
    for _ in range(60):
        life.day("bank")
        life.run()
    assert [(day - due).days for day in life.reminded.values()] == [7, 21, 35]
    assert life.asked_on is not None
    assert is_workday(life.asked_on, state)
    assert add_workdays(life.asked_on, 5, state) <= life.reminded[DEMAND]
    assert add_workdays(life.asked_on, 6, state) > life.reminded[DEMAND]


# ---- what stands in the way


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"delivered_on": None, "last_mail_on": None}, Reason.NOT_DELIVERED),
        ({"status": "disputed"}, Reason.DISPUTED),
        ({"paused": True}, Reason.PAUSED),
        ({"bank_data_until": None}, Reason.OLD_BANK_DATA),
        ({"bank_data_until": after_due(1)}, Reason.OLD_BANK_DATA),
    ],
)
def test_nothing_goes_out_and_nobody_is_asked_while_something_stands_in_the_way(
    changes: dict[str, object], reason: Reason
) -> None:
    assert step(7, **changes) == Step(level=1, waits=step(7, **changes).waits)
    assert reasons(step(7, **changes)) == [reason]
    later = step(40, **{**reminded(7, 21), **changes})
    assert (later.remind, later.ask) == (None, False)


def test_bank_data_of_five_days_ago_are_new_enough() -> None:
    assert step(7, bank_data_until=after_due(2)).remind == 1


def test_no_reminder_goes_out_within_five_days_of_another_mail() -> None:
    waiting = step(7, last_mail_on=after_due(3))
    assert (waiting.remind, waiting.on) == (None, after_due(8))
    assert reasons(waiting) == [Reason.RECENT_MAIL]
    assert step(8, last_mail_on=after_due(3)).remind == 1


@pytest.mark.parametrize(
    "changes", [{"open": Decimal("0.00")}, {"status": "paid"}, {"status": "cancelled"}]
)
def test_what_is_paid_or_cancelled_is_left_alone(changes: dict[str, object]) -> None:
    assert step(7, **changes) == Step()


def test_a_reason_is_said_to_team_and_member_in_their_own_words() -> None:
    asked = {**reminded(7, 21), "asked_on": after_due(33)}
    (waiting,) = step(36, **asked).waits
    assert waiting.team.english() == (
        "The member was asked on 12 July 2027; without an answer it goes out on 19 July 2027."
    )
    assert waiting.member.english().startswith("We asked you on 12 July 2027")


# ---- the question


def test_without_an_answer_it_goes_five_working_days_after_the_question() -> None:
    asked = {**reminded(7, 21), "asked_on": after_due(33)}  # a Monday
    assert step(36, **asked).on == after_due(40)
    assert step(40, **asked).remind == DEMAND


def test_agreeing_waives_the_five_working_days_but_not_the_day() -> None:
    agreed = {**reminded(7, 21), "asked_on": after_due(33), "answer": Answer.AGREED}
    assert step(34, **agreed).remind is None
    assert step(35, **agreed).remind == DEMAND


def test_a_veto_stops_the_formal_demand() -> None:
    vetoed = {**reminded(7, 21), "asked_on": after_due(28), "answer": Answer.VETOED}
    assert reasons(step(90, **vetoed)) == [Reason.VETOED]
    assert step(90, **vetoed).remind is None


def test_a_question_whose_day_has_passed_is_asked_at_once_and_puts_the_demand_off() -> None:
    found = step(50, **reminded(7, 21))
    assert (found.ask, found.remind, found.ask_on) == (True, None, after_due(50))
    assert found.on == add_workdays(after_due(50), 5, "BE")


# ---- a dead nightly run


def test_after_40_dead_days_one_level_goes_a_run_oldest_first_with_the_gap_between() -> None:
    life = Life(DUE, "BE")
    for _ in range(60 + 40):
        life.day("bank")
    for _ in range(40):
        life.day("bank")
        life.run()
        life.run()
    days = list(life.reminded.values())
    assert list(life.reminded) == [1, 2, 3]
    assert [(later - first).days for first, later in pairwise(days)] == [5, 5]
    assert life.asked_on is not None
    assert add_workdays(life.asked_on, 5, "BE") <= days[2]


# ---- any life

EVENTS = ["bank", "mail", "dispute", "resolve", "pause", "resume", "deliver", "lose"]
ANSWERS = ["agree", "veto", "lift"]


@dataclass
class Life:
    """An invoice day by day; checks each step by the words of the specification."""

    due_on: date
    state: str = "BE"
    deadlines: Deadlines = USUAL
    today: date = field(init=False)
    delivered_on: date | None = field(init=False)
    bank: date | None = None
    mails: list[date] = field(default_factory=list)
    reminded: dict[int, date] = field(default_factory=dict)
    status: str = "issued"
    open: Decimal = Decimal("100.00")
    paused: bool = False
    asked_on: date | None = None
    answer: Answer = Answer.NONE

    def __post_init__(self) -> None:
        self.today = self.due_on - timedelta(days=14)
        self.delivered_on = self.today
        self.mails = [self.today]

    def day(self, *events: str) -> None:
        self.today += timedelta(days=1)
        for event in events:
            self._happen(event)

    def _happen(self, event: str) -> None:
        match event:
            case "bank":
                self.bank = self.today
            case "mail":
                self.mails.append(self.today)
            case "dispute" | "resolve":
                self.status = "disputed" if event == "dispute" else "issued"
            case "pause" | "resume":
                self.paused = event == "pause"
            case "deliver" | "lose":
                self.delivered_on = self.today if event == "deliver" else None
            case "pay":
                self.open = Decimal("0.00")
            case "agree" | "veto" if self.asked_on and self.answer is Answer.NONE:
                self.answer = Answer.AGREED if event == "agree" else Answer.VETOED
            case "lift" if self.answer is Answer.VETOED:
                self.answer = Answer.AGREED

    def run(self) -> None:
        step = next_step(self._facts(), self.deadlines)
        if step.remind or step.ask:
            self._check_nothing_stands_in_the_way()
        if step.ask:
            assert self.asked_on is None
            self.asked_on = self.today
        if step.remind:
            self._check_reminder(step.remind)
            self.reminded[step.remind] = self.today
            self.mails.append(self.today)
        assert step.remind is None or step.on == self.today
        assert step.on is None or step.on >= self.today

    def _facts(self) -> Facts:
        return Facts(
            today=self.today,
            state=self.state,
            due_on=self.due_on,
            status=self.status,
            open=self.open,
            delivered_on=self.delivered_on,
            last_mail_on=max(self.mails, default=None),
            reminded=dict(self.reminded),
            paused=self.paused,
            bank_data_until=self.bank,
            asked_on=self.asked_on,
            answer=self.answer,
        )

    def _check_nothing_stands_in_the_way(self) -> None:
        assert self.status == "issued"
        assert self.open > 0
        assert not self.paused
        assert self.delivered_on is not None
        assert self.bank is not None
        assert (self.today - self.bank).days <= self.deadlines.bank_days

    def _check_reminder(self, level: int) -> None:
        assert level == len(self.reminded) + 1
        assert self.today >= self.due_on + self.deadlines.days_of(level)
        gap = self.deadlines.between_days
        assert all((self.today - mail).days >= gap for mail in self.mails)
        if level == DEMAND:
            assert self.asked_on is not None
            assert self.answer is not Answer.VETOED
            waited = add_workdays(self.asked_on, self.deadlines.ask_workdays, self.state)
            assert self.answer is Answer.AGREED or self.today >= waited


deadlines = st.builds(
    Deadlines,
    first_days=st.integers(1, 14),
    second_days=st.integers(15, 28),
    demand_days=st.integers(29, 60),
    between_days=st.integers(1, 14),
    bank_days=st.integers(1, 10),
    ask_workdays=st.integers(1, 10),
)
nights = st.lists(
    st.tuples(
        st.lists(st.sampled_from([*EVENTS, *ANSWERS, "bank", "bank"]), max_size=3), st.booleans()
    ),
    max_size=120,
)


@given(
    due=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    state=st.sampled_from(STATES),
    deadlines=deadlines,
    nights=nights,
)
def test_whatever_happens_no_rule_is_broken_and_in_the_end_all_goes_out(
    due: date, state: str, deadlines: Deadlines, nights: Sequence[tuple[list[str], bool]]
) -> None:
    life = Life(due, state, deadlines)
    for events, runs in nights:
        life.day(*events)
        if runs:
            life.run()
    life.day("resolve", "resume", "deliver", "lift")
    for _ in range(160):
        life.day("bank")
        life.run()
    assert list(life.reminded) == [1, 2, 3]


@given(nights=nights)
def test_after_a_payment_nothing_goes_out_any_more(
    nights: Sequence[tuple[list[str], bool]],
) -> None:
    life = Life(DUE)
    for _ in range(30):
        life.day("bank")
        life.run()
    life.day("pay")
    before = dict(life.reminded)
    for events, _ in nights:
        life.day("bank", *events)
        life.run()
    assert life.reminded == before
