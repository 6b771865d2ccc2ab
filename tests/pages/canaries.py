"""Everything that somebody can get to read: pages, headers, documents, mails, and the log."""

import io
import itertools
import logging
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any, Self

import pikepdf
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kontor.foundation import clock, files
from kontor.foundation.models import OutboxAttachment, OutboxMail
from kontor.orders.models import Order
from tests.pages.canary_scene import OTHER, SEARCHED, Scene
from tests.pages.member.reading import Reader

# Where an address holds something that no scene has: one that might be there.
ANYTHING: Mapping[str, object] = defaultdict(
    lambda: 1, name="1.eml", token="x" * 43, key="nothing", who="mira", path="x"
)
LISTS_WITH_FILES = (
    *("orders", "invoices", "clients", "team_orders", "team_invoices", "team_clients"),
    *("team_bank", "team_bank_booked", "team_refunds", "team_reminders", "team_guarantees"),
    *("team_mails", "team_people"),
)
QUERIES: Mapping[str, tuple[dict[str, str], ...]] = {
    "client_search": ({"q": SEARCHED}, {"q": "Lefèvre"}, {"q": "Kundschaft"}),
    "clients": ({"q": SEARCHED}, {"q": "Lefèvre"}, {"q": "Kundschaft"}),
    "team_clients": ({"q": SEARCHED}, {"q": "Lefèvre"}, {"pile": "block_review"}),
    "team_conversations": ({"of": "clients"},),
    "team_refunds": ({"state": "dropped"},),
    "team_mails": ({"state": "failed"}, {"state": "queued"}),
}

Found = dict[str, dict[str, str]]
"""By column, every canary with the first place where it was read."""


def routes() -> Iterator[tuple[str, list[str]]]:
    """Every named route with the names of what its address holds."""

    def walk(resolver: URLResolver) -> Iterator[tuple[str, list[str]]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield str(pattern.name), list(pattern.pattern.converters)
            else:
                yield from walk(pattern)

    return walk(get_resolver())


def read_everything(scene: Scene) -> Iterator[tuple[str, str, str]]:
    """Column, place and text of all answers to each reader, by GET and by an empty POST."""
    for name, wanted in routes():
        for who, reader in scene.readers.items():
            paths = list(_addresses(scene, who, name, wanted))
            for path in paths:
                for query in _queries(name):
                    yield who, f"GET {path}", _text(_get(reader, path, query))
            for path in paths[:1]:
                yield who, f"POST {path}", _text(_post(reader, path))


def _queries(name: str) -> Iterator[dict[str, str]]:
    """As it is opened, as it is searched, and as a file."""
    yield from ({}, *QUERIES.get(name, ()))
    if name in LISTS_WITH_FILES:
        yield {"csv": "1"}


def mails_by_reader() -> Iterator[tuple[str, str, str]]:
    """Column, purpose and text of every mail with its attachments."""
    owners = {f"order:{pk}": name for pk, name in Order.objects.values_list("pk", "owner__name")}
    for mail in OutboxMail.objects.order_by("pk"):
        attached = (
            file.name + pdf_text(files.read(file.sha256))
            for file in OutboxAttachment.objects.filter(mail=mail)
        )
        words = " ".join((mail.subject, mail.to_name, mail.text, mail.html, *attached))
        yield f"m.{_reader_of(mail, owners.get(mail.about, ''))}", mail.purpose, words


def _reader_of(mail: OutboxMail, owner: str) -> str:
    """Clients apart by whose order they are written about."""
    if mail.audience == "client":
        return "client2" if owner == OTHER else "client"
    if mail.audience == "member":
        return {"zqownermail": "owner", "zqothermail": "other"}[mail.address.partition("@")[0]]
    return mail.audience


class Log(logging.Handler):
    """Keeps what is logged while it is open, at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_broken: object) -> None:
        logging.getLogger().removeHandler(self)


@cache
def pdf_text(data: bytes) -> str:
    """Everything in a PDF that can be read: pages, metadata, and the files inside."""
    if not data.startswith(b"%PDF"):
        return data.decode(errors="replace")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [str(dict(pdf.docinfo.items())), str(pdf.open_metadata())]
        for name, inside in pdf.attachments.items():
            parts += [name, inside.get_file().read_bytes().decode(errors="replace")]
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
        run = subprocess.run(command, input=data, capture_output=True, check=True)
        parts.append(run.stdout.decode())
    return " ".join(parts)


def _addresses(scene: Scene, who: str, route: str, wanted: list[str]) -> Iterator[str]:
    """The route at everything of the scene; whoever has a link opens what takes one."""
    token = scene.tokens.get(who)
    if token is not None and "token" not in wanted:
        return
    ids: dict[str, Any] = {**scene.ids, **({"token": [token]} if token else {})}
    choices = [ids.get(name, [ANYTHING[name]]) for name in wanted]
    for chosen in itertools.product(*choices):
        yield reverse(route, kwargs=dict(zip(wanted, chosen, strict=True)))


def _get(reader: Reader, path: str, query: dict[str, str]) -> Any:
    with _undone(reader):
        return reader.browser.get(path, query)


def _post(reader: Reader, path: str) -> Any:
    with _undone(reader):
        return reader.browser.post(path)


@contextmanager
def _undone(reader: Reader) -> Iterator[None]:
    """Nothing of what a request did stays, nor in the browser: it may have signed out."""
    kept = deepcopy(reader.browser.cookies)
    with transaction.atomic(), clock.held(reader.now):
        yield
        transaction.set_rollback(True)
    reader.browser.cookies = kept


def _text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers} {answer.cookies.output()} {pdf_text(body)}"
