"""The rooms of an administrator: people, and what the house sets (spec § 13)."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Room:
    """`page`: the name of its address."""

    key: str
    words: Promise
    page: str


ROOMS: tuple[Room, ...] = ()
"""In the order of their pills; the first opens behind the word in the bar."""
