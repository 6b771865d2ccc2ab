"""What the pure rules know about a client, and what its fields may hold."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kontor.clients.blocks import Block
from kontor.foundation.refusal import Fault
from kontor.foundation.written import Language


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
    """Everything wrong with a client as typed, by field name (spec § 4)."""
    raise NotImplementedError
