"""The official register of VAT numbers as others see it: a question, an honest answer. Pure.

`kontor.clients.vies` asks the real one; tests and the demo answer by themselves.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kontor.foundation.sentence import S, Sentence

_NUMBER = re.compile(
    r"(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO"
    r"|SE|SI|SK|XI)([0-9A-Z+*]{2,12})"
)


class Verdict(StrEnum):
    """What is known about a number; `not_checked` is never taken for anything else."""

    VALID = "valid"
    INVALID = "invalid"
    NOT_CHECKED = "not_checked"


class Why(StrEnum):
    """Why a number could not be checked."""

    OFF = "off"
    UNREACHABLE = "unreachable"
    STATE_UNAVAILABLE = "state_unavailable"
    BUSY = "busy"
    OWN_NUMBER = "own_number"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


WHY: dict[Why, Sentence] = {
    Why.OFF: S("the register is turned off in this installation"),
    Why.UNREACHABLE: S("the register could not be reached or did not answer in time"),
    Why.STATE_UNAVAILABLE: S("the member state’s own register does not answer right now"),
    Why.BUSY: S("the register has too many questions right now"),
    Why.OWN_NUMBER: S("the register does not know the cooperative’s own VAT number"),
    Why.REFUSED: S("the register did not take the question"),
    Why.UNREADABLE: S("the register’s answer could not be read"),
}


@dataclass(frozen=True)
class VatAnswer:
    """What the register said. `name` and `address` as it writes them, empty where it does not say.

    `reference`: its own number of this consultation, proof of the question. `why`: only where the
    number was not checked.
    """

    verdict: Verdict
    name: str = ""
    address: str = ""
    reference: str = ""
    why: Why | None = None


class VatRegister(Protocol):
    """Whoever can be asked about a VAT number."""

    def ask(self, number: str) -> VatAnswer:
        """The answer about a number in its written form, `FR40303265045`. Raises nothing."""


class NoRegister:
    """The register where it is turned off."""

    def ask(self, number: str) -> VatAnswer:  # noqa: ARG002 - nobody is asked about any number
        return not_checked(Why.OFF)


def not_checked(why: Why) -> VatAnswer:
    """An answer that is none."""
    return VatAnswer(Verdict.NOT_CHECKED, why=why)


def split(number: str) -> tuple[str, str] | None:
    """The prefix of a member state (or XI) and the rest; None for what no register could know."""
    found = _NUMBER.fullmatch(number)
    return (found[1], found[2]) if found else None
