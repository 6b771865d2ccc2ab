"""Frozen dataclasses ↔ JSON without losing anything: Decimal and date travel as text."""

import dataclasses
import json
import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class NotARecord(ValueError):
    """The JSON does not hold the value that was asked for; the message names the place."""


def dump(value: Any) -> str:
    """JSON of a dataclass made of text, Decimal, date, enums, tuples, None and dataclasses."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def load(kind: type[T], text: str) -> T:
    """The dataclass `kind` that `dump` wrote; missing keys take their default.

    Raises:
        NotARecord: unknown or missing keys, or a value of the wrong shape.
    """
    try:
        raw = json.loads(text)
    except ValueError as fault:
        raise NotARecord(f"not JSON: {fault}") from None
    return cast("T", _value(kind, raw, "record"))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return {field.name: _plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _value(kind: Any, raw: Any, place: str) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        inner = next(arm for arm in get_args(kind) if arm is not type(None))
        return None if raw is None else _value(inner, raw, place)
    if get_origin(kind) is tuple:
        return _items(get_args(kind)[0], raw, place)
    if dataclasses.is_dataclass(kind):
        return _dataclass(cast("type", kind), raw, place)
    return _scalar(kind, raw, place)


def _items(kind: Any, raw: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise NotARecord(f"{place}: a list was expected")
    return tuple(_value(kind, item, f"{place}[{index}]") for index, item in enumerate(raw))


def _dataclass(kind: type, raw: Any, place: str) -> Any:
    hints = get_type_hints(kind)
    if not isinstance(raw, dict) or not raw.keys() <= hints.keys():
        raise NotARecord(f"{place}: the keys of {kind.__name__} were expected")
    values = {name: _value(hints[name], item, f"{place}.{name}") for name, item in raw.items()}
    try:
        return kind(**values)
    except TypeError as fault:
        raise NotARecord(f"{place}: {fault}") from None


def _scalar(kind: Any, raw: Any, place: str) -> Any:
    if not isinstance(raw, str):
        raise NotARecord(f"{place}: text was expected")
    readers: dict[Any, Callable[[str], Any]] = {date: date.fromisoformat, Decimal: _decimal}
    try:
        return readers.get(kind, kind)(raw)
    except ValueError:
        raise NotARecord(f"{place}: {raw!r} is no {kind.__name__}") from None


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite():
        raise ValueError(text)
    return value
