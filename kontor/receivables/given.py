"""What a part of a bank entry is for, before the ledger has it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kontor.foundation.sentence import Sentence


@dataclass(frozen=True)
class Given:
    """A part of an entry and what it is for; `amount` in euros with the entry's sign."""

    purpose: str
    amount: Decimal
    invoice_id: int | None = None
    client_id: int | None = None
    reasons: Sequence[Sentence] = ()
    words: str = ""
