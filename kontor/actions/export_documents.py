"""The auditor's export as accountants and administrators take it, and as the operator does."""

import logging
from datetime import date, datetime
from typing import IO, Final

from kontor.actions import act
from kontor.actions.keep_settings import COMMAND_LINE
from kontor.actions.one_snapshot import one_snapshot
from kontor.cooperative.own_data import cooperative
from kontor.foundation import history
from kontor.foundation.files import DamagedFile
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Fault, Unavailable, refuse_faults
from kontor.foundation.sentence import S
from kontor.invoicing.auditor_export import issued_between, write_export
from kontor.invoicing.auditor_period import period_faults
from kontor.people.models import Person

ABOUT: Final = "auditor_export"
EVENT: Final = "export"
MOST: Final = 2000
"""Invoices that a page hands out at once: so many are read and written within a minute."""

TOO_MANY = (
    "In this period {n} invoices were issued, and a page hands out {most} at most. Choose a shorter"
    " one; whoever runs the portal exports any period with: kontor export"
)

log = logging.getLogger(__name__)


def export(
    person: Person, first: date | None, last: date | None, target: IO[bytes], now: datetime
) -> None:
    """Write the ZIP of the period; the history tells who took it.

    Raises Forbidden, Invalid (`first`, `last`) or Unavailable.
    """
    actor = act.exports(person)
    refuse_faults(period_faults(first, last))
    if first is None or last is None:
        return
    n = issued_between(first, last).count()
    if n > MOST:
        refuse_faults([Fault("last", S(TOO_MANY, n=n, most=MOST))])
    try:
        _write(first, last, target, actor, now)
    except (OSError, DamagedFile) as trouble:
        log.exception("the auditor's export cannot be written")
        raise Unavailable(
            S(
                "A document of this period cannot be read right now, so nothing was exported. Try"
                " again in a few minutes; if it stays so, tell whoever runs the portal."
            )
        ) from trouble


def by_command(first: date, last: date, target: IO[bytes], now: datetime) -> int:
    """Write the ZIP; how many invoices it holds. Raises as `write_export`."""
    return _write(first, last, target, COMMAND_LINE, now)


def _write(first: date, last: date, target: IO[bytes], actor: Actor, now: datetime) -> int:
    """The ZIP as of one instant, then the line of the history."""
    with one_snapshot():
        count = write_export(target, first, last, cooperative().name)
    with act.one_transaction():
        history.write(
            ABOUT, EVENT, actor, now, first=first.isoformat(), last=last.isoformat(), count=count
        )
    return count
