"""What two sets of a client's data say otherwise, in the reader's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kontor.clients.facts import ClientFacts
from kontor.clients.models import Client
from kontor.clients.proposed import LABELS, value_words
from kontor.clients.record import changes_to
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import Datum, S, Sentence


@dataclass(frozen=True)
class Other:
    """A field in which what stands in the directory and what is typed differ."""

    label: Sentence
    stands: Datum
    typed: Datum


def others(client: Client, facts: ClientFacts, team_note: str | None = None) -> list[Other]:
    """Both versions, field by field; the team's note only where it is given."""
    return list(changed(changes_to(client, facts, team_note)))


def changed(changes: Mapping[str, Mapping[str, str]]) -> Iterator[Other]:
    """The same of stored changes: what stood there before, and what was to stand there."""
    for name, both in changes.items():
        label = LABELS.get(name) or S("Note of the team")
        yield Other(label, *(value_words(name, both[key], spoken()) for key in ("before", "after")))
