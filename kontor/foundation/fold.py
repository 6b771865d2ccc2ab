"""Folding text for search: `Müller GmbH`, `Mueller` and `MULLER` are the same words."""

import re
from collections.abc import Iterable

from anyascii import anyascii

_ANYWHERE = ("gmbh", "ggmbh", "kgaa", "sarl")
_AT_THE_END = (
    # German-speaking countries
    *("gmbh", "ggmbh", "mbh", "ug", "gug", "ag", "gag", "kg", "kgaa", "ohg", "og", "gbr", "gesbr"),
    *("partg", "partgmbb", "eg", "egen", "ev", "ek", "ekfm", "ekfr", "se", "sce", "ewiv", "vvag"),
    *("haftungsbeschrankt", "eingetragener verein", "eingetragene genossenschaft"),
    *("gemeinnutzige gmbh", "gemeinnutzige ug", "gesellschaft mit beschrankter haftung"),
    *("aktiengesellschaft", "kommanditgesellschaft", "offene handelsgesellschaft", "co", "cie"),
    # English
    *("ltd", "limited", "plc", "llp", "llc", "lp", "inc", "incorporated", "corp", "corporation"),
    *("pvt", "pty", "cic", "dac", "clg"),
    # French, Belgian, Dutch, Luxembourgish
    *("sa", "sas", "sasu", "sarl", "eurl", "snc", "sca", "scs", "scop", "sci", "selarl", "gie"),
    *("asbl", "bv", "bvba", "nv", "vof", "cv", "vzw", "srl", "sprl"),
    # Italian, Spanish, Portuguese
    *("spa", "sapa", "sl", "slu", "sau", "slne", "lda", "ltda", "unipessoal lda"),
    # Nordic and Baltic
    *("ab", "as", "asa", "aps", "oy", "oyj", "ou", "uab", "sia", "hf", "ehf"),
    # Central and eastern Europe
    *("sp z o o", "spol s r o", "sro", "doo", "kft", "zrt", "nyrt", "bt", "eood", "ood", "epe"),
)


def fold(text: str) -> str:
    """The words of a text in plain lower-case letters and digits, one space between them.

    Accents, case and punctuation go; `ä`, `ae` and `a` become `a` (likewise o, u), `ß` and `ss`
    become `ss`; legal forms go unless they are the first word. Folding twice changes nothing.
    """
    return " ".join(_without_forms(_words(text)))


def fold_query(text: str) -> str:
    """What somebody is typing into a search: as `fold`, without the beginning of a legal form.

    So `Müller Gmb` keeps finding the client that `Müller` and `Müller GmbH` find.
    """
    words = _without_forms(_words(text))
    if len(words) > 1 and any(form[0].startswith(words[-1]) for form in _FORMS_AT_THE_END):
        words.pop()
    return " ".join(words)


def _words(text: str) -> list[str]:
    plain = re.sub(r"['`]", "", anyascii(text).lower())
    return re.sub(r"([aou])e+", r"\1", re.sub(r"[^a-z0-9]+", " ", plain)).split()


def _as_words(forms: Iterable[str]) -> list[tuple[str, ...]]:
    """Each form as its words, and one-word forms also letter by letter: `e.V.` is `e v`."""
    whole = [tuple(_words(form)) for form in forms]
    spelled = [tuple(words[0]) for words in whole if len(words) == 1]
    return sorted({*whole, *spelled}, key=lambda words: (-len(words), words))


_FORMS_AT_THE_END = _as_words(_AT_THE_END)
_FORMS_ANYWHERE = _as_words(_ANYWHERE)


def _without_forms(words: list[str]) -> list[str]:
    """The first word, and the others without legal forms."""
    before: list[str] = []
    while words != before:
        before = words
        words = _cut(words, _FORMS_AT_THE_END, [len(words) - 1])
        words = _cut(words, _FORMS_ANYWHERE, range(len(words)))
    return words


def _cut(words: list[str], forms: list[tuple[str, ...]], ends: Iterable[int]) -> list[str]:
    """The words without the first form that ends at one of the places and spares the first word."""
    for end in ends:
        for form in forms:
            start = end + 1 - len(form)
            if start >= 1 and tuple(words[start : end + 1]) == form:
                return words[:start] + words[end + 1 :]
    return words
