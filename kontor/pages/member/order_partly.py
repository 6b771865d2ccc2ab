"""What of a draft can be kept although some of what was typed cannot."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kontor.orders.draft import Draft


def with_stored(draft: Draft, stored: Draft, paths: Iterable[str]) -> Draft:
    """The draft with what is stored at the given paths, and faulty cells of lines left empty."""
    for path in paths:
        line = re.fullmatch(r"lines\[([0-9]+)\]\.(\w+)", path)
        if line:
            draft = _with_empty_cell(draft, int(line[1]), line[2])
        else:
            names = ["client_id"] if path == "client" else path.split(".")
            draft = _put(draft, names, stored)
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
