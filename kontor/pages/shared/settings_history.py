"""The history of a room of the settings in words: who changed what from what to what."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kontor.cooperative.deadline_list import SPANS
from kontor.cooperative.ledger_account_list import number_of
from kontor.cooperative.rate_rules import RATE_KINDS
from kontor.cooperative.states import STATES
from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Language
from kontor.invoicing.series import TITLES
from kontor.orders.grounds import GROUNDS
from kontor.pages.shared.mail_lines import MAILS
from kontor.pages.shared.parts.shapes import Words
from kontor.pages.shared.settings_words import (
    MARKS,
    OWN_DATA,
    SECTOR,
    TEXTS,
    rate_text,
    span_text,
)
from kontor.pages.shared.treatment_words import TREATMENTS

MOST = 30
NOTHING, USUAL = S("empty"), S("the usual words")
Data = Mapping[str, str]
Who = str | Sentence


@dataclass(frozen=True)
class Change:
    """What stood there before and after; `label` empty where the line says it, `lang` of texts."""

    before: Words
    after: Words
    label: Words = ""
    lang: Language | str = ""


@dataclass(frozen=True)
class SettingLine:
    """One act of somebody."""

    at: datetime
    icon: str
    sentence: Sentence
    changes: list[Change]


def settings_history(room: str, **only: str) -> list[SettingLine]:
    """The newest lines of a room, one query; `only`: those with such data."""
    about = HistoryEntry.objects.filter(about=f"settings:{room}")
    of_data = {f"data__{name}": value for name, value in only.items()}
    return [_line(entry) for entry in about.filter(**of_data).order_by("-id")[:MOST]]


def _line(entry: HistoryEntry) -> SettingLine:
    icon, sentence, changes = TELLING.get(entry.event, _UNKNOWN)
    who = entry.actor_name or S("The operator")
    return SettingLine(entry.at, icon, sentence(entry, who), list(changes(entry)))


def _changed(entry: HistoryEntry, names: Iterable[str]) -> Iterator[tuple[str, object, object]]:
    """Each of the names whose value has changed, in their order."""
    before, after = entry.data["before"], entry.data["after"]
    for name in names:
        if before.get(name) != after.get(name):
            yield name, before.get(name, ""), after.get(name, "")


def _own_data(entry: HistoryEntry) -> Iterator[Change]:
    for name, before, after in _changed(entry, OWN_DATA):
        words: dict[str, Sentence] = STATES if name == "state" else {}
        was, now = str(before), str(after)
        yield Change(words.get(was, was) or NOTHING, words.get(now, now) or NOTHING, OWN_DATA[name])


def _deadlines(entry: HistoryEntry) -> Iterator[Change]:
    for key, before, after in _changed(entry, SPANS):
        unit, title = SPANS[key].unit, SPANS[key].title
        yield Change(span_text(unit, int(str(before))), span_text(unit, int(str(after))), title)


def _ledger(entry: HistoryEntry) -> Iterator[Change]:
    for key, before, after in _changed(entry, entry.data["after"]):
        yield Change(str(before) or NOTHING, str(after) or NOTHING, number_of(key).title)


def _texts(entry: HistoryEntry) -> Iterator[Change]:
    for name, before, after in _changed(entry, TEXTS):
        yield Change(str(before), str(after), TEXTS[name], lang=name.removeprefix("text_"))


def _sector(entry: HistoryEntry) -> Iterator[Change]:
    for name, before, after in _changed(entry, ("german", "english", "mark", "treatment")):
        words: dict[str, Sentence] = {"mark": MARKS, "treatment": TREATMENTS}.get(name, {})
        was, now = str(before), str(after)
        yield Change(words.get(was, was), words.get(now, now), SECTOR[name])


def _rate(entry: HistoryEntry) -> Iterator[Change]:
    key = entry.data["rate"]
    yield Change(_row(key, entry.data["before"]), _row(key, entry.data["after"]))


def _row(key: str, row: Data) -> Sentence:
    return S(
        "{value} from {day} on",
        value=rate_text(key, Decimal(row["value"])),
        day=date.fromisoformat(row["valid_from"]),
    )


def _prefix(entry: HistoryEntry) -> Iterator[Change]:
    yield Change(entry.data["before"]["prefix"], entry.data["after"]["prefix"])


def _mail_texts(entry: HistoryEntry) -> Iterator[Change]:
    for change in entry.data["changes"]:
        before, after = change["before"] or USUAL, change["after"] or USUAL
        yield Change(before, after, lang=change["language"])


def _none(_entry: HistoryEntry) -> Iterator[Change]:
    return iter(())


def _title(entry: HistoryEntry) -> Sentence:
    return RATE_KINDS[entry.data["rate"]].title


def _added_rate(entry: HistoryEntry, who: Who) -> Sentence:
    row = _row(entry.data["rate"], entry.data["after"])
    return S("{who} added to “{title}”: {row}.", who=who, title=_title(entry), row=row)


def _removed_rate(entry: HistoryEntry, who: Who) -> Sentence:
    row = _row(entry.data["rate"], entry.data["before"])
    return S("{who} took back from “{title}”: {row}.", who=who, title=_title(entry), row=row)


def _names(entry: HistoryEntry) -> str:
    """The sector as it was called in both languages."""
    row = entry.data["before"] or entry.data["after"]
    return f"{row['german']} / {row['english']}"


def _ground(entry: HistoryEntry) -> Sentence:
    return GROUNDS[entry.data["ground"]].title


def _mail(entry: HistoryEntry) -> Sentence:
    return MAILS.get(entry.data["purpose"], S("E-mail"))


Telling = tuple[
    str,
    Callable[[HistoryEntry, Who], Sentence],
    Callable[[HistoryEntry], Iterable[Change]],
]
_UNKNOWN: Telling = ("circle", lambda _, who: S("{who} changed something.", who=who), _none)
TELLING: dict[str, Telling] = {
    "change_own_data": (
        "pencil",
        lambda _, who: S("{who} changed the cooperative’s data.", who=who),
        _own_data,
    ),
    "change_deadlines": (
        "clock",
        lambda _, who: S("{who} changed days and deadlines.", who=who),
        _deadlines,
    ),
    "change_ledger": (
        "hash",
        lambda _, who: S("{who} changed the accounts of the books.", who=who),
        _ledger,
    ),
    "add_rate": ("plus", _added_rate, _none),
    "change_rate": (
        "pencil",
        lambda entry, who: S("{who} corrected “{title}”.", who=who, title=_title(entry)),
        _rate,
    ),
    "remove_rate": ("trash-2", _removed_rate, _none),
    "add_sector": (
        "plus",
        lambda entry, who: S("{who} added the sector “{name}”.", who=who, name=_names(entry)),
        _none,
    ),
    "change_sector": (
        "pencil",
        lambda entry, who: S("{who} changed the sector “{name}”.", who=who, name=_names(entry)),
        _sector,
    ),
    "take_off_sector": (
        "archive",
        lambda entry, who: S(
            "{who} took the sector “{name}” off the list.", who=who, name=_names(entry)
        ),
        _none,
    ),
    "offer_sector": (
        "archive-restore",
        lambda entry, who: S(
            "{who} put the sector “{name}” on the list again.", who=who, name=_names(entry)
        ),
        _none,
    ),
    "change_ground": (
        "pencil",
        lambda entry, who: S(
            "{who} changed the text of “{ground}”.", who=who, ground=_ground(entry)
        ),
        _texts,
    ),
    "usual_ground": (
        "undo-2",
        lambda entry, who: S(
            "{who} went back to the usual text of “{ground}”.", who=who, ground=_ground(entry)
        ),
        _texts,
    ),
    "change_mail_texts": (
        "pencil",
        lambda entry, who: S("{who} changed the words of “{mail}”.", who=who, mail=_mail(entry)),
        _mail_texts,
    ),
    "change_prefix": (
        "hash",
        lambda entry, who: S(
            "{who} changed the letters of “{series}” from {year} on.",
            who=who,
            series=TITLES[entry.data["series"]],
            year=str(entry.data["after"]["year"]),
        ),
        _prefix,
    ),
}
