"""Grounds for rejecting an order (R61–R68) and their texts to the member."""

from dataclasses import dataclass

from kontor.foundation.sentence import Sentence


@dataclass(frozen=True)
class Ground:
    """`title` for the list, `text` prefilled for the member. `any_stage`: may also refuse."""

    key: str
    rule: str
    title: Sentence
    text: Sentence
    any_stage: bool


GROUNDS: dict[str, Ground] = {}
