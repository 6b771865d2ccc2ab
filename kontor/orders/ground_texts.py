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


@by_version
def _own() -> dict[str, GroundText]:
    return {text.key: text for text in GroundText.objects.all()}
