"""Finds every sentence of the code and the templates, and keeps the German catalogue complete.

`python tools/messages.py` adds what is missing to kontor/locale/de (untranslated) and drops what
nobody says any more; with --check it changes nothing and fails where a translation is missing.
"""

import argparse
import ast
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "kontor"
GERMAN = SOURCE / "locale" / "de" / "LC_MESSAGES" / "django.po"
HEADER = b"""\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)[sd]")
_TEXT = r"""("(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*')"""
CALL = re.compile(rf"(?:\b(p|n)?gettext|\b_)\(u?{_TEXT}(?:,\s*u?{_TEXT})?")
# How the code says a sentence: S("…"), S.plural("…", "…", n), gettext("…"), pgettext("unit", "…").
ONE = {"S", "Sentence", "gettext", "gettext_lazy", "_"}
TWO = {"plural", "ngettext"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}


@dataclass(frozen=True, order=True)
class Message:
    """A sentence that is said; `many` its plural, `context` what tells it from its twins."""

    one: str
    many: str = ""
    context: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        """As the catalogue names it."""
        return (self.one, self.many) if self.many else self.one

    def found_in(self, german: Catalog) -> tuple[str, ...]:
        """Its translations, one or singular and plural; empty where there is none."""
        entry = german.get(self.one, self.context or None)
        string = entry.string if entry else ""
        return (string,) if isinstance(string, str) else tuple(string or ())


def said_in_code() -> Iterator[Message]:
    """The message ids that Python files hand to a sentence."""
    for path in SOURCE.rglob("*.py"):
        if "cli" in path.relative_to(SOURCE).parts:
            continue  # commands speak English
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                words = [text for text in texts if isinstance(text, str)]
                if name in ONE and words and words[0]:
                    yield Message(words[0])
                elif name in TWO and len(words) > 1:
                    yield Message(words[0], many=words[1])
                elif name in WITH_CONTEXT and len(words) > 1:
                    yield Message(words[1], context=words[0])


def said_in_templates() -> Iterator[Message]:
    """The message ids of {% translate %} and {% blocktranslate %}."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 — costly

    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.is_file():
            for call in CALL.finditer(templatize(path.read_text(), origin=str(path))):
                kind, *texts = call.groups()
                first, second = (ast.literal_eval(text) if text else "" for text in texts)
                if kind == "p":
                    yield Message(second, context=first)
                else:
                    yield Message(first, many=second)


def catalogue() -> Catalog:
    """The German catalogue as it stands; an empty one where there is none."""
    if not GERMAN.exists():
        return Catalog(locale="de", project="Kontor", charset="utf-8")
    with GERMAN.open("rb") as lines:
        return read_po(lines, locale="de")


def faults(german: Catalog, said: set[Message]) -> list[str]:
    """What keeps a reader from reading German: missing words, lost placeholders."""
    wrong = []
    for message in said:
        words = message.found_in(german)
        if not words or not all(words):
            wrong.append(f"not translated: {message}")
        elif not set(PLACEHOLDER.findall(words[-1])) <= set(
            PLACEHOLDER.findall(message.many or message.one)
        ):
            wrong.append(f"other placeholders: {message}")
    return sorted(wrong)


def renewed(german: Catalog, said: set[Message]) -> Catalog:
    """The catalogue with exactly the messages that are said, sorted."""
    fresh = Catalog(locale="de", project="Kontor", charset="utf-8")
    for message in sorted(said):
        words = message.found_in(german)
        string = words if message.many else "".join(words[:1])
        fresh.add(message.id, string or None, context=message.context or None)
    return fresh


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    said = {*said_in_code(), *said_in_templates()}
    if not options.check:
        new = renewed(catalogue(), said)
        GERMAN.parent.mkdir(parents=True, exist_ok=True)
        with GERMAN.open("wb") as file:
            file.write(HEADER)
            write_po(file, new, width=100, omit_header=True)
        print(f"{len(said)} messages, {len(faults(new, said))} to translate")
        return 0
    wrong = faults(catalogue(), said)
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontor.settings")
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
