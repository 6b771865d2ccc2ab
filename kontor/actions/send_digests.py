"""The daily digest: what was held back for a person goes out as one mail (spec § 17)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from kontor.actions import act, post
from kontor.foundation.days import day_of
from kontor.foundation.outbox import PlainLink
from kontor.people import held, letters
from kontor.people.models import Person


def due(now: datetime) -> Iterable[int]:
    """The people for whom something was held back before today."""
    return list(
        held.untold(day_of(now)).order_by("person").values_list("person", flat=True).distinct()
    )


@act.one_transaction
def send(person_id: int, now: datetime) -> bool:
    """One mail with everything held back; False where another run was first.

    Somebody who has left meanwhile gets none: what the process requires was never held back.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    notices = list(held.untold(day_of(now)).filter(person=person).order_by("id"))
    if not notices:
        return False
    held.untold(day_of(now)).filter(person=person).update(told_at=now)
    if person.is_active:
        post.to_account(
            person,
            letters.digest([(notice.subject, notice.url) for notice in notices]),
            purpose="digest",
            cause=f"digest:{notices[-1].pk}",
            now=now,
            link=PlainLink(f"{settings.KONTOR_URL}/"),
        )
    return person.is_active
