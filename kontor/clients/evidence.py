"""With what the team compared a client's data, and why it took that back (spec § 4). Pure."""

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults

HOW_LIMIT = 200
REASON_LIMIT = 500
OTHER = "other"
EVIDENCE: dict[str, Sentence] = {
    "register": S("Commercial register"),
    "imprint": S("Imprint"),
    "vat_register": S("Answer of the VAT register"),
    "letter": S("Letter or contract"),
}
_OLD = {"directory": S("Brought in with the directory")}
_GAP = ": "


def how_of(kind: str, text: str) -> str:
    """The evidence as one text: a key of `EVIDENCE`, with what exactly behind it; or only words.

    `kind`: a key of `EVIDENCE`, or `other`; empty text where nothing was chosen and typed.
    """
    words = text.strip()
    if kind not in EVIDENCE:
        return words
    return f"{kind}{_GAP}{words}" if words else kind


def how_words(how: str) -> Sentence:
    """The evidence as a person reads it."""
    kind, _gap, words = how.partition(_GAP)
    named = EVIDENCE.get(kind) or _OLD.get(kind)
    if named is None:
        return S("{words}", words=how)
    return S("{kind}: {words}", kind=named, words=words) if words else named


def how_faults(how: str) -> list[Fault]:
    """What keeps the evidence from being noted, at the field `how`."""
    if is_blank(how):
        return [Fault("how", S("Say with what you compared the data."), missing=True)]
    return [Fault("how", wrong) for wrong in text_faults(how, HOW_LIMIT, multiline=False)]


def reason_faults(reason: str) -> list[Fault]:
    """What keeps a verification from being withdrawn, at the field `reason`."""
    if is_blank(reason):
        return [Fault("reason", S("Say why, for whoever looks at it next."), missing=True)]
    return [Fault("reason", wrong) for wrong in text_faults(reason, REASON_LIMIT, multiline=False)]
