"""What a member would change about a client, field by field. Pure: no Django."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kontor.clients.facts import ClientFacts, Kind
from kontor.foundation.country_names import country_name
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import Datum, S, Sentence
from kontor.foundation.text import is_blank, text_faults
from kontor.foundation.written import Language

TEXT_LIMIT = 500

LABELS: dict[str, Sentence] = {
    "kind": S("Kind"),
    "name": S("Legal name"),
    "addition": S("Addition"),
    "street": S("Street and number"),
    "postcode": S("Postcode"),
    "town": S("Town"),
    "country": S("Country"),
    "vat_number": S("VAT number"),
    "buyer_reference": S("Buyer reference or Leitweg-ID"),
    "invoice_email": S("E-mail for invoices"),
    "language": S("Language"),
}
"""The fields that can be changed, in the order and the words of the form."""

_KINDS = {
    Kind.COMPANY.value: S("Company"),
    Kind.PUBLIC.value: S("Public body"),
    Kind.ASSOCIATION.value: S("Association"),
    Kind.PRIVATE.value: S("Private person"),
}
_LANGUAGES = {"de": S("German"), "en": S("English")}


@dataclass(frozen=True)
class Difference:
    """One field: what stands there, and what was proposed when `before` stood there."""

    field: str
    before: str
    present: str
    proposed: str

    @property
    def has_changed(self) -> bool:
        """Somebody has changed the field since it was proposed, to something else."""
        return self.present not in {self.before, self.proposed}

    @property
    def is_done(self) -> bool:
        """What was proposed stands there already."""
        return self.present == self.proposed


def differences(facts: ClientFacts, changes: Mapping[str, Any]) -> Iterator[Difference]:
    """Each field of a proposal beside what stands in the directory now, in the form's order."""
    for field in LABELS:
        if field in changes:
            present = str(getattr(facts, field))
            yield Difference(field, changes[field]["before"], present, changes[field]["after"])


def applied(facts: ClientFacts, changes: Mapping[str, Any], fields: Collection[str]) -> ClientFacts:
    """The facts with what was proposed for these fields; others are left out."""
    after = {name: changes[name]["after"] for name in LABELS if name in changes and name in fields}
    if "kind" in after:
        after["kind"] = Kind(after["kind"])
    return replace(facts, **after)


def value_words(field: str, text: str, language: Language) -> Datum:
    """A value as people say it; a dash where there is none."""
    match field:
        case "kind":
            return _KINDS.get(text, text)
        case "language":
            return _LANGUAGES.get(text, text)
        case "country" if text:
            return country_name(text, language)
    return text or "–"


def note_faults(note: str) -> list[Fault]:
    """What keeps a member's note to the team from being stored, at the field `note`."""
    return [Fault("note", wrong) for wrong in text_faults(note, TEXT_LIMIT, multiline=True)]


def reason_faults(reason: str) -> list[Fault]:
    """What keeps a proposal from being declined, at the field `reason`."""
    if is_blank(reason):
        missing = S("Say why the proposal is declined; the member reads it.")
        return [Fault("reason", missing, missing=True)]
    return [Fault("reason", wrong) for wrong in text_faults(reason, TEXT_LIMIT, multiline=True)]
