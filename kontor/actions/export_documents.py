"""The auditor's export as accountants and administrators take it, and as the operator does."""

import logging
from datetime import date
from typing import IO, Final

from kontor.actions.one_snapshot import one_snapshot
from kontor.cooperative.own_data import cooperative
from kontor.foundation.files import DamagedFile
from kontor.foundation.refusal import Fault, Forbidden, Unavailable, refuse_faults
from kontor.foundation.sentence import S
from kontor.invoicing.auditor_export import issued_between, write_export
from kontor.invoicing.auditor_period import period_faults
from kontor.people.models import Person
from kontor.people.roles import Role

MOST: Final = 2000
"""Invoices that a page hands out at once: so many are read and written within a minute."""

MAY: Final = frozenset({Role.ACCOUNTANT, Role.ADMIN})
TOO_MANY = (
    "In this period {n} invoices were issued, and a page hands out {most} at most. Choose a shorter"
    " one; whoever runs the portal exports any period with: kontor export"
)

log = logging.getLogger(__name__)


def export(person: Person, first: date | None, last: date | None, target: IO[bytes]) -> None:
    """Write the ZIP of the period. Raises Forbidden, Invalid (`first`, `last`) or Unavailable."""
    if not person.is_active or not any(person.has(role) for role in MAY):
        raise Forbidden
    refuse_faults(period_faults(first, last))
    if first is None or last is None:
        return
    n = issued_between(first, last).count()
    if n > MOST:
        refuse_faults([Fault("last", S(TOO_MANY, n=n, most=MOST))])
    log.info("auditor's export of %s to %s for person %s", first, last, person.pk)
    try:
        write(first, last, target)
    except (OSError, DamagedFile) as trouble:
        log.exception("the auditor's export cannot be written")
        raise Unavailable(
            S(
                "A document of this period cannot be read right now, so nothing was exported. Try"
                " again in a few minutes; if it stays so, tell whoever runs the portal."
            )
        ) from trouble


def write(first: date, last: date, target: IO[bytes]) -> int:
    """Write the ZIP as of one instant; how many invoices it holds. Raises as `write_export`."""
    with one_snapshot():
        return write_export(target, first, last, cooperative().name)
