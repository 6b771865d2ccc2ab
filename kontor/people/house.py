"""The e-mail addresses of the house: they may not stand as a contact person (spec § 6)."""

from django.db.models import Q

from kontor.cooperative.models import Cooperative
from kontor.foundation.address import normalise
from kontor.people.models import Person
from kontor.people.roles import TEAM


def house_addresses(owner: Person) -> frozenset[str]:
    """Normalised addresses of the owning member, of everyone in the team, and of its mailbox."""
    team = Person.objects.filter(Q(roles__overlap=[role.value for role in TEAM]), is_active=True)
    addresses = team.values_list("email", flat=True).union(
        Cooperative.objects.values_list("email", flat=True)
    )
    return frozenset(normalise(email) for email in [owner.email, *addresses])
