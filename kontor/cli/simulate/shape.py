"""Reading JSON by shape: keys and kinds of values, every fault at once, named by its path."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from kontor.foundation.days import parse_iso_day
from kontor.foundation.money import parse_strict
from kontor.foundation.refusal import Fault, Unreadable
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults

Value = TypeVar("Value")
LONGEST_TEXT = 100_000


class NotJson(Exception):
    """The file holds no JSON object; the message says where it goes wrong."""


def parse(data: bytes) -> dict[str, Any]:
    """The object in the bytes. Raises NotJson."""
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as wrong:
        message = f"is not UTF-8 (byte {wrong.start})"
        raise NotJson(message) from wrong
    except (ValueError, RecursionError) as wrong:
        message = f"is not JSON: {wrong}"
        raise NotJson(message) from wrong
    if not isinstance(value, dict):
        message = "must be one JSON object"
        raise NotJson(message)
    return value


class Reader:
    """Reads one object's keys; faults of it and of its parts gather in one list."""

    def __init__(self, value: Mapping[str, Any], path: str, faults: list[Fault]) -> None:
        self.value = value
        self.path = path
        self.faults = faults
        self.known: set[str] = set()

    def fault(self, key: str, sentence: Sentence) -> None:
        """Note that the value at `key` is wrong."""
        self.faults.append(Fault(self.at(key), sentence))

    def at(self, key: str) -> str:
        """The path of a key, as in `payment.billing_date`."""
        return f"{self.path}.{key}" if self.path else key

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.value:
            if key not in self.known:
                self.fault(key, S("is not a known key"))

    def has(self, key: str) -> bool:
        """Whether the key is there with a value other than null."""
        self.known.add(key)
        return self.value.get(key) is not None

    def text(self, key: str, *, required: bool = False) -> str:
        """A string; empty where it is missing."""
        found = self._get(key, str, "must be a text in quotes", required=required)
        if found is None:
            return ""
        if required and is_blank(found):
            self.fault(key, S("must not be empty"))
        if len(found) > LONGEST_TEXT:
            self.faults += [Fault(self.at(key), each) for each in _overlong(found)]
            return ""
        return found

    def choice(self, key: str, kind: Callable[[str], Value], names: list[str]) -> Value | None:
        """One of the names, as `kind` of it; None where it is missing or wrong."""
        found = self._get(key, str, "must be a text in quotes")
        if found is None:
            return None
        if found not in names:
            self.fault(key, S("must be one of {names}", names=", ".join(names)))
            return None
        return kind(found)

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A date like 2027-01-18."""
        found = self._get(key, str, "must be a date in quotes, like 2027-01-18", required=required)
        return None if found is None else self._parsed(key, found, parse_iso_day)

    def number(
        self, key: str, decimals: int, maximum: Decimal, *, required: bool = False
    ) -> Decimal | None:
        """A number as a string of digits with at most one dot."""
        wanted = "must be a number in quotes, like 1234.56"
        found = self._get(key, str, wanted, required=required)
        if found is None:
            return None
        return self._parsed(key, found, lambda text: parse_strict(text, decimals, maximum))

    def whole(self, key: str, *, least: int, most: int) -> int | None:
        """A whole number, without quotes."""
        found = self._get(key, int, "must be a whole number without quotes")
        if found is None:
            return None
        if isinstance(found, bool) or not least <= found <= most:
            self.fault(
                key, S("must be a whole number from {least} to {most}", least=least, most=most)
            )
            return None
        return found

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        found = self._get(key, bool, "must be true or false")
        return default if found is None else found

    def part(self, key: str, *, required: bool = False) -> "Reader | None":
        """An object within."""
        found = self._get(key, dict, "must be an object in braces", required=required)
        return None if found is None else Reader(found, self.at(key), self.faults)

    def parts(self, key: str, *, required: bool = False) -> list["Reader"]:
        """A list of objects."""
        found = self._get(key, list, "must be a list in brackets", required=required)
        readers = []
        for index, item in enumerate(found or []):
            path = f"{self.at(key)}[{index}]"
            if isinstance(item, dict):
                readers.append(Reader(item, path, self.faults))
            else:
                self.faults.append(Fault(path, S("must be an object in braces")))
        return readers

    def _get(
        self, key: str, kind: type[Value], wanted: str, *, required: bool = False
    ) -> Value | None:
        if not self.has(key):
            if required:
                self.fault(key, S("is missing"))
            return None
        found = self.value[key]
        if not isinstance(found, kind):
            self.fault(key, Sentence(wanted))
            return None
        return found

    def _parsed(self, key: str, text: str, parse_text: Callable[[str], Value]) -> Value | None:
        try:
            return parse_text(text)
        except Unreadable as unreadable:
            self.fault(key, unreadable.sentence)
            return None


def _overlong(text: str) -> list[Sentence]:
    return text_faults(text, LONGEST_TEXT, multiline=True)[:1]


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    doubled = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else set()
    if doubled:
        message = f"the key {min(doubled)!r} stands twice"
        raise ValueError(message)
    return dict(pairs)


def _no_constant(name: str) -> None:
    message = f"{name} is not a number"
    raise ValueError(message)
