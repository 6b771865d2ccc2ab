"""Letters as their readers get them: in words, without a mail server."""

from kontor.foundation.letter import Audience, Letter
from kontor.foundation.letter_layout import Rendered, render
from kontor.foundation.written import Language
from tests.builders.letters import recipient, sender


def said(
    letter: Letter,
    *,
    language: Language = "en",
    audience: Audience = "client",
    name: str = "Nora Ellerbek",
) -> Rendered:
    link = "https://kontor.smart.example/x" if letter.button else None
    return render(
        letter, recipient(language=language, audience=audience, name=name), sender(), link
    )
