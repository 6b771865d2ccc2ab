"""The faults of a refused rehearsal, in words that can be translated. Pure."""

from kontor.foundation.sentence import S, Sentence

UNTRUSTED = S("The official check does not catch what it must, so nothing is issued.")
WAITS = S(
    "An earlier invoice of this order is not issued yet. The final invoice deducts it, so it waits."
)
OVERDRAWN = S("The earlier invoices come to more than the whole order, so nothing is left to bill.")
NO_REFERENCE = S(
    "A public body needs a buyer reference, often a Leitweg-ID. Enter it in the client’s data;"
    " the next run tries again."
)
CLOCK_BEHIND = S(
    "The clock is behind the day of the last number, and later numbers bear later days. Set the"
    " server’s clock right; the next run tries again."
)
NUMBER_INVALID = S(
    "The VAT register says that the client’s VAT number is not valid, so nothing is issued at"
    " reverse charge. Enter the right number in the client’s data, or ask the register again; the"
    " next run tries again."
)
# The sentences of formats.einvoice.rules, which knows no translation.
PROBLEMS = (
    S("The official check took too long, so the invoice counts as not valid."),
    S("The official check broke off, so the invoice counts as not valid."),
    S("The official rules could not all be applied, so the invoice is not valid."),
)


def in_words(fault: str) -> list[Sentence | str]:
    """The lines of a stored fault; the house's own sentences can be translated."""
    own = (UNTRUSTED, WAITS, OVERDRAWN, NO_REFERENCE, CLOCK_BEHIND, NUMBER_INVALID, *PROBLEMS)
    known = {sentence.text: sentence for sentence in own}
    return [known.get(line, line) for line in fault.splitlines()]
