"""The house's own words in letters, kept until somebody changes a setting."""

from collections import defaultdict
from collections.abc import Mapping

from kontor.cooperative.kept import by_version
from kontor.cooperative.models import MailText
from kontor.foundation.letter import Audience
from kontor.foundation.written import Language

# What is said around every letter, by whom it addresses: purposes of their own for a house's words.
MANNERS: dict[Audience, str] = {
    "client": "manners_client",
    "member": "manners_member",
    "team": "manners_member",
}

OwnWords = Mapping[str, str]


def own_words(purpose: str, audience: Audience, language: Language) -> OwnWords:
    """The house's words for a mail, by the message id they replace; empty for the usual ones."""
    return {**manners_words(audience, language), **_kept().get((purpose, language), {})}


def manners_words(audience: Audience, language: Language) -> OwnWords:
    """Those of them that stand around every mail to such a reader."""
    return _kept().get((MANNERS[audience], language), {})


@by_version
def _kept() -> dict[tuple[str, str], dict[str, str]]:
    kept: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in MailText.objects.all():
        kept[row.purpose, row.language][row.message] = row.text
    return dict(kept)
