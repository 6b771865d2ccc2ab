"""Refusals are types that carry a sentence for the person they refuse, and data for the page.

| type | means | answered as |
|---|---|---|
| `NotFound` | it does not exist, or this person may not know of it | 404 |
| `Forbidden` | they see it, but may not do this | 403 |
| `Conflict` | right person, wrong moment, or something has changed since | 409 |
| `TooOften` | right, but too many times in too short a time | 429 |
| `Unavailable` | right, but something this needs does not answer now | 503 |
| `Invalid` | what was typed cannot be taken; every fault at once | 422, the form again |
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from kontor.foundation.sentence import S, Sentence


@dataclass(frozen=True)
class Fault:
    """What is wrong at one field. `field` is a path as in the input: `lines[0].unit_price`."""

    field: str
    sentence: Sentence
    missing: bool = False

    def under(self, prefix: str) -> "Fault":
        """The same fault seen from a level above: `email` under `contact` is `contact.email`."""
        return replace(self, field=f"{prefix}.{self.field}" if self.field else prefix)


class Unreadable(ValueError):
    """Typed text is not an amount, a day or an address; the sentence says what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english())
        self.sentence = sentence


class Refusal(Exception):
    """The act was not done, and `sentence` tells the person why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english())
        self.sentence = sentence


class NotFound(Refusal):
    """It does not exist for this person; the words never tell which of the two it is."""

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or S("There is nothing here, or it is not yours to see."))


class Forbidden(Refusal):
    """They may see it but not do this."""

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or S("You may look at this, but not do that here."))


class Conflict(Refusal):
    """The right person at the wrong moment, or on a page that is no longer true."""


class TooOften(Refusal):
    """Asked more often than is allowed within `span`."""

    def __init__(self, span: timedelta) -> None:
        minutes = max(1, round(span.total_seconds() / 60))
        super().__init__(
            S.plural(
                "That was very often in a short time. Wait {n} minute, then try again.",
                "That was very often in a short time. Wait {n} minutes, then try again.",
                minutes,
            )
        )
        self.span = span


class Unavailable(Refusal):
    """Something this needs does not answer; it may be tried again after `retry`."""

    retry = timedelta(minutes=1)


class Invalid(Refusal):
    """What was typed cannot be taken. `faults` names every place at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(summary_of(self.faults))


def summary_of(faults: tuple[Fault, ...]) -> Sentence:
    """The headline over a list of faults: how many things are missing or need a change."""
    if all(fault.missing for fault in faults):
        return S.plural("{n} thing is missing", "{n} things are missing", len(faults))
    return S.plural("{n} entry needs a change", "{n} entries need a change", len(faults))


def refuse_faults(faults: Iterable[Fault]) -> None:
    """Raise Invalid with all of them, or nothing where there is none."""
    found = tuple(faults)
    if found:
        raise Invalid(found)
