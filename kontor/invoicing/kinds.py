"""What an invoice is called, by its kind, alone and inside a sentence. Pure."""

from kontor.foundation.sentence import S, Sentence

KINDS: dict[str, Sentence] = {
    "invoice": S("Invoice"),
    "deposit": S("Deposit invoice"),
    "final": S("Final invoice"),
    "cancellation": S("Cancellation invoice"),
}
IN_A_SENTENCE: dict[str, Sentence] = {
    "invoice": S("invoice"),
    "deposit": S("deposit invoice"),
    "final": S("final invoice"),
    "cancellation": S("cancellation invoice"),
}
