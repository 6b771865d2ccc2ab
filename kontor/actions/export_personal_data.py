"""Everybody takes their own data along; administrators hand them out (Art. 15, 20 GDPR)."""

import logging
from datetime import datetime
from typing import IO

from kontor.actions import act
from kontor.foundation import history
from kontor.foundation.files import DamagedFile
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Forbidden, NotFound, Unavailable
from kontor.foundation.sentence import S
from kontor.people.models import Person
from kontor.receivables.personal_export import write_export

EVENT = "export_personal_data"

log = logging.getLogger(__name__)


@act.one_transaction
def export(asker: Person, person_id: int, target: IO[bytes], now: datetime) -> int:
    """Write the ZIP of somebody's data; the history of the account tells who took it.

    Returns how many documents it holds. Raises Forbidden (another's, without being administrator),
    NotFound or Unavailable (a document cannot be read).
    """
    actor = _actor(asker, person_id)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound
    try:
        count = write_export(target, person)
    except (OSError, DamagedFile) as trouble:
        log.exception("personal data cannot be exported")
        raise Unavailable(
            S(
                "A document cannot be read right now, so nothing was handed out. Try again in a few"
                " minutes; if it stays so, tell whoever runs the portal."
            )
        ) from trouble
    history.write(f"person:{person_id}", EVENT, actor, now, documents=count)
    return count


def _actor(asker: Person, person_id: int) -> Actor:
    if not asker.is_active:
        raise Forbidden
    if asker.pk == person_id:
        return Actor("member", asker.pk, asker.name)
    return act.admin(asker)
