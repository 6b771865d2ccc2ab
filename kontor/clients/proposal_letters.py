"""The letters that tell a member what became of their proposal about a client. Pure."""

from collections.abc import Sequence

from kontor.clients.proposed import LABELS, value_words
from kontor.foundation.letter import Fact, Letter, Typed, Words
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Language


def accepted(client: str, taken: dict[str, str], left: Sequence[str], language: Language) -> Letter:
    """`taken`: what stands there now, by field; `left`: fields that stay as they were."""
    remark = S("What you proposed for the other fields was not taken over.")
    facts = tuple(Fact(LABELS[name], _said(name, text, language)) for name, text in taken.items())
    return Letter(
        subject=S("Your change to {client} is accepted", client=client),
        heading=S("Your proposal is accepted"),
        paragraphs=(
            S("These data of {client} now apply to everybody’s orders.", client=client),
            *([remark] if left else []),
        ),
        facts=facts,
        button=S("See the client"),
    )


def declined(client: str, advisor: str, reason: str, *, filled_email: bool) -> Letter:
    """`filled_email`: it held an e-mail for invoices that applied to the member's orders."""
    remark = S("Your invoices no longer go to the e-mail address that you proposed.")
    return Letter(
        subject=S("Your change to {client} is not accepted", client=client),
        heading=S("{advisor} has declined your proposal", advisor=advisor),
        paragraphs=(
            Typed(reason),
            S("The data of {client} stay as they are.", client=client),
            *([remark] if filled_email else []),
        ),
        button=S("See the client"),
    )


def _said(name: str, text: str, language: Language) -> Words:
    words = value_words(name, text, language)
    return words if isinstance(words, Sentence) else Typed(str(words))
