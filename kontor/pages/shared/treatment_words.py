"""How VAT is charged on a line, in words: the same in forms, in history and in the settings."""

from collections.abc import Iterable

from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.orders.draft import Treatment

BY_THE_RULES = S("By the rules")
TREATMENTS: dict[str, Sentence] = {
    Treatment.STANDARD: S("Standard rate"),
    Treatment.REDUCED: S("Reduced rate"),
    Treatment.EXEMPT: S("Exempt"),
    Treatment.REVERSE_CHARGE: S("Reverse charge"),
    Treatment.OUTSIDE: S("Not taxable in Germany"),
}


def treatment_choices() -> list[tuple[str, str]]:
    """Every treatment of a line; the empty one, by client and country, first."""
    return [("", say(BY_THE_RULES)), *named(TREATMENTS)]


def named(treatments: Iterable[str]) -> list[tuple[str, str]]:
    """Treatments with their words, for a field."""
    return [(str(each), say(TREATMENTS[each])) for each in treatments]
