"""What the pure rules know about a client, and what its fields may hold."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kontor.clients.blocks import Block
from kontor.clients.leitweg import buyer_reference_fault
from kontor.clients.vat_number import parse_vat_number
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.address import address_fault, parse_address
from kontor.foundation.countries import COUNTRIES
from kontor.foundation.refusal import Fault, Unreadable
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import glyph_faults, is_blank, text_faults
from kontor.foundation.written import Language

LIMITS = {
    "name": 200,
    "addition": 120,
    "street": 120,
    "postcode": 20,
    "town": 80,
    "vat_number": 30,
    "buyer_reference": 100,
    "invoice_email": 254,
}

NOT_PRINTED = {"invoice_email"}
NOTE_LIMIT = 2000


class Kind(StrEnum):
    """What a client is; it decides about VAT, the e-invoice and interest."""

    COMPANY = "company"
    PUBLIC = "public"
    ASSOCIATION = "association"
    PRIVATE = "private"


@dataclass(frozen=True)
class ClientFacts:
    """A client as values. `country` is ISO 3166-1 alpha-2; empty text means not given."""

    name: str
    country: str
    kind: Kind = Kind.COMPANY
    addition: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    vat_number: str = ""
    buyer_reference: str = ""
    invoice_email: str = ""
    language: Language = "de"
    block: Block = Block.NONE
    verified: bool = False


def client_faults(facts: ClientFacts, today: date) -> list[Fault]:
    """Everything wrong with a client as typed, by field name (spec § 4).

    Only name and country must be there; `today` judges which countries are in the EU.
    """
    faults = [
        Fault(name, sentence)
        for name, limit in LIMITS.items()
        for sentence in _text_faults(name, getattr(facts, name), limit)
    ]
    if is_blank(facts.name):
        faults.append(Fault("name", S("Enter the name as in the imprint."), missing=True))
    if not facts.country:
        faults.append(Fault("country", S("Choose the country."), missing=True))
    elif facts.country not in COUNTRIES:
        faults.append(Fault("country", S("Choose a country from the list.")))
    found = {fault.field for fault in faults}
    return faults + [
        Fault(name, sentence)
        for name, rule in _RULES.items()
        if name not in found and (sentence := rule(facts, today))
    ]


def tidied(facts: ClientFacts, today: date) -> ClientFacts:
    """The client as it is stored: edges trimmed, VAT number and e-mail in their written form.

    For facts without faults; Unreadable otherwise.
    """
    plain = {name: getattr(facts, name).strip() for name in LIMITS}
    plain["vat_number"] = parse_vat_number(facts.vat_number, facts.country, today)
    if plain["invoice_email"]:
        plain["invoice_email"] = parse_address(facts.invoice_email)
    return replace(facts, **plain)


def faults_to_add(facts: ClientFacts, today: date) -> list[Fault]:
    """As `client_faults`, and what an invoice to the client will need (§ 14 (4) no. 1 UStG)."""
    needed = {
        "street": S("Enter street and number, or the PO box."),
        "postcode": S("Enter the postcode."),
        "town": S("Enter the town."),
    }
    if facts.kind is Kind.PUBLIC:
        needed["buyer_reference"] = S(
            "Enter the buyer reference; public bodies need one, often a Leitweg-ID."
        )
    return client_faults(facts, today) + [
        Fault(name, sentence, missing=True)
        for name, sentence in needed.items()
        if is_blank(getattr(facts, name))
    ]


def faults_to_change(before: ClientFacts, after: ClientFacts, today: date) -> list[Fault]:
    """As `faults_to_add` after a change; what was missing `before` may go on missing."""
    missed = [fault for fault in faults_to_add(before, today) if fault.missing]
    return [fault for fault in faults_to_add(after, today) if fault not in missed]


def note_faults(team_note: str) -> list[Fault]:
    """What keeps the team's note about a client from being stored, at the field `team_note`."""
    faults = text_faults(team_note, NOTE_LIMIT, multiline=True)
    return [Fault("team_note", sentence) for sentence in faults]


def _text_faults(name: str, text: str, limit: int) -> list[Sentence]:
    """What the invoice could not print is refused where it is typed."""
    faults = text_faults(text, limit, multiline=False)
    return faults or ([] if name in NOT_PRINTED else glyph_faults(text, unprintable))


def _vat_number_fault(facts: ClientFacts, today: date) -> Sentence | None:
    try:
        parse_vat_number(facts.vat_number, facts.country, today)
    except Unreadable as unreadable:
        return unreadable.sentence
    return None


def _buyer_reference_fault(facts: ClientFacts, _today: date) -> Sentence | None:
    return buyer_reference_fault(facts.buyer_reference)


def _invoice_email_fault(facts: ClientFacts, _today: date) -> Sentence | None:
    return address_fault(facts.invoice_email) if facts.invoice_email else None


_RULES: dict[str, Callable[[ClientFacts, date], Sentence | None]] = {
    "vat_number": _vat_number_fault,
    "buyer_reference": _buyer_reference_fault,
    "invoice_email": _invoice_email_fault,
}
