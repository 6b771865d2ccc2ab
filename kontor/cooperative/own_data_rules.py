"""What the cooperative's own data may hold. Pure: values in, faults out."""

from collections.abc import Callable, Mapping

from stdnum import bic, iban
from stdnum.eu import vat

from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.address import address_fault
from kontor.foundation.countries import COUNTRIES
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import glyph_faults, is_blank, text_faults

LONGEST = {
    "name": 120,
    "short_name": 40,
    "strapline_de": 120,
    "strapline_en": 120,
    "street": 120,
    "postcode": 20,
    "town": 80,
    "country": 2,
    "state": 2,
    "vat_number": 20,
    "tax_number": 30,
    "register_number": 40,
    "register_court": 80,
    "board": 200,
    "contact_name": 80,
    "phone": 40,
    "email": 254,
    "website": 80,
    "account_holder": 70,
    "iban": 34,
    "bic": 11,
}
FIELDS = tuple(LONGEST)
# What § 14 (4) UStG and the official e-invoice rules ask for.
NEEDED = (
    *("name", "short_name", "street", "postcode", "town", "country", "vat_number", "tax_number"),
    *("register_number", "contact_name", "phone", "email", "account_holder", "iban"),
)


def own_data_faults(fields: Mapping[str, str]) -> list[Fault]:
    """Everything wrong with the given fields, each by its name."""
    faults = []
    for name, text in fields.items():
        sentences = text_faults(text, LONGEST[name], multiline=False)
        if not sentences and is_blank(text) and name in NEEDED:
            sentences = [S("Fill this in; the invoices need it.")]
        if not sentences and text and name in _RULES:
            sentence = _RULES[name](text)
            sentences = [sentence] if sentence else []
        sentences = sentences or glyph_faults(text, unprintable)
        faults += [Fault(name, sentence) for sentence in sentences]
    return faults


def _vat_number(text: str) -> Sentence | None:
    return None if vat.is_valid(text) else S("Check the VAT number: its digits do not add up.")


def _iban(text: str) -> Sentence | None:
    return None if iban.is_valid(text) else S("Check the IBAN: its digits do not add up.")


def _bic(text: str) -> Sentence | None:
    return None if bic.is_valid(text) else S("Check the BIC: it has 8 or 11 letters and digits.")


def _country(text: str) -> Sentence | None:
    return None if text in COUNTRIES else S("Choose a country from the list.")


_RULES: dict[str, Callable[[str], Sentence | None]] = {
    "vat_number": _vat_number,
    "iban": _iban,
    "bic": _bic,
    "country": _country,
    "email": address_fault,
}
