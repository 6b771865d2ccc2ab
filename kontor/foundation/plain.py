"""Frozen dataclasses as JSON values and back: amounts as text, days and moments in ISO form."""

import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """Dataclasses become dicts, tuples lists, Decimal and date text, enums their value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[T], plain: Any) -> T:
    """The value of `kind` that `to_plain` took apart; TypeError or ValueError if it misfits.

    A field with a default may be missing: what was stored before the field existed stays readable.
    """
    return typing.cast("T", _value(kind, plain))


def _value(kind: Any, plain: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = next(part for part in typing.get_args(kind) if part is not types.NoneType)
        return None if plain is None else _value(inner, plain)
    if origin is tuple:
        return tuple(_value(typing.get_args(kind)[0], item) for item in plain)
    if is_dataclass(kind):
        return _dataclass(typing.cast("type[Any]", kind), plain)
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    return kind(plain) if isinstance(kind, type) and kind is not bool else plain


def _dataclass(kind: type[Any], plain: dict[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    known = {field.name for field in fields(kind)}
    required = {field.name for field in fields(kind) if _is_required(field)}
    misfits = (plain.keys() - known) | (required - plain.keys())
    if misfits:
        raise TypeError(f"{kind} does not fit {sorted(misfits)}")
    return kind(**{name: _value(hints[name], item) for name, item in plain.items()})


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
