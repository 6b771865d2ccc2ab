"""What a sector of the house's own may be, and the key that it gets. Pure."""

import re
from collections.abc import Collection, Mapping

from anyascii import anyascii

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults
from kontor.orders.draft import Treatment
from kontor.orders.sectors import Mark, Sector

LONGEST_NAME, LONGEST_KEY = 80, 40
NAMES = ("german", "english")
# What can be usual in Germany; the rest follows from the client's seat.
TREATMENTS = (Treatment.STANDARD, Treatment.REDUCED, Treatment.EXEMPT)


def key_of(english: str) -> str:
    """The key of a new sector, for ever: `Event catering` becomes `event-catering`."""
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(english).lower()).strip("-")
    return words[:LONGEST_KEY].rstrip("-")


def sector_faults(typed: Mapping[str, str], others: Collection[Sector]) -> list[Fault]:
    """What is wrong with `german`, `english`, `mark` and `treatment`, each by its name."""
    faults = [
        Fault(field, sentence, missing=is_blank(typed[field]))
        for field in NAMES
        for sentence in _name_faults(typed[field], {getattr(other, field) for other in others})
    ]
    for field, known in (("mark", list(Mark)), ("treatment", list(TREATMENTS))):
        if typed[field] not in known:
            faults.append(Fault(field, S("Choose an entry from the list.")))
    return faults


def key_faults(english: str, known: Collection[str]) -> list[Fault]:
    """Why no new sector can bear the key made of the name; shown at the name."""
    key = key_of(english)
    if not key:
        return [Fault("english", S("Use letters; the sector’s key is made of them."))]
    if key in known:
        return [Fault("english", S("Choose another name; a sector with a name like it is known."))]
    return []


def _name_faults(name: str, taken: Collection[str]) -> list[Sentence]:
    if is_blank(name):
        return [S("Fill this in; members choose in either language.")]
    if _plain(name) in map(_plain, taken):
        return [S("There is a sector of this name already.")]
    return text_faults(name, LONGEST_NAME, multiline=False)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
