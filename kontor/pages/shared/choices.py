"""Long lists that people choose from, by their names in the reader's language."""

from kontor.foundation.country_names import countries_by_name
from kontor.foundation.fold import fold
from kontor.foundation.saying import say, spoken
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Language
from kontor.orders.sector_list import sectors
from kontor.orders.sectors import Mark, Sector

NOTHING = ("", "–")
MARKED: dict[Mark, Sentence] = {
    Mark.LICENCE: S("licence needed"),
    Mark.NOT_PROCESSABLE: S("cannot be processed"),
}


def sector_choices(kept: str = "") -> list[tuple[str, str]]:
    """Every sector on offer with what must be known before it is chosen; the empty one first.

    `kept`: the key of one that may stay although it is off the list.
    """
    listed = {key: one for key, one in sectors().items() if one.offered or key == kept}
    named = [(key, _sector_words(sector)) for key, sector in listed.items()]
    return [NOTHING, *sorted(named, key=lambda pair: fold(pair[1]))]


def other_sector_names() -> dict[str, str]:
    """Each sector's name in the language that the page does not speak."""
    other: Language = "en" if spoken() == "de" else "de"
    return {key: sector.name(other) for key, sector in sectors().items()}


def country_choices() -> list[tuple[str, str]]:
    """Every country; the empty one first."""
    return [NOTHING, *countries_by_name(spoken())]


def _sector_words(sector: Sector) -> str:
    name, mark = sector.name(spoken()), MARKED.get(sector.mark)
    return f"{name} ({say(mark)})" if mark else name
