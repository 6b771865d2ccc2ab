"""Invoices and entries as matching is asked with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kontor.receivables.matching import Earlier, Index, Matched, OpenInvoice, Part, Received, match

DAY = date(2027, 6, 9)
IBAN = "DE02120300000000202051"
OTHER_IBAN = "DE02500105170137075030"


def euros(amount: str | int) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))


def invoice(running: int, amount: str | int = 100, **changes: Any) -> OpenInvoice:
    """RE-2027-… of the client with the id 1; `amount` is what is open of it."""
    usual = OpenInvoice(
        id=running,
        number=f"RE-2027-{running:06d}",
        client_id=1,
        client_name="Kunsthaus Möller GmbH",
        gross=euros(amount),
        open=euros(amount),
        issued_on=date(2027, 5, 12),
        due_on=date(2027, 5, 26),
        status="issued",
        references=(f"A-2027-{running:04d}",),
        ibans=frozenset(),
    )
    return replace(usual, **changes)


def of_other(running: int, amount: str | int = 100, **changes: Any) -> OpenInvoice:
    """The same of another client."""
    return invoice(running, amount, client_id=2, client_name="Verlag Zander", **changes)


def closed(running: int, status: str, **changes: Any) -> OpenInvoice:
    return invoice(running, 100, status=status, **{"open": euros(0), **changes})


def entry(amount: str | int, text: str = "", **changes: Any) -> Received:
    usual = Received(
        id=7,
        booked_on=DAY,
        amount=euros(amount),
        currency="EUR",
        kind="payment",
        reference=text,
        structured="",
        end_to_end="",
        name="Jemand Unbekanntes",
        iban="",
        return_reason="",
    )
    return replace(usual, **changes)


def earlier(entry_id: int, amount: str | int, *parts: Part, **changes: Any) -> Earlier:
    """A payment of one month ago, booked to the invoice 123 unless parts say otherwise."""
    usual = Earlier(
        entry_id=entry_id,
        booked_on=date(2027, 5, 9),
        amount=euros(amount),
        end_to_end="",
        iban="",
        name="Kunsthaus Möller GmbH",
        reference="",
        parts=parts or (Part(123, euros(amount)),),
    )
    return replace(usual, **changes)


def matched(
    received: Received, invoices: Sequence[OpenInvoice], booked: Sequence[Earlier] = ()
) -> Matched:
    return match(received, Index.of(invoices, booked))


def booked(found: Matched) -> dict[int, Decimal]:
    """What would be booked unasked, by invoice."""
    return {part.invoice_id: part.amount for part in found.certain.parts} if found.certain else {}


def proposed(found: Matched) -> list[tuple[int, ...]]:
    """The invoices of each candidate, the best first."""
    return [tuple(part.invoice_id for part in each.parts) for each in found.candidates]


def told(found: Matched) -> list[str]:
    """Why the best candidate is the best."""
    return [reason.sentence.english() for reason in found.candidates[0].reasons]
