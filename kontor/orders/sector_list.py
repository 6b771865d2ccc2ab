"""The sectors of this house: those that come with the software, as the house has changed them."""

from kontor.cooperative.kept import by_version
from kontor.orders.draft import Treatment
from kontor.orders.review_models import SectorEntry
from kontor.orders.sectors import SHIPPED, Mark, Sector


@by_version
def sectors() -> dict[str, Sector]:
    """All by their key, also those no longer offered; the house's own come last."""
    return SHIPPED | {entry.key: _sector(entry) for entry in SectorEntry.objects.order_by("german")}


def _sector(entry: SectorEntry) -> Sector:
    return Sector(
        key=entry.key,
        german=entry.german,
        english=entry.english,
        mark=Mark(entry.mark),
        treatment=Treatment(entry.treatment),
        offered=entry.offered,
    )
