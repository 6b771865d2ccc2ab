"""What the history says of reminders: sent, asked about, answered, paused."""

from datetime import date
from decimal import Decimal

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.pages.shared.telling import Telling


def _number(entry: HistoryEntry) -> str:
    return str(entry.data.get("number"))


def _amount(entry: HistoryEntry, key: str) -> Money:
    return Money(Decimal(str(entry.data[key])))


def _paused(entry: HistoryEntry, who: str | Sentence) -> Sentence:
    if "number" in entry.data:
        return S("{who} paused the reminders of {number}.", who=who, number=_number(entry))
    return S("{who} paused the reminders to this client.", who=who)


def _resumed(entry: HistoryEntry, who: str | Sentence) -> Sentence:
    if "number" in entry.data:
        return S("{who} resumed the reminders of {number}.", who=who, number=_number(entry))
    return S("{who} resumed the reminders to this client.", who=who)


def _until(entry: HistoryEntry) -> Sentence | None:
    until = entry.data.get("until")
    return S("Until {day}.", day=date.fromisoformat(until)) if until else None


def _open(entry: HistoryEntry) -> Sentence:
    return S("{amount} was open.", amount=_amount(entry, "open"))


def _demanded(entry: HistoryEntry) -> Sentence:
    return S(
        "{amount} was open; with what default costs {total} was asked for.",
        amount=_amount(entry, "open"),
        total=_amount(entry, "total"),
    )


PAUSING: dict[str, Telling] = {
    "pause_reminders": Telling("circle-pause", _paused, more=_until),
    "resume_reminders": Telling("circle-play", _resumed),
}
"""In the history of an order, and of a client; why is the team's, so members read none of it."""

TELLING: dict[str, Telling] = {
    **PAUSING,
    "reminder_1": Telling(
        "bell",
        lambda entry, _: S("The client was reminded of {number}.", number=_number(entry)),
        more=_open,
    ),
    "reminder_2": Telling(
        "bell",
        lambda entry, _: S(
            "The client was reminded of {number} the second time.", number=_number(entry)
        ),
        more=_open,
    ),
    "reminder_3": Telling(
        "bell-ring",
        lambda entry, _: S("Payment of {number} was formally demanded.", number=_number(entry)),
        more=_demanded,
    ),
    "demand_question": Telling(
        "message-circle-question-mark",
        lambda entry, _: S(
            "The member was asked about the formal demand for {number}.", number=_number(entry)
        ),
    ),
    "agree_demand": Telling(
        "check",
        lambda entry, who: S(
            "{who} agreed to the formal demand for {number}.", who=who, number=_number(entry)
        ),
        lambda entry: S("You agreed to the formal demand for {number}.", number=_number(entry)),
    ),
    "veto_demand": Telling(
        "hand",
        lambda entry, who: S(
            "{who} vetoed the formal demand for {number}.", who=who, number=_number(entry)
        ),
        lambda entry: S("You vetoed the formal demand for {number}.", number=_number(entry)),
    ),
    "lift_veto": Telling(
        "undo-2",
        lambda entry, who: S(
            "{who} lifted the veto against the formal demand for {number}.",
            who=who,
            number=_number(entry),
        ),
    ),
}
