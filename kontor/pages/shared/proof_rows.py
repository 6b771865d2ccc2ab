"""Proofs as pages show them, and as they are downloaded."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kontor.foundation.days import day_of
from kontor.foundation.sentence import S, Sentence
from kontor.orders.kept_proofs import ACCEPTED, REFUSED, WAITING, KeptProof, proofs_of
from kontor.orders.models import Order, Proof
from kontor.orders.proofs import WITH_MEMBER
from kontor.pages.shared import stored
from kontor.pages.shared.parts.shapes import Tone

KILOBYTE, MEGABYTE = 1000, 1_000_000


@dataclass(frozen=True)
class ProofRow:
    """One proof; `tag`: word, tone and icon of its state, `judged`: by whom and when."""

    key: str
    url: str
    name: str
    size: Sentence
    uploaded_at: datetime
    tag: tuple[Sentence, Tone, str]
    waits: bool
    judged: Sentence | None
    reason: str


def rows_of(order: Order, place: str) -> list[ProofRow]:
    """The proofs of the order, the oldest first; `place`: the address they lie below."""
    return [
        ProofRow(
            key=proof.key,
            url=f"{place}/{proof.key}",
            name=proof.name,
            size=size_of(proof),
            uploaded_at=proof.uploaded_at,
            tag=_tag(order, proof),
            waits=proof.state == WAITING,
            judged=_judged(proof),
            reason=proof.reason,
        )
        for proof in proofs_of(order)
    ]


def size_of(proof: KeptProof) -> Sentence:
    """`340 kB`, `1.2 MB`."""
    if proof.size < MEGABYTE:
        return S("{n} kB", n=max(1, round(proof.size / KILOBYTE)))
    return S("{n} MB", n=round(Decimal(proof.size) / MEGABYTE, 1))


def download(proof: Proof) -> HttpResponse:
    """The file as an attachment that no browser runs, shows inside a page, or keeps."""
    response = HttpResponse(stored.bytes_of(proof.sha256), content_type=proof.media_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=proof.name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _tag(order: Order, proof: KeptProof) -> tuple[Sentence, Tone, str]:
    if proof.counts_for(order):
        return S("Accepted"), "good", "check"
    if proof.state == ACCEPTED:
        return S("For an earlier revision"), "quiet", "history"
    if proof.state == REFUSED:
        return S("Not accepted"), "stop", "x"
    if order.status in WITH_MEMBER:
        return S("Not submitted yet"), "outline", "pencil"
    return S("Waits for the team"), "wait", "hourglass"


def _judged(proof: KeptProof) -> Sentence | None:
    if proof.judged_at is None or proof.judged_by is None:
        return None
    who, day = proof.judged_by, day_of(proof.judged_at)
    if proof.state == ACCEPTED:
        return S("Accepted by {who} on {day}.", who=who, day=day)
    return S("Not accepted by {who} on {day}.", who=who, day=day)
