"""Names of countries in the reader's language, from CLDR (Babel)."""

from functools import cache

from babel import Locale

from kontor.foundation.countries import COUNTRIES
from kontor.foundation.written import Language


def country_name(code: str, language: Language) -> str:
    """`FR` as `Frankreich` (de) or `France` (en); an unknown code stands as it is."""
    return str(Locale(language).territories.get(code, code))


@cache
def countries_by_name(language: Language) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, sorted by name as the language sorts letters."""
    named = ((code, country_name(code, language)) for code in COUNTRIES)
    return tuple(sorted(named, key=lambda pair: _sort_key(pair[1])))


def _sort_key(name: str) -> str:
    return name.lower().translate(str.maketrans("äöüåéô", "aouaeo"))
