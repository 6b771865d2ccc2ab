"""XML of strangers, read piece by piece with flat memory: no DOCTYPE, no entities, no network.

Elements are known by their local names, whatever the namespace; comments and instructions are left
out. The text is decoded before, so no declaration can make the parser see other signs than we do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from kontor.formats.statement import Trouble, Unreadable

DEEPEST = 64
MOST_HELD = 200_000  # elements in one piece; a booking with its parties has about fifty
CHUNK = 1 << 16

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_UNFINISHED = {
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY,
    etree.ErrorTypes.ERR_DOCUMENT_END,
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
    etree.ErrorTypes.ERR_GT_REQUIRED,
    etree.ErrorTypes.ERR_LTSLASH_REQUIRED,
    etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
}


@dataclass(slots=True)
class Node:
    """An element: its text without spaces around it, attributes and children by local name."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: "list[Node]" = field(default_factory=list)

    def each(self, *path: str) -> "list[Node]":
        """All elements at the end of the path, in the order of the file."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, *path: str) -> "Node | None":
        return next(iter(self.each(*path)), None)

    def said(self, *path: str) -> str:
        """The first text at the end of the path that is not empty, or nothing."""
        return next((node.text for node in self.each(*path) if node.text), "")


def nodes(text: str, cut: frozenset[str]) -> Iterator[Node]:
    """The elements whose names are in `cut`, each when it ends, and not within what holds it.

    Without such names nothing is kept; the text is only looked through.

    Raises:
        Unreadable: a DOCTYPE, an end before the end, what else makes it no XML, or what nests or
            heaps up elements as no statement does.
    """
    target = _Target(cut)
    parser = etree.XMLParser(
        target=cast("Any", target),  # lxml needs no `comment`, its types ask for one
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    begin = _DECLARATION.match(text)
    place = begin.end() if begin else 0
    try:
        while place < len(text):
            parser.feed(text[place : place + CHUNK].encode("utf-8", "surrogatepass"))
            place += CHUNK
            yield from target.take()
        parser.close()
    except etree.XMLSyntaxError as wrong:
        line = wrong.lineno or 0
        if getattr(wrong, "code", None) in _UNFINISHED and line >= text.count("\n"):
            raise Unreadable(Trouble.CUT_OFF) from None
        raise Unreadable(Trouble.BROKEN_XML, line=line, problem=wrong.msg or "") from None
    yield from target.take()


class _Target:
    """What the parser calls: builds nodes, and lets go of those that are cut off."""

    def __init__(self, cut: frozenset[str]) -> None:
        self._cut = cut
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._sizes: list[int] = []  # of the elements that are open, with what is kept in them
        self._held = 0
        self._done: list[Node] = []

    def take(self) -> list[Node]:
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST or self._held >= MOST_HELD:
            raise Unreadable(Trouble.TANGLED)
        self._held += 1
        self._sizes.append(1)
        self._texts.append([])
        self._open.append(Node(_local(tag), {_local(k): v for k, v in attributes.items()}))

    def data(self, data: str) -> None:
        if self._open:
            self._texts[-1].append(data)

    def end(self, _tag: str) -> None:
        node = self._open.pop()
        node.text = "".join(self._texts.pop()).strip()
        size = self._sizes.pop()
        if node.name in self._cut:
            self._done.append(node)
        elif self._open and self._cut:
            self._open[-1].children.append(node)
            self._sizes[-1] += size
            return
        self._held -= size

    def doctype(self, *_of: str | None) -> None:
        raise Unreadable(Trouble.DOCTYPE)

    def close(self) -> None:
        return None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
