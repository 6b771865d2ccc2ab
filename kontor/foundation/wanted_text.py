"""A text that somebody has to write, like the reason for what they do. Pure."""

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import Sentence
from kontor.foundation.text import is_blank, text_faults


def wanted_text_faults(field: str, text: str, limit: int, missing: Sentence) -> list[Fault]:
    """What is wrong with it, at its field; `limit` in characters, `missing` says what to write."""
    if is_blank(text):
        return [Fault(field, missing, missing=True)]
    return [Fault(field, each) for each in text_faults(text, limit, multiline=True)]
