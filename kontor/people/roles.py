"""Roles and what they open (spec § 3). Pure: no Django."""

from enum import StrEnum


class Role(StrEnum):
    MEMBER = "member"
    ADVISOR = "advisor"
    ACCOUNTANT = "accountant"
    ADMIN = "admin"


TEAM: frozenset[Role] = frozenset({Role.ADVISOR, Role.ACCOUNTANT, Role.ADMIN})
