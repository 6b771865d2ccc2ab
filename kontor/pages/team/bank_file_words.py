"""What became of statement files, in words for the team."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kontor.foundation.kept_sentence import sentences_in
from kontor.foundation.sentence import S, Sentence
from kontor.pages.team.bank_rows import Look

STATES: dict[str, Look] = {
    "held": (_("Held"), "wait", "hand"),
    "booked": (_("Taken in"), "good", "check"),
    "set_aside": (_("Set aside"), "quiet", "archive"),
}


@dataclass(frozen=True)
class FileShown:
    """A file with the counts of `with_counts`; `again`: just handed in a second time."""

    file: Any
    again: bool = False

    @property
    def look(self) -> Look:
        return STATES[self.file.state]

    @property
    def doubts(self) -> Sequence[Sentence]:
        return sentences_in(self.file.doubts)

    @property
    def notes(self) -> Sequence[Sentence]:
        return sentences_in(self.file.notes)

    @property
    def outcome(self) -> Sequence[Sentence]:
        """What became of its entries, in short sentences."""
        return list(self._outcome())

    def _outcome(self) -> Iterator[Sentence]:
        file = self.file
        if self.again:
            yield S("It was handed in before; nothing was booked a second time.")
        if file.state != "booked":
            yield S("Nothing of it is booked.")
            return
        yield S.plural("{n} new entry", "{n} new entries", file.entries)
        if file.known:
            yield S.plural("{n} was known already", "{n} were known already", file.known)
        if file.by_itself:
            yield S.plural("{n} booked by itself", "{n} booked by themselves", file.by_itself)
        if file.undecided:
            yield S.plural("{n} to be decided", "{n} to be decided", file.undecided)
