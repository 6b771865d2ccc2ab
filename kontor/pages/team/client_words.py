"""Words for what is stored of a client in short."""

from kontor.clients.vat_register import Verdict
from kontor.foundation.sentence import S, Sentence

KIND_WORDS: dict[str, Sentence] = {
    "company": S("Company"),
    "public": S("Public body"),
    "association": S("Association"),
    "private": S("Private person"),
}
LANGUAGE_WORDS: dict[str, Sentence] = {"de": S("German"), "en": S("English")}
# What is said, its tone and its icon.
VERDICT_TAGS: dict[str, tuple[Sentence, str, str]] = {
    Verdict.VALID: (S("Valid"), "good", "circle-check"),
    Verdict.INVALID: (S("Not valid"), "stop", "circle-x"),
    Verdict.NOT_CHECKED: (S("Not checked"), "wait", "circle-question-mark"),
}
