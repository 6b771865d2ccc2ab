"""Sentences as JSON, for rows that keep why something was done: said in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kontor.foundation.sentence import Datum, Sentence
from kontor.foundation.written import Money, Weekday


def kept(sentences: Iterable[Sentence]) -> list[dict[str, Any]]:
    """The sentences as a JSON value."""
    return [kept_one(sentence) for sentence in sentences]


def kept_one(sentence: Sentence) -> dict[str, Any]:
    """The sentence as a JSON value: its message id and the values with their kinds."""
    values = {name: _kept_value(value) for name, value in sentence.values}
    return {"text": sentence.text, "many": sentence.many, "values": values}


def sentences_in(rows: Iterable[Mapping[str, Any]]) -> list[Sentence]:
    """The sentences that `kept` has kept."""
    return [sentence_in(row) for row in rows]


def sentence_in(row: Mapping[str, Any]) -> Sentence:
    """The sentence that `kept_one` has kept."""
    data: dict[str, Any] = {
        name: _MAKERS[kind](value) for name, (kind, value) in row["values"].items()
    }
    if row["many"] is None:
        return Sentence(row["text"], **data)
    return Sentence.plural(row["text"], row["many"], data.pop("n"), **data)


def _kept_value(value: Datum) -> list[Any]:
    said: list[Any]
    match value:
        case Sentence():
            said = ["sentence", kept_one(value)]
        case Money():
            said = ["money", str(value.amount)]
        case Weekday():
            said = ["weekday", value.day.isoformat()]
        case datetime():
            said = ["moment", value.isoformat()]
        case date():
            said = ["day", value.isoformat()]
        case int():
            said = ["whole", value]
        case Decimal():
            said = ["number", str(value)]
        case _:
            said = ["text", value]
    return said


_MAKERS: dict[str, Callable[[Any], Datum]] = {
    "text": str,
    "whole": int,
    "number": Decimal,
    "money": lambda text: Money(Decimal(text)),
    "day": date.fromisoformat,
    "weekday": lambda text: Weekday(date.fromisoformat(text)),
    "moment": datetime.fromisoformat,
    "sentence": sentence_in,
}
