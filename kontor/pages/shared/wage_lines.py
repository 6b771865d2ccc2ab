"""The hourly wage as member and team read it: the same words, the same calculation."""

from collections.abc import Iterable

from kontor.foundation.written import amount_text
from kontor.orders import wage as wages
from kontor.orders.wage import Step, WageVerdict
from kontor.pages.shared.parts.shapes import Fact, Wage
from kontor.pages.shared.parts.words import reader_language


def wage_shown(wage: wages.Wage) -> Wage:
    """The verdict with its calculation; without an amount while something is missing."""
    return Wage(
        amount=wage.hourly,
        enough=wage.verdict is WageVerdict.OK,
        words=wage.sentence,
        facts=steps_shown(wage.steps),
    )


def steps_shown(steps: Iterable[Step]) -> list[Fact]:
    """What is done and what comes out, line by line; the last is the wage."""
    lines = list(steps)
    return [
        Fact(step.label, amount_text(step.result, reader_language()), strong=step is lines[-1])
        for step in lines
    ]
