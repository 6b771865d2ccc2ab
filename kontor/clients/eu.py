"""Who belongs to the European Union on a day, and territories with VAT rules of their own."""

import re
from datetime import date

from kontor.foundation.sentence import S, Sentence

# Day of accession; Croatia was the last. Source: Treaties of accession.
_JOINED: dict[str, date] = {
    **dict.fromkeys(("BE", "DE", "FR", "IT", "LU", "NL"), date(1958, 1, 1)),
    **dict.fromkeys(("DK", "IE", "GB"), date(1973, 1, 1)),
    "GR": date(1981, 1, 1),
    **dict.fromkeys(("ES", "PT"), date(1986, 1, 1)),
    **dict.fromkeys(("AT", "FI", "SE"), date(1995, 1, 1)),
    **dict.fromkeys(("CY", "CZ", "EE", "HU", "LT", "LV"), date(2004, 5, 1)),
    **dict.fromkeys(("MT", "PL", "SI", "SK"), date(2004, 5, 1)),
    **dict.fromkeys(("BG", "RO"), date(2007, 1, 1)),
    "HR": date(2013, 7, 1),
}
# First day outside. Source: Withdrawal Agreement, Article 126.
_LEFT: dict[str, date] = {"GB": date(2020, 2, 1)}

# Parts of a member state that have a country code of their own.
_PART_OF: dict[str, str] = {"AX": "FI", **dict.fromkeys(("GF", "GP", "MF", "MQ", "RE", "YT"), "FR")}

# Territories where VAT follows rules of its own (Directive 2006/112/EC, Articles 6 and 7),
# by country and the beginning of the postcode; an empty beginning means all of it.
_SPECIAL: tuple[tuple[str, str, Sentence], ...] = (
    ("AX", "", S("Åland")),
    ("FI", "22", S("Åland")),
    ("MC", "", S("Monaco")),
    ("FR", "980", S("Monaco")),
    ("ES", "35", S("the Canary Islands")),
    ("ES", "38", S("the Canary Islands")),
    ("ES", "51", S("Ceuta")),
    ("ES", "52", S("Melilla")),
    ("DE", "78266", S("Büsingen")),
    ("DE", "27498", S("Helgoland")),
    ("IT", "23030", S("Livigno")),
    ("IT", "23041", S("Livigno")),
    ("IT", "22061", S("Campione d’Italia")),
    ("GR", "63086", S("Mount Athos")),
    ("IM", "", S("the Isle of Man")),
    ("FR", "97", S("the French overseas territories")),
    ("FR", "98", S("the French overseas territories")),
    *(
        (code, "", S("the French overseas territories"))
        for code in ("GF", "GP", "MF", "MQ", "RE", "YT")
    ),
)


def in_eu(country: str, day: date) -> bool:
    """Whether the country (ISO code) belongs to a member state of the EU on `day`."""
    state = _PART_OF.get(country, country)
    joined = _JOINED.get(state)
    return joined is not None and joined <= day < _LEFT.get(state, date.max)


def special_territory(country: str, postcode: str) -> Sentence | None:
    """The name of a territory whose VAT the team decides, or None."""
    digits = re.sub(r"[^0-9]", "", postcode)
    for code, beginning, name in _SPECIAL:
        if code == country and digits.startswith(beginning):
            return name
    return None
