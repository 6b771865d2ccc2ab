"""What the cooperative's own data may hold. Pure: values in, faults out."""

import re
from collections.abc import Callable, Iterator, Mapping

from stdnum import bic, iban
from stdnum.eu import vat

from kontor.cooperative.states import STATES
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
    "exemption_certificate": 200,
    "account_holder": 70,
    "iban": 34,
    "bic": 11,
}
FIELDS = tuple(LONGEST)
# What § 14 (4) UStG and the official e-invoice rules ask for.
NEEDED = (
    *("name", "short_name", "street", "postcode", "town", "country", "state", "vat_number"),
    *("tax_number", "register_number", "contact_name", "phone", "email", "account_holder", "iban"),
)
SEAT = "DE"
LEAST_PHONE_DIGITS = 3
# German tax numbers, with or without slashes: 10 or 11 digits in a state, 13 in the whole country.
TAX_NUMBER = re.compile(r"(?:[0-9][ /]?){9}[0-9](?:[ /]?[0-9]){0,3}")
REGISTER_NUMBER = re.compile(r"[A-Za-zÄÖÜäöü][^0-9]*[0-9].*")
WEBSITE = re.compile(r"[^\s/:]+\.[^\s/:.]{2,}(/\S*)?")


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


def tidied(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields without spaces around them; IBAN, BIC and VAT number without any, in capitals."""
    trimmed = {name: text.strip() for name, text in fields.items()}
    for name in ("iban", "bic", "vat_number"):
        if name in trimmed:
            trimmed[name] = re.sub(r"[\s.-]", "", trimmed[name]).upper()
    return trimmed


def whole_data_faults(fields: Mapping[str, str]) -> list[Fault]:
    """Everything wrong with all the fields: each for itself, and what must fit together."""
    faults = own_data_faults(fields)
    taken = {fault.field for fault in faults}
    return faults + [fault for fault in _misfits(fields) if fault.field not in taken]


def _misfits(fields: Mapping[str, str]) -> Iterator[Fault]:
    if fields["country"] != SEAT:
        yield Fault("country", S("Choose Germany: VAT and holidays are those of its law."))
    if not fields["vat_number"].startswith(SEAT):
        yield Fault("vat_number", S("Enter the German VAT number; it begins with DE."))
    if not TAX_NUMBER.fullmatch(fields["tax_number"]):
        yield Fault(
            "tax_number",
            S("Write the tax number with 10 to 13 digits, for example 27/123/45678."),
        )
    if not REGISTER_NUMBER.fullmatch(fields["register_number"]):
        yield Fault(
            "register_number",
            S("Write the register and the number in it, for example GnR 123 B."),
        )
    if fields["bic"] and fields["bic"][4:6] != fields["iban"][:2]:
        yield Fault(
            "bic",
            S("IBAN and BIC name different countries. Check both, or leave the BIC empty."),
        )
    if fields["website"] and not WEBSITE.fullmatch(fields["website"]):
        yield Fault("website", S("Write the website without https://, for example coop.example."))


def _vat_number(text: str) -> Sentence | None:
    return None if vat.is_valid(text) else S("Check the VAT number: its digits do not add up.")


def _iban(text: str) -> Sentence | None:
    return None if iban.is_valid(text) else S("Check the IBAN: its digits do not add up.")


def _bic(text: str) -> Sentence | None:
    return None if bic.is_valid(text) else S("Check the BIC: it has 8 or 11 letters and digits.")


def _country(text: str) -> Sentence | None:
    return None if text in COUNTRIES else S("Choose a country from the list.")


def _state(text: str) -> Sentence | None:
    return None if text in STATES else S("Choose a federal state from the list.")


def _phone(text: str) -> Sentence | None:
    digits = sum(character.isdecimal() for character in text)
    return None if digits >= LEAST_PHONE_DIGITS else S("Enter a telephone number in digits.")


_RULES: dict[str, Callable[[str], Sentence | None]] = {
    "vat_number": _vat_number,
    "iban": _iban,
    "bic": _bic,
    "country": _country,
    "state": _state,
    "phone": _phone,
    "email": address_fault,
}
