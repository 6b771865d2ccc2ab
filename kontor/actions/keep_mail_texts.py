"""Administrators put the sentences of a kind of mail in the house's own words (spec § 12).

Mails that are queued already keep the words they have.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypeAlias

from kontor.actions import act
from kontor.actions.keep_settings import in_line, refuse_stale
from kontor.actions.letter_samples import samples, wordings
from kontor.cooperative import own_data
from kontor.cooperative.models import MailText
from kontor.foundation import history
from kontor.foundation.letter_wording import Wording, wording_faults
from kontor.foundation.refusal import Fault, NotFound, refuse_faults
from kontor.foundation.saying import usual
from kontor.foundation.text import is_blank, unified_lines
from kontor.foundation.written import Language
from kontor.people.models import Person

ABOUT, EVENT = "settings:mails", "change_mail_texts"
LANGUAGES: tuple[Language, ...] = ("de", "en")

Place: TypeAlias = tuple[str, Language]
"""A sentence in a language: (key of the wording or its message id, language)."""


def kept(purpose: str) -> dict[Place, str]:
    """The house's own words for a kind of mail, by message id and language. Raises NotFound."""
    said = [wording.message for wording in _wordings(purpose)]
    rows = MailText.objects.filter(purpose=purpose, message__in=said)
    return {(row.message, _language(row.language)): row.text for row in rows}


def as_row(own: Mapping[Place, str]) -> dict[str, object]:
    """What `kept` found as the row of a setting, to tell whether a page is stale (shown.py)."""
    return {f"{language} {message}": text for (message, language), text in own.items()}


def usual_words(purpose: str) -> dict[Place, str]:
    """The catalogue's words for each sentence of the mail, by key. Raises NotFound."""
    return {
        (wording.key, language): usual(wording.sentence, language)
        for wording in _wordings(purpose)
        for language in LANGUAGES
    }


def own_of(purpose: str, typed: Mapping[Place, str]) -> dict[Place, str]:
    """What of the typed words (by key) is the house's own, by message id.

    Blank or usual words are none. Raises NotFound, or Invalid with a fault at `key.language`.
    """
    refuse_faults(_faults(purpose, typed))
    usually = usual_words(purpose)
    return {
        (wording.message, language): text
        for wording, language, text in _typed(purpose, typed)
        if not is_blank(text) and text != usually[wording.key, language]
    }


@act.one_transaction
def keep(
    admin: Person, purpose: str, typed: Mapping[Place, str], shown: str, now: datetime
) -> bool:
    """Keep the words of a whole kind of mail as typed, by key; what is left out is said as usual.

    `shown`: the mark of what the administrator saw. False where nothing changed. Raises NotFound,
    Forbidden, Invalid (`key.language`), or Conflict where somebody was faster.
    """
    actor = in_line(admin)
    before, after = kept(purpose), own_of(purpose, typed)
    refuse_stale(shown, as_row(before))
    changed = [place for place in before | after if before.get(place) != after.get(place)]
    if not changed:
        return False
    for place in changed:
        _write(purpose, place, after.get(place))
    own_data.read_anew()
    changes = [
        {
            "message": message,
            "language": language,
            "before": before.get((message, language), ""),
            "after": after.get((message, language), ""),
        }
        for message, language in changed
    ]
    history.write(ABOUT, EVENT, actor, now, purpose=purpose, changes=changes)
    return True


def unused() -> list[MailText]:
    """Own words that no mail says any more, because its sentence is gone from the code."""
    said = {
        (sample.purpose, wording.message)
        for sample in samples().values()
        for wording in wordings(sample)
    }
    rows = MailText.objects.order_by("purpose", "message", "language")
    return [row for row in rows if (row.purpose, row.message) not in said]


def _write(purpose: str, place: Place, text: str | None) -> None:
    message, language = place
    rows = MailText.objects.filter(purpose=purpose, message=message, language=language)
    if text is None:
        rows.delete()
    elif not rows.update(text=text):
        MailText.objects.create(purpose=purpose, message=message, language=language, text=text)


def _wordings(purpose: str) -> list[Wording]:
    sample = samples().get(purpose)
    if sample is None:
        raise NotFound
    return wordings(sample)


def _typed(purpose: str, typed: Mapping[Place, str]) -> Iterator[tuple[Wording, Language, str]]:
    for wording in _wordings(purpose):
        for language in LANGUAGES:
            text = typed.get((wording.key, language), "")
            yield wording, language, unified_lines(text).strip()


def _faults(purpose: str, typed: Mapping[Place, str]) -> Iterator[Fault]:
    for wording, language, text in _typed(purpose, typed):
        for sentence in wording_faults(wording, text):
            yield Fault(f"{wording.key}.{language}", sentence)


def _language(code: str) -> Language:
    return "en" if code == "en" else "de"
