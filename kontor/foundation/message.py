"""An e-mail as bytes: RFC 5322 and MIME, the same bytes each time the same mail is built.

Headers are folded by our own calls of `email.header`, and boundaries come from the Message-ID,
so that a second attempt cannot be told from the first.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime

from kontor.foundation.address import normalise
from kontor.foundation.refusal import Fault, Invalid
from kontor.foundation.text import text_faults
from kontor.foundation.written import BERLIN, Language

WIDTH = 75
LONGEST_HEADER = 400
WIRE = compat32.clone(linesep="\r\n")

_PLAIN_NAME = re.compile(r"[A-Za-z0-9 -]{1,40}")
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


class UnsafeHeader(Invalid):
    """A line break or control character in what would become a header: nothing is sent."""


@dataclass(frozen=True)
class Mailbox:
    """An address with the name shown before it (may be empty)."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Enclosure:
    """An attached file with its bytes; `media_type` like `application/pdf`."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Content:
    """Everything a mail is made of. `message_id` with its angle brackets, `date` aware."""

    sender: Mailbox
    recipient: Mailbox
    reply_to: str
    subject: str
    text: str
    html: str
    language: Language
    purpose: str
    message_id: str
    date: datetime
    enclosures: Sequence[Enclosure] = ()


@dataclass(frozen=True)
class Parcel:
    """What is handed to the mail server: the envelope's two addresses, and the message."""

    sender: str
    recipient: str
    data: bytes


def refuse_unsafe(**headers: str) -> None:
    """Raise UnsafeHeader where a value could break out of its header or is too long for one."""
    faults = [
        Fault(name, sentence)
        for name, value in headers.items()
        for sentence in text_faults(value, LONGEST_HEADER, multiline=False)
    ]
    if faults:
        raise UnsafeHeader(faults)


def parcel_of(content: Content) -> Parcel:
    """The mail, ready for the server. Raises UnsafeHeader."""
    refuse_unsafe(
        subject=content.subject,
        sender=content.sender.name + content.sender.address,
        recipient=content.recipient.name + content.recipient.address,
        reply_to=content.reply_to,
        purpose=content.purpose,
        message_id=content.message_id,
        **{f"attachment {number}": part.name for number, part in enumerate(content.enclosures)},
    )
    message = _body(content)
    _set_headers(message, content)
    return Parcel(
        sender=wire_address(content.sender.address),
        recipient=wire_address(content.recipient.address),
        data=message.as_bytes(policy=WIRE),
    )


def wire_address(address: str) -> str:
    """The address as servers carry it: before the @ as typed, the domain in its IDN form."""
    name, at, _ = address.strip().rpartition("@")
    return name + at + normalise(address).rpartition("@")[2]


def _body(content: Content) -> Message:
    both = MIMEMultipart("alternative", boundary=_boundary(content.message_id, "alternative"))
    both.attach(_text_part("plain", content.text))
    both.attach(_text_part("html", content.html))
    if not content.enclosures:
        return both
    whole = MIMEMultipart("mixed", boundary=_boundary(content.message_id, "mixed"))
    whole.attach(both)
    for enclosure in content.enclosures:
        whole.attach(_enclosed(enclosure))
    return whole


def _boundary(message_id: str, level: str) -> str:
    """`=_` occurs in no quoted-printable or base64 text, so no body can hold the boundary."""
    return f"=_{hashlib.sha256(f'{level} {message_id}'.encode()).hexdigest()[:32]}"


def _text_part(subtype: str, text: str) -> Message:
    part = MIMENonMultipart("text", subtype, charset="utf-8")
    part.set_payload(text, _UTF8)
    return part


def _enclosed(enclosure: Enclosure) -> Message:
    part = MIMEBase(*enclosure.media_type.split("/", 1))
    part.set_payload(enclosure.data)
    encode_base64(part)
    name: str | tuple[str, str, str] = enclosure.name
    if not enclosure.name.isascii():
        name = ("utf-8", "", enclosure.name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _set_headers(message: Message, content: Content) -> None:
    message["From"] = _mailbox("From", content.sender)
    message["To"] = _mailbox("To", content.recipient)
    if content.reply_to:
        message["Reply-To"] = wire_address(content.reply_to)
    message["Subject"] = _encoded("Subject", content.subject)
    message["Date"] = format_datetime(content.date.astimezone(BERLIN))
    message["Message-ID"] = content.message_id
    message["Content-Language"] = content.language
    message["Auto-Submitted"] = "auto-generated"
    message["X-Kontor-Purpose"] = content.purpose


def _mailbox(header: str, mailbox: Mailbox) -> str:
    address = f"<{wire_address(mailbox.address)}>"
    if not mailbox.name:
        return address[1:-1]
    if _PLAIN_NAME.fullmatch(mailbox.name):
        return f"{mailbox.name} {address}"
    return f"{_encoded(header, mailbox.name)} {address}"


def _encoded(header: str, text: str) -> str:
    """Short plain text as it is, all other as encoded words; a look-alike `=?` is encoded, too."""
    if _PLAIN_NAME.fullmatch(text):
        return text
    return Header(text, "utf-8", header_name=header, maxlinelen=WIDTH).encode()
