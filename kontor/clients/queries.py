"""The directory as the team looks at it: one client, and the piles of work (spec § 4)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from kontor.clients.blocks import Block
from kontor.clients.change_models import ClientProposal, VatCheck
from kontor.clients.models import Client
from kontor.clients.vat_register import Verdict


def about(client_id: int) -> str:
    """A client's name where a row cannot point at it: in history and outbox."""
    return f"client:{client_id}"


def is_client(name: str) -> bool:
    """Whether a row of history or outbox concerns a client."""
    return name.startswith("client:")


def directory() -> QuerySet[Client]:
    """Every client that was not merged into another, by name."""
    return Client.objects.filter(merged_into=None).order_by("sort_name", "pk")


def unverified() -> QuerySet[Client]:
    """Ordered from and not verified, the longest waiting first."""
    waiting = Client.objects.filter(verified_at=None, merged_into=None, ordered_at__isnull=False)
    return waiting.order_by("ordered_at", "pk")


def blocked() -> QuerySet[Client]:
    """Blocked at either level, the latest first."""
    rows = Client.objects.filter(merged_into=None).exclude(block=Block.NONE)
    return rows.order_by(F("blocked_at").desc(nulls_last=True), "sort_name", "pk")


def block_reviews(today: date) -> QuerySet[Client]:
    """Whose block the team meant to look at again by `today`, the oldest day first."""
    due = Client.objects.filter(merged_into=None, block_review_on__lte=today)
    return due.order_by("block_review_on", "pk")


def open_proposals() -> QuerySet[ClientProposal]:
    """What members propose and nobody has decided, the oldest first."""
    return ClientProposal.objects.filter(state="open").order_by("at", "pk")


def abouts_with_twins(client_id: int) -> QuerySet[Client, str]:
    """`about` of this client and of every client merged into it, as a subquery."""
    same = Client.objects.filter(Q(pk=client_id) | Q(merged_into=client_id))
    named = same.annotate(about=Concat(Value("client:"), Cast("pk", CharField())))
    return named.order_by().values_list("about", flat=True)


def vat_checks(client: Client) -> QuerySet[VatCheck]:
    """What the register answered about the client's present VAT number, the newest first."""
    asked = VatCheck.objects.filter(client=client, number=client.vat_number)
    return asked.exclude(number="").select_related("asked_by").order_by("-id")


def vat_verdict(client: Client) -> VatCheck | None:
    """What is known of the client's present VAT number: the newest answer of the register.

    A later question that could not be answered takes nothing back. Only where there never was an
    answer it is the newest of those; None where nobody has asked. One query.
    """
    checks = vat_checks(client).annotate(unanswered=Q(verdict=Verdict.NOT_CHECKED))
    return checks.order_by("unanswered", "-id").first()


def newest_verdicts(number: Any, client: Any) -> QuerySet[VatCheck, str]:
    """The verdict that `vat_verdict` would find for a number of a client.

    For a subquery: both are references to the outer query.
    """
    checks = VatCheck.objects.filter(client=client, number=number)
    answered = checks.annotate(unanswered=Q(verdict=Verdict.NOT_CHECKED))
    return answered.order_by("unanswered", "-id").values_list("verdict", flat=True)[:1]


def with_invalid_number(clients: Iterable[Client]) -> frozenset[int]:
    """Those whose present VAT number the register last said not to be valid, by their row.

    One query; none where nobody has a number that decides about VAT, as abroad in the EU.
    """
    asked = [client.pk for client in clients if client.vat_number and client.country != "DE"]
    if not asked:
        return frozenset()
    verdict = newest_verdicts(number=OuterRef("vat_number"), client=OuterRef("pk"))
    rows = Client.objects.filter(pk__in=asked).annotate(verdict=Subquery(verdict))
    return frozenset(rows.filter(verdict=Verdict.INVALID).values_list("pk", flat=True))
