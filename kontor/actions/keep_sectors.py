"""Administrators keep the list of sectors: add their own, change one, take one off (R26).

Nothing is ever deleted: orders that bear a sector stay readable.
"""

from collections.abc import Mapping
from datetime import datetime

from kontor.actions import act
from kontor.actions.keep_settings import in_line, note, refuse_stale
from kontor.foundation.refusal import NotFound, refuse_faults
from kontor.orders.review_models import SectorEntry
from kontor.orders.sector_list import sectors
from kontor.orders.sector_rules import NAMES, key_faults, key_of, sector_faults
from kontor.orders.sectors import Sector
from kontor.people.models import Person


def row_of(sector: Sector) -> dict[str, object]:
    """What a page shows of a sector; its mark goes back with the form."""
    return {
        "german": sector.german,
        "english": sector.english,
        "mark": str(sector.mark),
        "treatment": str(sector.treatment),
        "offered": sector.offered,
    }


@act.one_transaction
def add_sector(admin: Person, typed: Mapping[str, str], now: datetime) -> Sector:
    """A sector of the house's own: `german`, `english`, `mark`, `treatment`; sent twice it is one.

    Its key is made of the English name and stays. Raises Forbidden or Invalid.
    """
    actor = in_line(admin)
    row, known = {**_trimmed(typed), "offered": True}, sectors()
    key = key_of(typed["english"])
    if key in known and row_of(known[key]) == row:
        return known[key]
    faults = sector_faults(typed, known.values())
    refuse_faults(faults or key_faults(typed["english"], known))
    SectorEntry.objects.create(key=key, **row)
    note("sectors", "add_sector", actor, now, before={}, after=row, sector=key)
    return sectors()[key]


@act.one_transaction
def change_sector(
    admin: Person, key: str, typed: Mapping[str, str], shown: str, now: datetime
) -> bool:
    """Change names, mark or usual treatment; False where nothing changed.

    Raises NotFound, Forbidden, Invalid or Conflict.
    """
    actor = in_line(admin)
    before = _row(key)
    refuse_stale(shown, before)
    others = [sector for other, sector in sectors().items() if other != key]
    refuse_faults(sector_faults(typed, others))
    after = {**before, **_trimmed(typed)}
    _write(key, after)
    note("sectors", "change_sector", actor, now, before=before, after=after, sector=key)
    return before != after


@act.one_transaction
def offer_sector(admin: Person, key: str, shown: str, now: datetime, *, offered: bool) -> bool:
    """Take a sector off the list that members choose from, or offer it again.

    False where it stands so already. Raises NotFound, Forbidden or Conflict.
    """
    actor = in_line(admin)
    before = _row(key)
    if before["offered"] is offered:
        return False
    refuse_stale(shown, before)
    after = {**before, "offered": offered}
    _write(key, after)
    event = "offer_sector" if offered else "take_off_sector"
    note("sectors", event, actor, now, before=before, after=after, sector=key)
    return True


def _row(key: str) -> dict[str, object]:
    if key not in sectors():
        raise NotFound
    return row_of(sectors()[key])


def _write(key: str, row: Mapping[str, object]) -> None:
    SectorEntry.objects.update_or_create(key=key, defaults=dict(row))


def _trimmed(typed: Mapping[str, str]) -> dict[str, object]:
    names = {name: " ".join(typed[name].split()) for name in NAMES}
    return {**names, "mark": typed["mark"], "treatment": typed["treatment"]}
