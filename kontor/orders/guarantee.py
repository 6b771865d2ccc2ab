"""The payment guarantee (spec § 8): a pure function of facts, a verdict with its reasons."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kontor.foundation.sentence import Sentence


class Answer(StrEnum):
    """Granted, not yet, or not."""

    YES = "yes"
    NOT_YET = "not_yet"
    NO = "no"


@dataclass(frozen=True)
class GuaranteeFacts:
    """`confirmed_on`: the day of the client's click, or the upload day of an accepted proof.

    `asked`: the client is or will be asked. `proof_waiting`: a proof not yet judged.
    `voided`: a confirmation stood and a later change ended it. `today`: judges EU membership
    while nothing is confirmed.
    """

    client_name: str
    client_country: str
    asked: bool
    today: date
    confirmed_on: date | None = None
    proof_waiting: bool = False
    voided: bool = False


@dataclass(frozen=True)
class Reason:
    """A fact behind the verdict; `fulfilled` tells the tick from the hourglass or cross."""

    key: str
    fulfilled: bool
    sentence: Sentence


@dataclass(frozen=True)
class Guarantee:
    """The verdict, its reasons (keys as in `order.json`), and one sentence for people."""

    answer: Answer
    reasons: tuple[Reason, ...]
    sentence: Sentence

    @property
    def granted(self) -> bool:
        """Whether the guarantee stands now."""
        return self.answer is Answer.YES


def guarantee_of(facts: GuaranteeFacts) -> Guarantee:
    """The verdict on an order."""
    raise NotImplementedError


def covers(confirmed_on: date, due_on: date) -> bool:
    """Whether a confirmation covers an invoice: only if it was not yet due on that day."""
    raise NotImplementedError
