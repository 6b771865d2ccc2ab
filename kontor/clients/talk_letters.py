"""The letters of a conversation about a client: to member and team, and to the client. Pure."""

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


def client_answered(client: str, text: str) -> Letter:
    """To the member what their client answered the team."""
    return Letter(
        subject=S("{client} has answered", client=client),
        heading=S("{client} has answered:", client=client),
        paragraphs=(Typed(text),),
        facts=(Fact(S("Client"), Typed(client)),),
        button=S("Open the conversation"),
    )


def written_to_client(client: str, author: str, text: str) -> Letter:
    """To the member what the team wrote to their client."""
    return Letter(
        subject=S("{author} writes to {client}", author=author, client=client),
        heading=S("{author} has written to {client}:", author=author, client=client),
        paragraphs=(Typed(text),),
        facts=(Fact(S("Client"), Typed(client)),),
        button=S("Open the conversation"),
    )


def letter_to_client(house: str, author: str, text: str) -> Letter:
    """To the client: the advisor's own words alone, without a link; a reply reaches the team."""
    return Letter(
        subject=S("A message from {house}", house=house),
        heading=S("{author} writes to you on behalf of {house}:", author=author, house=house),
        paragraphs=(Typed(text),),
        after=(S("Your reply to this e-mail reaches us directly."),),
    )
