"""The cooperative of the tests, and the people in it."""

from typing import Any

from kontor.actions import keep_house
from kontor.cli.demo_house import COOPERATIVE
from kontor.cooperative.models import Cooperative
from kontor.people.models import Person
from kontor.people.roles import Role


def cooperative(**changes: str) -> Cooperative:
    """The invented cooperative of the demo."""
    return keep_house.keep_cooperative(**{**COOPERATIVE, **changes})


def person(name: str = "Ada Brandt", *roles: Role, **more: Any) -> Person:
    """Somebody who may sign in; a member unless roles are given."""
    email = name.lower().replace(" ", ".") + "@people.example"
    return Person.objects.create_person(
        more.pop("email", email), name, [role.value for role in roles or (Role.MEMBER,)], **more
    )
