"""VAT numbers: form and check digits offline; whether one is assigned, nobody asked (R: VIES)."""

import re
from datetime import date

from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from kontor.clients.eu import in_eu
from kontor.foundation.refusal import Unreadable
from kontor.foundation.sentence import S

# Greece writes EL in its VAT numbers, and GR in addresses.
_PREFIX_OF = {"GR": "EL", "AX": "FI"}
_SEPARATORS = re.compile(r"[\s.\-/]")


def prefix_of(country: str) -> str:
    """The two letters before the VAT numbers of a country: its code, but EL for Greece."""
    return _PREFIX_OF.get(country, country)


def parse_vat_number(text: str, country: str, day: date) -> str:
    """A typed VAT number in its written form; empty stays empty. Raises Unreadable.

    For a client in the EU form and check digits must be right (`FR40303265045`); a missing prefix
    is added, the prefix of another member state is kept (see `has_foreign_prefix`). Outside the
    EU the text is only trimmed.
    """
    typed = " ".join(text.split())
    if not typed or not in_eu(country, day):
        return typed
    number = _SEPARATORS.sub("", typed).upper()
    if number.startswith("GR"):
        number = f"EL{number[2:]}"
    for candidate in (number, prefix_of(country) + number):
        written = _written_form(candidate)
        if written:
            return written
    raise Unreadable(
        S(
            "Check the VAT number: {prefix} and its digits do not fit together. "
            "You may leave it empty.",
            prefix=prefix_of(country),
        )
    )


def has_foreign_prefix(vat_number: str, country: str, day: date) -> bool:
    """Whether a client in the EU has the VAT number of another country: worth a look."""
    return bool(vat_number) and in_eu(country, day) and vat_number[:2] != prefix_of(country)


def _written_form(number: str) -> str | None:
    """The number as its country writes it, None where form or check digits are wrong.

    XI is Northern Ireland. EU and IM, which are numbers of the one-stop shop, are not taken.
    """
    if not number.isascii() or number[:2] in ("EU", "IM"):
        return None
    try:
        return str(vat.validate(number))
    except ValidationError:
        return None
