"""How much the clues for a candidate are worth together, and the words for each. Pure."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from kontor.foundation.sentence import S, Sentence

# Clues in the order in which they are told. `number`, `near`, `reference`: named in the payment.
# `numbers`: several, `among`: some of several. `iban`, `name`: whose payment it is. `amount`:
# exactly what is open, `sum`: of several together. `only`: no other invoice of this payer fits by
# its amount, `alone`: none at all.
CLUES: Final = (
    *("number", "numbers", "among", "near", "reference", "iban", "name"),
    *("amount", "sum", "part", "over", "only", "alone", "oldest"),
)

# The first row whose clues are all there says how sure it is. 85 and more may be booked unasked,
# if nothing speaks against it (`matching_credits`).
CERTAIN: Final = 85
WORTH: Final[Sequence[tuple[frozenset[str], int]]] = [
    (frozenset(clues.split()), confidence)
    for clues, confidence in (
        ("number amount", 100),
        ("numbers sum", 98),
        ("number part", 95),
        ("number over", 90),
        ("near iban amount only", 90),
        ("reference iban amount only", 90),
        ("near name amount only", 88),
        ("reference name amount only", 88),
        ("iban amount alone", 86),
        ("among amount", 82),
        ("among sum", 82),
        ("numbers part", 80),
        ("numbers over", 80),
        ("near amount", 70),
        ("reference amount", 65),
        ("iban amount", 65),
        ("name amount", 60),
        ("iban sum", 55),
        ("name sum", 50),
        ("near iban", 50),
        ("near name", 45),
        ("reference iban", 40),
        ("reference name", 35),
        ("near", 30),
        ("reference", 25),
        ("amount alone", 25),
        ("amount", 20),
        ("sum", 15),
        ("iban oldest", 15),
        ("name oldest", 10),
    )
]

SENTENCES: Final[dict[str, Callable[[str], Sentence]]] = {
    "number": lambda said: S("The payment names {number}.", number=said),
    "numbers": lambda said: S("The payment names {number}.", number=said),
    "among": lambda said: S("The payment names {number} among others.", number=said),
    "near": lambda said: S("The payment names {number}, but not exactly so.", number=said),
    "reference": lambda said: S("The payment names {reference} of its order.", reference=said),
    "iban": lambda said: S("{client} has paid from this account before.", client=said),
    "name": lambda said: S("The payer’s name is that of {client}.", client=said),
    "amount": lambda _: S("The amount is exactly what is open."),
    "sum": lambda _: S("The amount is exactly what is open of them together."),
    "part": lambda _: S("The amount is less than what is open."),
    "over": lambda _: S("The amount is more than what is open."),
    "only": lambda _: S("No other invoice of this payer has this amount open."),
    "alone": lambda _: S("No other invoice has this amount open."),
    "oldest": lambda _: S("It would settle the oldest invoices first."),
}


def confidence(clues: Collection[str]) -> int:
    """0 … 100; 0 where the clues say nothing together."""
    return next((worth for needed, worth in WORTH if needed.issubset(clues)), 0)
