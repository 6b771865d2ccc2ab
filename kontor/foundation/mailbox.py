"""A folder of received mails, one file each: the demo's stand-in for everybody's mail program."""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses, parseaddr
from pathlib import Path

from kontor.foundation.address import normalise
from kontor.foundation.text import unified_lines

_NAME = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Head:
    """What a list shows of a mail; `name` finds it again, `to` are bare addresses."""

    name: str
    subject: str
    sender_name: str
    sender_address: str
    to: tuple[str, ...]
    date: datetime | None
    purpose: str
    has_attachments: bool


@dataclass(frozen=True)
class AttachedFile:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class ReceivedMail:
    """A mail, opened. `text` or `html` is empty where the mail has no such part."""

    head: Head
    text: str
    html: str
    attachments: tuple[AttachedFile, ...]


def keep(folder: Path, data: bytes, arrived: datetime) -> str:
    """Store a received mail, whole or not at all, and return its name. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{arrived:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    part = folder / f".{name}.part"
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / f"{name}.eml")
    return name


def heads(folder: Path, address: str = "") -> Iterator[Head]:
    """The mails in the folder, newest first; with `address` only those to this mailbox."""
    wanted = normalise(address)
    for path in sorted(folder.glob("*.eml"), reverse=True):
        if not _NAME.fullmatch(path.stem):
            continue
        with path.open("rb") as file:
            head = _head(path.stem, BytesHeaderParser(policy=policy.default).parse(file))
        if not wanted or wanted in map(normalise, head.to):
            yield head


def opened(folder: Path, name: str) -> ReceivedMail | None:
    """The mail of that name, or None; a name that is none of ours opens no file."""
    if not _NAME.fullmatch(name):
        return None
    try:
        data = (folder / f"{name}.eml").read_bytes()
    except FileNotFoundError:
        return None
    message = BytesParser(policy=policy.default).parsebytes(data)
    return ReceivedMail(
        head=_head(name, message),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=tuple(
            AttachedFile(
                name=part.get_filename() or "attachment",
                media_type=part.get_content_type(),
                data=_bytes(part),
            )
            for part in message.iter_attachments()
        ),
    )


def _head(name: str, message: EmailMessage) -> Head:
    date = message["Date"]
    sender_name, sender_address = parseaddr(str(message["From"] or ""))
    return Head(
        name=name,
        subject=str(message["Subject"] or ""),
        sender_name=sender_name or sender_address,
        sender_address=sender_address,
        to=tuple(address for _, address in getaddresses([str(message["To"] or "")])),
        date=date.datetime if date else None,
        purpose=str(message["X-Kontor-Purpose"] or ""),
        has_attachments=message.get_content_type() == "multipart/mixed",
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return unified_lines(str(part.get_content())) if part else ""


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""
