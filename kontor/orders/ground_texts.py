"""What a member reads for each ground of rejection: the house's own words, or the usual ones."""

from kontor.cooperative.kept import by_version
from kontor.foundation.saying import say
from kontor.foundation.written import Language
from kontor.orders.grounds import GROUNDS
from kontor.orders.review_models import GroundText


def ground_text(key: str, language: Language) -> str:
    """The text of a ground in a language."""
    own = _own().get(key)
    if own is None:
        return say(GROUNDS[key].text, language)
    return own.text_de if language == "de" else own.text_en


def ground_texts(key: str) -> dict[str, str]:
    """The text of a ground in both languages, named as in the row: `text_de`, `text_en`."""
    return {"text_de": ground_text(key, "de"), "text_en": ground_text(key, "en")}


def usual_texts(key: str) -> dict[str, str]:
    """As `ground_texts`, the words that come with the software."""
    text = GROUNDS[key].text
    return {"text_de": say(text, "de"), "text_en": say(text, "en")}


def has_own_text(key: str) -> bool:
    """Whether the house says the ground in its own words."""
    return key in _own()


@by_version
def _own() -> dict[str, GroundText]:
    return {text.key: text for text in GroundText.objects.all()}
