"""The password forgotten: a link by mail, that works once and for a while.

Like every secret link its token is only in the mail; the outbox keeps a seed, the row a hash.
"""

from datetime import datetime, timedelta

from kontor.actions import act, open_account, post
from kontor.cooperative.deadlines import deadline
from kontor.foundation import secret_link
from kontor.foundation.outbox import SecretLink
from kontor.foundation.refusal import NotFound, refuse_faults
from kontor.people import letters
from kontor.people.models import PasswordReset, Person
from kontor.people.rules import password_faults

PATH = "/sign-in/new-password/"


@act.one_transaction
def ask(email: str, now: datetime) -> None:
    """Mail a link to the account with this address; nothing happens where there is none.

    Nor where it is closed, or its invitation too old: that link would do what the older must not.
    """
    accounts = Person.objects.filter(email__iexact=email.strip(), is_active=True)
    person = accounts.exclude(pk__in=open_account.too_old(now).values("person")).first()
    if person is None:
        return
    seed = secret_link.new_seed()
    reset = PasswordReset.objects.create(
        person=person,
        token_hash=secret_link.digest(secret_link.token_of(seed)),
        created_at=now,
    )
    post.to_account(
        person,
        letters.password_reset(deadline("password_hours")),
        purpose="password_reset",
        cause=f"password_reset:{reset.pk}",
        now=now,
        link=SecretLink(PATH, seed),
    )


@act.one_transaction
def choose(token: str, password: str, now: datetime) -> Person:
    """Set the new password, end every session and every other link. Raises NotFound or Invalid."""
    person = owner_of(token, now)
    kept = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    owner_of(token, now)  # used by a second click while this one waited for the lock
    refuse_faults(password_faults(password, kept))
    open_account.set_password(kept, password, now)
    return kept


def owner_of(token: str, now: datetime) -> Person:
    """Whose password the link is for. Raises NotFound where it is unknown, used or too old."""
    young = PasswordReset.objects.filter(
        token_hash=secret_link.digest(token),
        created_at__gt=now - timedelta(hours=deadline("password_hours")),
        person__is_active=True,
    )
    found = young.select_related("person").first()
    if found is None:
        raise NotFound
    return found.person
