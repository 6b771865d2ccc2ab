"""What a person's name and password must be."""

from collections.abc import Collection

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.address import address_fault
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S
from kontor.foundation.text import glyph_faults, is_blank, text_faults
from kontor.people.models import Person
from kontor.people.roles import Role

LONGEST_NAME = 120


def name_faults(name: str) -> list[Fault]:
    """A name stands on offers and invoices, so every character of it must be printable."""
    if is_blank(name):
        return [Fault("name", S("Enter a name."), missing=True)]
    unfit = text_faults(name, LONGEST_NAME, multiline=False) or glyph_faults(name, unprintable)
    return [Fault("name", sentence) for sentence in unfit]


def account_faults(email: str, name: str, roles: Collection[Role]) -> list[Fault]:
    """What is wrong with a new account, at `email`, `name` and `roles`."""
    wrong = address_fault(email) if email.strip() else S("Enter an e-mail address.")
    at_email = [Fault("email", wrong, missing=is_blank(email))] if wrong else []
    return [*at_email, *name_faults(name), *role_faults(roles)]


def role_faults(roles: Collection[Role]) -> list[Fault]:
    """Somebody without any role could sign in and would find nothing."""
    return [] if roles else [Fault("roles", S("Choose at least one role."), missing=True)]


def password_faults(password: str, person: Person | None = None) -> list[Fault]:
    """What Django's validators say about a new password."""
    try:
        validate_password(password, person)
    except ValidationError as weak:
        return [Fault("password", S("{words}", words=words)) for words in weak.messages]
    return []
