"""Leitweg-ID: the buyer reference of German public bodies (KoSIT, format 2.0.2)."""

import re

from stdnum.de import leitweg
from stdnum.exceptions import ValidationError

from kontor.foundation.sentence import S, Sentence

# A federal state (01–16) or the federation (99), then the rest of the address, then two digits.
_LOOKS_LIKE_ONE = re.compile(r"(0[1-9]|1[0-6]|99)[0-9]{0,10}(-[0-9A-Za-z]{1,30})?-[0-9]{2}")


def buyer_reference_fault(reference: str) -> Sentence | None:
    """What is wrong with a buyer reference: only a Leitweg-ID can be wrong, by its digits."""
    if not _LOOKS_LIKE_ONE.fullmatch(reference) or _digits_fit(reference):
        return None
    return S("Check the Leitweg-ID: its last two digits do not fit the rest.")


def is_leitweg_id(reference: str) -> bool:
    """Whether the reference is a Leitweg-ID with the right digits."""
    return bool(_LOOKS_LIKE_ONE.fullmatch(reference)) and _digits_fit(reference)


def _digits_fit(reference: str) -> bool:
    try:
        leitweg.validate(reference.upper())
    except ValidationError:
        return False
    return True
