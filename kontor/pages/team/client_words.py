"""Words for what is stored of a client in short."""

from kontor.clients.standing import Habit
from kontor.clients.vat_register import Verdict
from kontor.foundation.sentence import S, Sentence

KIND_WORDS: dict[str, Sentence] = {
    "company": S("Company"),
    "public": S("Public body"),
    "association": S("Association"),
    "private": S("Private person"),
}
LANGUAGE_WORDS: dict[str, Sentence] = {"de": S("German"), "en": S("English")}
# What is said, its tone and its icon.
VERDICT_TAGS: dict[str, tuple[Sentence, str, str]] = {
    Verdict.VALID: (S("Valid"), "good", "circle-check"),
    Verdict.INVALID: (S("Not valid"), "stop", "circle-x"),
    Verdict.NOT_CHECKED: (S("Not checked"), "wait", "circle-question-mark"),
}


def habit_words(habit: Habit) -> tuple[Sentence, Sentence]:
    """When a client pays on average, and how many invoices say so."""
    if habit.days > 0:
        when = S.plural("{n} day after due", "{n} days after due", habit.days)
    elif habit.days < 0:
        when = S.plural("{n} day before due", "{n} days before due", -habit.days)
    else:
        when = S("on the due date")
    said = S.plural("{n} invoice paid in a year", "{n} invoices paid in a year", habit.paid)
    return when, said
