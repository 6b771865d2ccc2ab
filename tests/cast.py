"""The cast of five in every test: owner, stranger, advisor, accountant, client with a link."""

from dataclasses import dataclass

from kontor.clients.models import Client
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import clients, house


@dataclass(frozen=True)
class Cast:
    """The people of a play, and the client whose contact person gets the link."""

    owner: Person
    stranger: Person
    advisor: Person
    accountant: Person
    client: Client


def cast() -> Cast:
    """The cooperative with its people, and one verified client in France."""
    house.cooperative()
    return Cast(
        owner=house.person("Ada Brandt"),
        stranger=house.person("Bo Carlsen"),
        advisor=house.person("Jonas Wiebold", Role.ADVISOR),
        accountant=house.person("Henrike Sollig", Role.ACCOUNTANT),
        client=clients.client(invoice_email="compta@lefevre.example"),
    )
