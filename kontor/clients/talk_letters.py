"""The letter that tells one side of a conversation about a client what the other wrote. Pure."""

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S


def conversation_message(client: str, author: str, text: str) -> Letter:
    """To the member what the team wrote, to the team what the member wrote; never to a client."""
    return Letter(
        subject=S("{author} writes about {client}", author=author, client=client),
        heading=S("{author} writes:", author=author),
        paragraphs=(Typed(text),),
        facts=(Fact(S("Client"), Typed(client)),),
        button=S("Open the conversation"),
    )
