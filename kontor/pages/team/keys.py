"""The keys of the queue and of the review: each only saves the way to something on the page.

`keys.js` presses what bears the key in `data-key`; approving is only ever brought into focus.
"""

from dataclasses import dataclass

from kontor.foundation.sentence import S, Sentence


@dataclass(frozen=True)
class Key:
    """One line of the list of keys."""

    keys: tuple[str, ...]
    words: Sentence


HELP = Key(("?",), S("Show this list"))

WALK = Key(("j", "k"), S("Next and previous order"))
OPEN = Key(("o", "Enter"), S("Open the order"))
NEXT = Key(("n",), S("Review next: take the oldest order that is free"))

LOOK_KEYS = (WALK, OPEN, HELP)
QUEUE_KEYS = (WALK, OPEN, NEXT, HELP)

REVIEW_KEYS = (
    WALK,
    NEXT,
    Key(("a",), S("Go to Approve; Enter then approves")),
    Key(("r",), S("Return with a question")),
    Key(("x",), S("Reject")),
    HELP,
)

_BANK_WALK = Key(("j", "k"), S("Next and previous entry"))
_BANK_OPEN = Key(("o", "Enter"), S("Open the entry"))

BANK_LOOK_KEYS = (_BANK_WALK, _BANK_OPEN, HELP)
BANK_KEYS = (
    _BANK_WALK,
    _BANK_OPEN,
    Key(("b",), S("Go to Book of the entry, or of the first one; Enter then books")),
    HELP,
)
