"""Whether what a file brings looks so odd that somebody is asked before it is booked. Pure."""

from collections.abc import Sequence
from typing import Final

from kontor.foundation.sentence import S, Sentence
from kontor.receivables.matching_facts import Matched, Received

FEWEST_UNKNOWN: Final = 3
FEWEST_FOR_ONE: Final = 2
KNOWN_BY: Final = frozenset({"number", "numbers", "near", "reference", "iban", "name"})


def doubt(new: Sequence[tuple[Received, Matched]]) -> Sentence | None:
    """`new`: every entry that is not known yet, with what matching says of it. None: nothing odd.

    Payments alone count: of batches, returns and charges nothing needs to be known.
    """
    arrived = [
        (received, found)
        for received, found in new
        if received.amount > 0 and received.kind == "payment"
    ]
    if len(arrived) >= FEWEST_UNKNOWN and not any(_is_known(found) for _, found in arrived):
        return S(
            "Not one of the {n} payments in it belongs to an invoice or client that is known. Look"
            " whether it is the right file of the right account.",
            n=len(arrived),
        )
    paid = {_paid_by(found) for _, found in arrived}
    if len(arrived) >= FEWEST_FOR_ONE and len(paid) == 1 and () not in paid:
        return S(
            "All {n} new payments in it are for the same invoice. Look whether a payment is in it"
            " twice.",
            n=len(arrived),
        )
    return None


def _is_known(found: Matched) -> bool:
    clues = {reason.key for each in found.candidates for reason in each.reasons}
    return bool(found.named or clues & KNOWN_BY)


def _paid_by(found: Matched) -> tuple[int, ...]:
    """The invoices that it names, or else would be booked to."""
    certain = found.certain.parts if found.certain else ()
    return found.named or tuple(part.invoice_id for part in certain)
