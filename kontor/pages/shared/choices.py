"""Long lists that people choose from, by their names in the reader's language."""

from kontor.foundation.country_names import countries_by_name
from kontor.foundation.fold import fold
from kontor.foundation.saying import spoken
from kontor.orders.sectors import SECTORS

NOTHING = ("", "–")


def sector_choices() -> list[tuple[str, str]]:
    """Every sector; the empty one first."""
    named = [(key, sector.name(spoken())) for key, sector in SECTORS.items()]
    return [NOTHING, *sorted(named, key=lambda pair: fold(pair[1]))]


def country_choices() -> list[tuple[str, str]]:
    """Every country; the empty one first."""
    return [NOTHING, *countries_by_name(spoken())]
