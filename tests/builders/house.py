"""The cooperative of the tests, and the people in it."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator

from kontor.actions import keep_house
from kontor.cli.demo_house import COOPERATIVE
from kontor.cooperative.models import Cooperative
from kontor.people.models import Person
from kontor.people.roles import Role

SECRET = "JBSWY3DPEHPK3PXP"


def cooperative(**changes: str) -> Cooperative:
    """The invented cooperative of the demo."""
    return keep_house.keep_cooperative(**{**COOPERATIVE, **changes})


def person(name: str = "Ada Brandt", *roles: Role, **more: Any) -> Person:
    """Somebody who may sign in; a member unless roles are given. The team has second factors."""
    email = name.lower().replace(" ", ".") + "@people.example"
    made = Person.objects.create_person(
        more.pop("email", email), name, [role.value for role in roles or (Role.MEMBER,)], **more
    )
    if made.in_team:
        second_factor(made)
    return made


def second_factor(person: Person, secret: str = SECRET) -> Authenticator:
    """An authenticator app that knows the secret."""
    data = {"secret": get_adapter().encrypt(secret)}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=data)
