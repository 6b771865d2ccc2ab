"""What an entry of a bank statement is for, with reasons and confidence (spec § 11). Pure.

One entry against an index of all that money can be for; made once with `Index.of` and asked as
often as there are entries. What is certain may be booked unasked and can be undone; everything else
is proposed to a person. The amount alone is never certain.
"""

from typing import Final

from kontor.foundation.sentence import S
from kontor.receivables.matching_credits import match_credit
from kontor.receivables.matching_facts import (
    Candidate,
    Earlier,
    Matched,
    OpenInvoice,
    Part,
    Reason,
    Received,
)
from kontor.receivables.matching_index import Index
from kontor.receivables.matching_returns import match_return

__all__ = [
    "Candidate",
    "Earlier",
    "Index",
    "Matched",
    "OpenInvoice",
    "Part",
    "Reason",
    "Received",
    "match",
]

EURO: Final = "EUR"
CHARGE: Final = S("The bank charges it; it pays no invoice.")
SENT_BACK: Final = S("Money that was sent from here has come back.")
DEBIT: Final = S("Money has left the account: a refund, bank charges, or nothing of ours.")


def match(received: Received, index: Index) -> Matched:
    """What the entry may be for. The order of the index's invoices does not count."""
    is_return = received.kind == "return"
    if received.kind == "charge" or not received.amount:
        return Matched(remark=CHARGE if received.amount else None)
    if received.currency != EURO:
        named = tuple(invoice.id for invoice in index.clues(received).exact)
        said = S("The amount is in {currency}: a person decides.", currency=received.currency)
        return Matched(remark=said, named=named)
    if received.amount > 0:
        return Matched(remark=SENT_BACK) if is_return else match_credit(received, index)
    return match_return(received, index) if is_return else Matched(remark=DEBIT)
