"""The client's row as facts for the pure rules, and back; the one place that writes them."""

from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from kontor.clients.blocks import Block
from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.models import Client
from kontor.foundation.fold import fold
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.foundation.written import Language
from kontor.people.models import Person

TYPED = (
    "kind",
    "name",
    "addition",
    "street",
    "postcode",
    "town",
    "country",
    "vat_number",
    "buyer_reference",
    "invoice_email",
    "language",
)
# What somebody compared with the evidence: another value was never compared.
VERIFIED = frozenset({"kind", "name", "addition", "street", "postcode", "town", "country"}) | {
    "vat_number"
}

VERIFICATION = ("verified_at", "verified_by", "verified_how")

Changes = dict[str, dict[str, str]]
"""By field, `{"before": …, "after": …}` as text: for history and proposals."""


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
    client = Client(block=facts.block, created_by=created_by, created_at=at)
    _put(client, facts)
    client.save(force_insert=True)
    return client


def changes_to(client: Client, facts: ClientFacts, team_note: str | None = None) -> Changes:
    """What `change` would change; empty where nothing differs."""
    after = {name: str(getattr(facts, name)) for name in TYPED}
    if team_note is not None:
        after["team_note"] = team_note
    return {
        name: {"before": getattr(client, name), "after": text}
        for name, text in after.items()
        if getattr(client, name) != text
    }


def change(client: Client, facts: ClientFacts, team_note: str | None = None) -> Changes:
    """Write tidied facts into the locked row, and the team's note unless it is None.

    Counts the version; block and verification in `facts` are not looked at. A verified client
    whose name, address, country, kind or VAT number changes is no longer verified: the evidence
    belongs to what was compared with it. Returns what changed; then the caller writes history.
    """
    changes = changes_to(client, facts, team_note)
    if not changes:
        return changes
    _put(client, facts)
    if team_note is not None:
        client.team_note = team_note
    if VERIFIED & changes.keys():
        forget_verification(client)
    client.version += 1
    client.save()
    return changes


def current(client_id: int) -> int:
    """The id of the client that stays, where this one was merged into it; else its own."""
    return kept(client_id).first() or client_id


def kept(client_id: int) -> QuerySet[Client, int]:
    """As `current`, as a subquery; empty where there is no such client."""
    found = Client.objects.filter(pk=client_id)
    return found.values_list(Coalesce("merged_into_id", "pk"), flat=True)


def refuse_stale(client: Client, version: int) -> None:
    """Raises Conflict where the client was changed after somebody looked at this version."""
    if client.version != version:
        raise Conflict(S("Somebody has changed this client in the meantime. Nothing was saved."))


def note_verification(client: Client, person: Person, how: str, at: datetime) -> None:
    """Set by whom, when and how the client's data were compared; the caller saves."""
    client.verified_at, client.verified_by, client.verified_how = at, person, how


def forget_verification(client: Client) -> None:
    """The client is unverified again; the caller saves."""
    client.verified_at, client.verified_by, client.verified_how = None, None, ""


def _put(client: Client, facts: ClientFacts) -> None:
    for name in TYPED:
        setattr(client, name, str(getattr(facts, name)))
    client.search_text = search_text(facts)
    client.sort_name = fold(facts.name)[:200]


def search_text(facts: ClientFacts) -> str:
    """Folded words of name, town and VAT number, each after a space.

    So a word's beginning is found as ` lum`, letters inside it as `lum`. The VAT number also stands
    without its country.
    """
    number = facts.vat_number.lower()
    words = " ".join((fold(facts.name), fold(facts.town), number, number[2:]))
    return f" {words}"[:600].rstrip()


def _language(code: str) -> Language:
    return "en" if code == "en" else "de"
