"""Which payment comes back (spec § 11): a return takes from invoices what it had given. Pure."""

from collections.abc import Iterator
from typing import Final

from kontor.foundation.days import later_by
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.receivables.matching_facts import (
    MOST_CANDIDATES,
    OWED,
    Candidate,
    Earlier,
    Matched,
    Part,
    Reason,
    Received,
)
from kontor.receivables.matching_index import Index
from kontor.receivables.payers import plain_iban

MONTHS_BACK: Final = 13  # as long as a direct debit can be given back (SEPA)

# What finds the payment, the surest first; a weaker way counts only where no stronger one finds.
WAYS: Final = (
    ("end_to_end amount", 100),
    ("end_to_end", 90),
    ("number amount", 95),
    ("iban amount", 88),
)
SENTENCES: Final = {
    "end_to_end": S("The return bears the end-to-end id of the payment."),
    "number": S("The return names the invoice that was paid."),
    "iban": S("The return concerns the account that the payment came from."),
    "amount": S("The amount is that of the payment."),
}


def match_return(received: Received, index: Index) -> Matched:
    """A debit by which the bank takes a payment back; certain if it can be only one."""
    named = tuple(invoice.id for invoice in index.clues(received).exact)
    for way, confidence in WAYS:
        found = _found(received, index, named, way)
        if found:
            some = found[:MOST_CANDIDATES]
            candidates = tuple(
                _candidate(received, each, way, confidence) for each in some if each.parts
            )
            remark = _remark(found[0], index)
            certain = len(found) == 1 and not remark and _is_sure(received, found[0], index)
            return Matched(candidates[0] if certain else None, candidates, remark, named)
    return Matched(remark=S("No payment is known that comes back with it."), named=named)


def _found(received: Received, index: Index, named: tuple[int, ...], way: str) -> list[Earlier]:
    """The payments of the last months that this way leads to, the latest first."""
    amount, known = -received.amount, index.returnable
    earliest = later_by(received.booked_on, -MONTHS_BACK, "month")
    match way.split(maxsplit=1)[0]:
        case "end_to_end":
            found = known.by_end_to_end.get(received.end_to_end, ())
        case "number":
            found = tuple(each for pk in named for each in known.by_invoice.get((amount, pk), ()))
        case _:
            found = known.by_iban.get((amount, plain_iban(received.iban)), ())
    return [
        each
        for each in dict.fromkeys(found)
        if earliest <= each.booked_on <= received.booked_on
        and (each.amount == amount or "amount" not in way)
    ]


def _is_sure(received: Received, earlier: Earlier, index: Index) -> bool:
    """Whether it is clear what each invoice loses, and each has got that much."""
    return _is_whole(received, earlier) and all(_has_got(part, index) for part in earlier.parts)


def _is_whole(received: Received, earlier: Earlier) -> bool:
    """With another amount the account must be the same; of less it must be clear whose it is."""
    if -received.amount == earlier.amount:
        return True
    if plain_iban(received.iban) != plain_iban(earlier.iban):
        return False
    one_part = [part.amount for part in earlier.parts] == [earlier.amount]
    return one_part or -received.amount > earlier.amount


def _has_got(part: Part, index: Index) -> bool:
    """Not if it is open again, because the payment has come back already."""
    invoice = index.invoices.get(part.invoice_id)
    return not invoice or invoice.status not in OWED or invoice.gross - invoice.open >= part.amount


def _remark(earlier: Earlier, index: Index) -> Sentence | None:
    """What a person has to see to, so that the money is not given away as well."""
    if earlier.kept:
        return S(
            "Of this payment {amount} are kept for the client or paid back. Undo that first, so"
            " that nobody gets the money a second time.",
            amount=Money(earlier.kept),
        )
    for part in earlier.parts:
        invoice = index.invoices.get(part.invoice_id)
        if invoice and invoice.status == "cancelled":
            return S(
                "Invoice {number} is cancelled by now: see that its refund is not paid as well.",
                number=invoice.number,
            )
    return None


def _candidate(received: Received, earlier: Earlier, way: str, confidence: int) -> Candidate:
    """Each part of the payment taken back, as far as the amount goes."""
    left, parts = -received.amount, []
    for part in earlier.parts:
        taken = min(part.amount, left)
        if taken > 0:
            parts.append(Part(part.invoice_id, -taken))
            left -= taken
    return Candidate(tuple(parts), tuple(_reasons(received, way)), confidence, -left)


def _reasons(received: Received, way: str) -> Iterator[Reason]:
    for clue in way.split():
        yield Reason(clue, SENTENCES[clue])
    if received.return_reason:
        said = S("The bank’s reason: {reason}", reason=received.return_reason)
        yield Reason("return_reason", said)
