"""A person’s own data as a ZIP: one JSON file with all parts, and documents (Art. 15, 20 GDPR)."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from kontor.foundation import files
from kontor.foundation.archive import Archive
from kontor.invoicing.models import Document
from kontor.orders.models import Proof
from kontor.people.models import Person
from kontor.receivables.personal_data import PARTS

DATA = "personal-data.json"
ACCOUNT = ("name", "email", "language", "roles", "created_at", "last_login")


def write_export(target: IO[bytes], person: Person) -> int:
    """Write the ZIP; how many documents it holds. A query for each part and two for documents.

    Raises OSError or DamagedFile where a document cannot be read: nothing is left out in silence.
    """
    count = 0
    with closing(Archive(target)) as archive:
        archive.add(DATA, data_of(person).encode())
        for path, sha256 in _documents(person):
            archive.add(path, files.read(sha256))
            count += 1
        archive.finish()
    return count


def data_of(person: Person) -> str:
    """All parts as JSON: amounts as text, days and moments as ISO 8601."""
    parts: dict[str, Any] = {"account": {name: getattr(person, name) for name in ACCOUNT}}
    for part in PARTS:
        parts[part.key] = list(part.rows(person).values(*part.fields))
    return json.dumps(parts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _documents(person: Person) -> Iterator[tuple[str, str]]:
    """The path in the ZIP and the hash of each: documents of invoices, and uploaded proofs."""
    issued = Document.objects.filter(invoice__order__owner=person).order_by("pk")
    for number, kind, sha256 in issued.values_list("invoice__number", "kind", "sha256"):
        yield f"invoices/{number}.{kind}", sha256
    proofs = Proof.objects.filter(order__owner=person).order_by("pk")
    for number, pk, media_type, sha256 in proofs.values_list(
        "order__number", "pk", "media_type", "sha256"
    ):
        yield f"proofs/{number}-{pk}.{media_type.rpartition('/')[2]}", sha256
