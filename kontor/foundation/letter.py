"""A letter as a value: what an e-mail says, in sentences, without a language or a look.

Rooms write letters (`orders/letters.py`, `invoicing/letters.py`), `letter_layout.py` turns one
into subject, text and HTML. Nothing here knows Django.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Language, Money, Weekday


@dataclass(frozen=True)
class Typed:
    """What a person typed: shown as it is, line breaks kept, never translated."""

    text: str


Words: TypeAlias = Sentence | Typed
Audience: TypeAlias = Literal["client", "member", "team"]
Value: TypeAlias = Words | Money | Weekday | date | datetime


@dataclass(frozen=True)
class Fact:
    """A row of the box: the value stands out, `more` follows it quietly after a comma."""

    label: Sentence
    value: Value
    more: Sentence | None = None


@dataclass(frozen=True)
class Pointer:
    """One of several pages that a letter lists, each with its own address."""

    text: str
    url: str


@dataclass(frozen=True)
class Sender:
    """The cooperative as it signs; `address` in one line, e.g. `Beispielufer 12, 10999 Berlin`.

    Mail comes from `from_address`; a reply reaches people at `reply_to`.
    """

    name: str
    short_name: str
    address: str
    register: str
    vat_number: str
    phone: str
    from_address: str
    reply_to: str


@dataclass(frozen=True)
class Recipient:
    """Who gets the letter; `name` may be empty for a mailbox that belongs to nobody by name."""

    address: str
    name: str
    language: Language
    audience: Audience


@dataclass(frozen=True)
class Letter:
    """The parts in the order in which they are read; salutation and signature come by `manners`.

    A `Typed` paragraph is a quotation. `button` is the label of the one link (where it leads is
    handed to the layout); `note` stands small between the button and its address.
    """

    subject: Sentence
    heading: Sentence
    paragraphs: tuple[Words, ...]
    facts: tuple[Fact, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    button: Sentence | None = None
    note: Sentence | None = None
    after: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Manners:
    """How this house addresses a reader, says goodbye, and invites questions."""

    salutation: Sentence
    closing: Sentence
    questions: Sentence


def manners(recipient: Recipient, sender: Sender) -> Manners:
    """Clients are “Sie”, formal and warm; members and the team are “du”, short."""
    name, phone = recipient.name, sender.phone
    if recipient.audience == "client":
        return Manners(
            salutation=S("Dear {name},", name=name) if name else S("Dear Sir or Madam,"),
            closing=S("Kind regards"),
            questions=S("Questions? Simply reply to this e-mail or call us: {phone}.", phone=phone),
        )
    return Manners(
        salutation=S("Hello {name},", name=name) if name else S("Hello,"),
        closing=S("Best wishes"),
        questions=S("Any questions? Just reply to this e-mail or call us: {phone}.", phone=phone),
    )
