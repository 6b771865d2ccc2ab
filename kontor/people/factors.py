"""Second factors: what proves somebody beside the password. Recovery codes stand in for one."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from kontor.people.models import Person

TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors_of(person: Person) -> QuerySet[Authenticator]:
    """The person's passkeys and authenticator app."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user=person, type__in=TYPES)
    return rows


def knowing_factors(people: QuerySet[Person]) -> QuerySet[Person]:
    """The same people, each with `has_second_factor`."""
    theirs = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=TYPES)
    facts = {"has_second_factor": Exists(theirs)}
    return people.annotate(**facts)


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Loads who is signed in, and with the same query whether they have a second factor."""

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session; None where the account is closed or gone."""
        open_accounts = Person.objects.filter(is_active=True)
        return knowing_factors(open_accounts).filter(pk=user_id).first()
