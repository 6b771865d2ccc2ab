"""The client's row as facts for the pure rules, and back."""

from datetime import datetime

from kontor.clients.blocks import Block
from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.models import Client
from kontor.foundation.fold import fold
from kontor.foundation.written import Language
from kontor.people.models import Person


def facts_of(client: Client) -> ClientFacts:
    """The row as values."""
    return ClientFacts(
        name=client.name,
        country=client.country,
        kind=Kind(client.kind),
        addition=client.addition,
        street=client.street,
        postcode=client.postcode,
        town=client.town,
        vat_number=client.vat_number,
        buyer_reference=client.buyer_reference,
        invoice_email=client.invoice_email,
        language=_language(client.language),
        block=Block(client.block),
        verified=client.verified_at is not None,
    )


def add(facts: ClientFacts, created_by: Person | None, at: datetime) -> Client:
    """A new, unverified client with its folded search text (spec § 4)."""
    return Client.objects.create(
        kind=facts.kind,
        name=facts.name,
        addition=facts.addition,
        street=facts.street,
        postcode=facts.postcode,
        town=facts.town,
        country=facts.country,
        vat_number=facts.vat_number,
        buyer_reference=facts.buyer_reference,
        invoice_email=facts.invoice_email,
        language=facts.language,
        block=facts.block,
        created_by=created_by,
        created_at=at,
        search_text=search_text(facts),
        sort_name=fold(facts.name)[:200],
    )


def search_text(facts: ClientFacts) -> str:
    """Folded words of name, town and VAT number, each after a space.

    So a word's beginning is found as ` lum`, letters inside it as `lum`.
    """
    words = " ".join((fold(facts.name), fold(facts.town), facts.vat_number.lower()))
    return f" {words}"[:600]


def _language(code: str) -> Language:
    return "en" if code == "en" else "de"
