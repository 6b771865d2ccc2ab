"""The letter that tells one side of a thread what the other has written. Pure."""

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S


def thread_message(title: str, author: str, text: str) -> Letter:
    """To the member what the team wrote, to the team what the member wrote; never to a client."""
    return Letter(
        subject=S("{author} writes about “{title}”", author=author, title=title),
        heading=S("{author} writes:", author=author),
        paragraphs=(Typed(text),),
        facts=(Fact(S("Order"), Typed(title)),),
        button=S("Open the conversation"),
    )
