"""Administrators keep what the house has set: its own data, its deadlines, the grounds' texts.

Every act waits in line for the others, refuses a page that is no longer true, and says in the
history what stood before and what stands now. Rates, sectors and number series: keep_rates,
keep_sectors, keep_series.
"""

from collections.abc import Mapping
from datetime import datetime

from kontor.actions import act
from kontor.cooperative import own_data
from kontor.cooperative.deadline_list import SPANS, span_faults
from kontor.cooperative.deadlines import deadlines
from kontor.cooperative.models import Cooperative, Deadline
from kontor.cooperative.own_data_rules import FIELDS, tidied, whole_data_faults
from kontor.cooperative.shown import shown as mark_of
from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict, Fault, NotFound, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.text import is_blank, text_faults, unified_lines
from kontor.orders.ground_texts import ground_texts, usual_texts
from kontor.orders.grounds import GROUNDS
from kontor.orders.review_models import GroundText
from kontor.people.models import Person

Values = Mapping[str, object]
COMMAND_LINE = Actor("command line")
LONGEST_GROUND = 2000


def own_data_of(house: Cooperative | None) -> dict[str, str]:
    """The fields of the row as text, empty or usual ones where there is no row yet."""
    return {name: getattr(house or Cooperative(), name) for name in FIELDS}


@act.one_transaction
def keep_own_data(
    admin: Person, fields: Mapping[str, str], shown: str, now: datetime
) -> dict[str, str]:
    """Keep the cooperative's own data; returns what has changed, by field.

    `shown`: the mark of what the administrator saw. What is issued keeps what it was issued with.
    Raises Forbidden, Invalid (by field) or Conflict.
    """
    actor = in_line(admin)
    before = own_data_of(Cooperative.objects.get())
    refuse_stale(shown, before)
    return _write_own_data(before, tidied(fields), actor, now)


@act.one_transaction
def keep_own_data_from_file(fields: Mapping[str, str], now: datetime) -> dict[str, str]:
    """As `keep_own_data`, for whoever operates the machine; the row is made where there is none."""
    before = own_data_of(Cooperative.objects.select_for_update().first())
    return _write_own_data(before, tidied(fields), COMMAND_LINE, now)


@act.one_transaction
def keep_deadlines(
    admin: Person, values: Mapping[str, int | None], shown: str, now: datetime
) -> dict[str, int]:
    """Keep the numbers of deadline_list; one that is the usual number again has no row of its own.

    Returns what has changed, by key. Raises Forbidden, Invalid (by key) or Conflict.
    """
    actor = in_line(admin)
    before = deadlines()
    refuse_stale(shown, before)
    refuse_faults(span_faults(values))
    after = {key: int(values[key] or 0) for key in SPANS if key in values}
    changed = {key: value for key, value in after.items() if before[key] != value}
    for key, value in changed.items():
        if value == SPANS[key].default:
            Deadline.objects.filter(key=key).delete()
        else:
            Deadline.objects.update_or_create(key=key, defaults={"value": value})
    was = {key: before[key] for key in changed}
    note("deadlines", "change_deadlines", actor, now, before=was, after=changed)
    return changed


@act.one_transaction
def keep_ground_text(
    admin: Person, key: str, texts: Mapping[str, str], shown: str, now: datetime
) -> bool:
    """Say a ground of rejection in the house's own words; False where nothing changed.

    `texts`: `text_de` and `text_en`. The usual words are no words of its own. Raises NotFound,
    Forbidden, Invalid or Conflict.
    """
    actor = in_line(admin)
    before = _ground(key)
    refuse_stale(shown, before)
    after = {name: unified_lines(text).strip() for name, text in texts.items()}
    refuse_faults(_ground_faults(after))
    if after == before:
        return False
    rows = GroundText.objects.filter(key=key)
    if after == usual_texts(key):
        rows.delete()
    else:
        GroundText.objects.update_or_create(key=key, defaults=after)
    note("grounds", "change_ground", actor, now, before=before, after=after, ground=key)
    return True


@act.one_transaction
def back_to_usual_ground(admin: Person, key: str, shown: str, now: datetime) -> bool:
    """Say a ground in the usual words again; False where it is said in them already.

    Raises NotFound, Forbidden or Conflict.
    """
    actor = in_line(admin)
    before = _ground(key)
    refuse_stale(shown, before)
    if not GroundText.objects.filter(key=key).delete()[0]:
        return False
    own_data.read_anew()
    note("grounds", "usual_ground", actor, now, before=before, after=_ground(key), ground=key)
    return True


def in_line(admin: Person) -> Actor:
    """Part of an act: who acts, once no other change of the settings is under way."""
    actor = act.admin(admin)
    Cooperative.objects.select_for_update().get()
    own_data.read_anew()
    return actor


def refuse_stale(shown: str, now: Values) -> None:
    """Raise Conflict where the page showed something else than what is set now."""
    if shown != mark_of(now):
        raise Conflict(
            S("Somebody has changed this in the meantime. What you typed is not saved yet.")
        )


def note(  # noqa: PLR0913  # who changed what, when, from what to what
    room: str,
    event: str,
    actor: Actor,
    now: datetime,
    *,
    before: Values,
    after: Values,
    **more: str,
) -> None:
    """Part of an act: the line of the history, where anything has changed at all.

    Values that JSON does not know are written as text.
    """
    if before == after:
        return
    own_data.read_anew()
    history.write(
        f"settings:{room}", event, actor, now, before=_plain(before), after=_plain(after), **more
    )


def _plain(values: Values) -> dict[str, object]:
    return {
        name: value if isinstance(value, str | int | bool) else str(value)
        for name, value in values.items()
    }


def _write_own_data(
    before: Mapping[str, str], fields: Mapping[str, str], actor: Actor, now: datetime
) -> dict[str, str]:
    refuse_faults(whole_data_faults({**before, **fields}))
    changed = {name: text for name, text in fields.items() if before[name] != text}
    Cooperative.objects.update_or_create(only_row=True, defaults=changed)
    was = {name: before[name] for name in changed}
    note("cooperative", "change_own_data", actor, now, before=was, after=changed)
    return changed


def _ground(key: str) -> dict[str, str]:
    if key not in GROUNDS:
        raise NotFound
    return ground_texts(key)


def _ground_faults(texts: Mapping[str, str]) -> list[Fault]:
    faults = []
    for name, text in texts.items():
        sentences = text_faults(text, LONGEST_GROUND, multiline=True)
        if is_blank(text):
            sentences = [S("Fill this in; members read either language.")]
        faults += [Fault(name, one, missing=is_blank(text)) for one in sentences]
    return faults
