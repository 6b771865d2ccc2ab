"""What the team adjusted, in words for the history: each field before and after."""

from datetime import date
from functools import reduce

from kontor.foundation.country_names import country_name
from kontor.foundation.models import HistoryEntry
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import Datum, S, Sentence
from kontor.orders.adjusting_letter import label_of
from kontor.orders.sector_list import sectors
from kontor.pages.shared.treatment_words import BY_THE_RULES, TREATMENTS


def adjusted(entry: HistoryEntry) -> Sentence | None:
    """One sentence over all fields; None where the entry names none."""
    said = [
        S(
            "{field}: {before} → {after}",
            field=label_of(change["field"]),
            before=_value(change["field"], change["before"]),
            after=_value(change["field"], change["after"]),
        )
        for change in entry.data.get("changes", ())
    ]
    if entry.data.get("also"):
        said.append(S("spelling of the contact person"))
    if not said:
        return None
    whole = reduce(lambda one, more: S("{one}; {more}", one=one, more=more), said)
    return S("{changes}. {revision}", changes=whole, revision=_voids(entry))


def _voids(entry: HistoryEntry) -> Sentence:
    if "confirmed" in entry.data.get("voids", ()):
        return S("The client’s confirmation no longer counts.")
    return S("Amounts are unchanged.")


def _value(field: str, text: str) -> Datum:
    if field.startswith("lines"):
        return TREATMENTS[text] if text else BY_THE_RULES
    if not text:
        return "–"
    if field.startswith("payment"):
        return date.fromisoformat(text)
    if field == "sector":
        return sectors()[text].name(spoken()) if text in sectors() else text
    return country_name(text, spoken()) if field == "place_country" else text
