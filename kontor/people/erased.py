"""An account whose personal data were erased: what stands in the place of name and address."""

from kontor.people.models import Person

_DOMAIN = "erased.invalid"


def address_of(person_id: int) -> str:
    """An address that nothing can be sent to (RFC 2606)."""
    return f"person-{person_id}@{_DOMAIN}"


def name_of(person_id: int) -> str:
    """The same in both languages, and tells nothing but that it is one and the same person."""
    return f"Person {person_id}"


def is_erased(person: Person) -> bool:
    """Whether this was done to the account; it is never opened again."""
    return person.email == address_of(person.pk)
