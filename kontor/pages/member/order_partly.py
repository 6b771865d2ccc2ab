"""What of a draft can be kept although some of what was typed cannot."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kontor.orders.draft import Draft, Part, Payment, Recurrence, Share
from kontor.pages.member.payment_typing import NOT_SAID

_ROW = re.compile(r"(lines|payment\.parts)\[([0-9]+)\]\.(\w+)")
_EMPTY_RECURRENCE: dict[str, dict[str, Any]] = {
    "payment.every": {"every": None},
    "payment.unit": {"unit": None},
    "payment.times": {"times": NOT_SAID},
    "payment.until": {"times": NOT_SAID, "until": None},
}


def with_stored(draft: Draft, stored: Draft, paths: Iterable[str]) -> Draft:
    """The draft with what is stored at the given paths.

    Empty instead: cells of rows, whose places may have changed, and what only makes sense with
    the other entries of its mode of payment.
    """
    for path in paths:
        row = _ROW.fullmatch(path)
        if row and row[1] == "lines":
            draft = _with_empty_cell(draft, int(row[2]), row[3])
        elif row:
            draft = _with_empty_part(draft, int(row[2]), row[3])
        elif path.startswith("payment."):
            draft = replace(draft, payment=_payment(draft.payment, stored.payment, path))
        else:
            draft = _put(draft, ["client_id"] if path == "client" else path.split("."), stored)
    return draft


def _put(value: Any, names: list[str], stored: Any) -> Any:
    first, kept = names[0], getattr(stored, names[0])
    new = kept if len(names) == 1 else _put(getattr(value, first), names[1:], kept)
    return replace(value, **{first: new})


def _with_empty_cell(draft: Draft, at: int, name: str) -> Draft:
    empty: Any = "" if name == "text" else None
    lines = list(draft.lines)
    lines[at] = replace(lines[at], **{name: empty})
    return replace(draft, lines=tuple(lines))


def _with_empty_part(draft: Draft, at: int, name: str) -> Draft:
    parts = list(draft.payment.parts)
    part = parts[at]
    parts[at] = Part(None, part.share) if name in ("on", "date") else Part(part.on, Share())
    return replace(draft, payment=replace(draft.payment, parts=tuple(parts)))


def _payment(payment: Payment, stored: Payment, path: str) -> Payment:
    if path == "payment.mode":
        return stored
    if path == "payment.deposit":
        return replace(payment, deposit=Share())
    if path in _EMPTY_RECURRENCE:
        recurrence = payment.recurrence or Recurrence()
        return replace(payment, recurrence=replace(recurrence, **_EMPTY_RECURRENCE[path]))
    same = stored if stored.mode is payment.mode else Payment(term_days=stored.term_days)
    return _put(payment, [path.removeprefix("payment.")], same)  # type: ignore[no-any-return]
