"""The faults of a refused rehearsal, in words that can be translated. Pure."""

from kontor.foundation.sentence import S, Sentence

UNTRUSTED = S("The official check does not catch what it must, so nothing is issued.")
# The sentences of formats.einvoice.rules, which knows no translation.
PROBLEMS = (
    S("The official check took too long, so the invoice counts as not valid."),
    S("The official check broke off, so the invoice counts as not valid."),
    S("The official rules could not all be applied, so the invoice is not valid."),
)


def in_words(fault: str) -> list[Sentence | str]:
    """The lines of a stored fault; the house's own sentences can be translated."""
    known = {sentence.text: sentence for sentence in (UNTRUSTED, *PROBLEMS)}
    return [known.get(line, line) for line in fault.splitlines()]
