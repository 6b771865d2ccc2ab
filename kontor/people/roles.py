"""Roles and what they open (spec § 3). Pure: no Django."""

from collections.abc import Iterable
from enum import StrEnum
from functools import reduce

from kontor.foundation.sentence import S, Sentence


class Role(StrEnum):
    MEMBER = "member"
    ADVISOR = "advisor"
    ACCOUNTANT = "accountant"
    ADMIN = "admin"


TEAM: frozenset[Role] = frozenset({Role.ADVISOR, Role.ACCOUNTANT, Role.ADMIN})
WORDS: dict[Role, Sentence] = {
    Role.MEMBER: S("Member"),
    Role.ADVISOR: S("Advisor"),
    Role.ACCOUNTANT: S("Accountant"),
    Role.ADMIN: S("Administrator"),
}


def in_order(roles: Iterable[str]) -> list[Role]:
    """The roles that there are, each once, in the order in which they are always named."""
    given = set(roles)
    return [role for role in Role if role in given]


def in_words(roles: Iterable[str]) -> Sentence:
    """“Member, Advisor”; “No role” for none."""
    named = [WORDS[role] for role in in_order(roles)]
    if not named:
        return S("No role")
    return reduce(lambda said, one: S("{one}, {more}", one=said, more=one), named)
