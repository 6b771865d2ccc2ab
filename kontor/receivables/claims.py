"""What a client in default owes beside the invoice, and how what is open has changed."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kontor.cooperative import rates
from kontor.formats.reminder.values import Claim, InterestPart, Moved, Movement
from kontor.foundation.days import day_of
from kontor.invoicing.models import Invoice
from kontor.orders.guarantee import covers
from kontor.orders.kept_proofs import ACCEPTED, KeptProof, proofs_of
from kontor.receivables import interest
from kontor.receivables.dunning import Facts
from kontor.receivables.interest import CONSUMER, DefaultFacts, Interest
from kontor.receivables.models import Allocation

WRITTEN_OFF = "written_off"


def movements_of(invoice: Invoice) -> tuple[Movement, ...]:
    """What came in, went back or is no longer asked for, the oldest first; one query."""
    rows = Allocation.objects.filter(invoice=invoice, undone_at__isnull=True)
    return tuple(
        Movement(kind=_kind(row), on=row.booked_on, amount=row.amount)
        for row in rows.order_by("booked_on", "pk")
    )


def claim_of(
    invoice: Invoice, facts: Facts, movements: Sequence[Movement], reminded_on: date | None
) -> tuple[Claim | None, tuple[date, ...]]:
    """What default costs by today, and the half-years without a base rate; None before default.

    `reminded_on`: day of the first reminder. The invoice comes with order and client.
    """
    kind = invoice.order.client.kind if invoice.order.client else ""
    start = interest.default_from(
        DefaultFacts(
            due_on=facts.due_on,
            state=facts.state,
            kind=kind,
            term_confirmed=term_confirmed(invoice, proofs_of(invoice.order)),
            received_on=facts.delivered_on,
            reminded_on=reminded_on,
        )
    )
    if start is None or start > facts.today:
        return None, ()
    points = interest.points_for(kind)
    base_rates = rates.book(rates.BASE_RATE)[rates.BASE_RATE]
    owed = _open_amounts(invoice, movements)
    found = interest.interest(owed, start, facts.today, points, base_rates)
    claim = Claim(
        default_from=start,
        consumer=kind == CONSUMER,
        points=points,
        interest=tuple(_parts(found, points)),
        lump_sum=interest.lump_sum_for(kind),
    )
    return claim, found.unknown


def term_confirmed(invoice: Invoice, proofs: Iterable[KeptProof]) -> bool:
    """Whether the client agreed to the payment term before it ended: by a click or a proof."""
    frozen: dict[str, Any] = invoice.guarantee or {}
    due_on, confirmed = invoice.due_on, frozen.get("confirmed_on")
    if due_on is None:
        return False
    if confirmed and covers(date.fromisoformat(confirmed), due_on):
        return True
    return any(
        proof.state == ACCEPTED
        and proof.revision_id == invoice.revision_id
        and covers(day_of(proof.uploaded_at), due_on)
        for proof in proofs
    )


def _parts(found: Interest, points: Decimal) -> Iterable[InterestPart]:
    for part in found.parts:
        if part.amount:
            yield InterestPart(
                first=part.first,
                last=part.last,
                open=part.open,
                base_rate=part.base_rate,
                points=points,
                amount=part.amount,
            )


def _open_amounts(invoice: Invoice, movements: Sequence[Movement]) -> list[tuple[date, Decimal]]:
    """What was open at the end of each day on which it changed."""
    first = invoice.issued_on or invoice.billing_date
    left = {first: invoice.gross}
    amount = invoice.gross
    for movement in movements:
        amount -= movement.amount
        left[max(movement.on, first)] = amount
    return sorted(left.items())


def _kind(row: Allocation) -> Moved:
    if row.purpose == WRITTEN_OFF:
        return Moved.WAIVED
    return Moved.PAYMENT if row.amount > 0 else Moved.RETURN
