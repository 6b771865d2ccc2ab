"""What the frames and parts are given: plain values, ready to be shown, no models.

`Words` is text in the reader's language, or a sentence or lazy text translated when it is shown.
Amounts are Decimals in euros, days are dates.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.forms import Form
from django.utils.functional import Promise

from kontor.foundation.sentence import Sentence

Words = str | Sentence | Promise
Tone = Literal["accent", "good", "wait", "stop", "quiet", "outline"]


@dataclass(frozen=True)
class Link:
    label: Words
    url: str


@dataclass(frozen=True)
class NavigationItem:
    """One word of the top bar; `count` shows only where work waits."""

    label: Words
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Reader:
    """Who is signed in; `initials` stand in the round face."""

    name: str
    initials: str
    detail: Words = ""


@dataclass(frozen=True)
class DemoPerson:
    """Someone the demo lets the visitor be; `key` goes back to the server as `person`."""

    label: Words
    key: str
    current: bool = False


@dataclass(frozen=True)
class Demo:
    """The strip above the bar. `forward_url` takes POST `days`, `switch_url` + key POST nothing."""

    today: date
    forward_url: str
    switch_url: str = ""
    people: Sequence[DemoPerson] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Frame:
    """Everything around a page. The context processor gives it to templates as `frame`."""

    short_name: str
    full_name: str
    home_url: str = "/"
    language_url: str = ""
    claim: Words = ""
    navigation: Sequence[NavigationItem] = ()
    reader: Reader | None = None
    account_links: Sequence[Link] = ()
    sign_out_url: str = ""
    search_url: str = ""
    foot_links: Sequence[Link] = ()
    legal_line: Words = ""
    demo: Demo | None = None


@dataclass(frozen=True)
class Option:
    """One row of a searchable choice; `second` tells twins apart."""

    value: str
    title: str
    second: Words = ""
    tag: Words = ""
    tone: Tone = "quiet"
    icon: str = ""


@dataclass(frozen=True)
class Step:
    """One station of the life line; a gate is drawn as two posts, anything else as a circle."""

    label: Words
    state: Literal["done", "now", "to_come", "skipped", "rejected"]
    note: Words = ""
    gate: bool = False

    @property
    def icon_size(self) -> int:
        return 20 if self.gate else 14


@dataclass(frozen=True)
class Fact:
    """A name with its value; `strong` is the row that counts."""

    name: Words
    value: Words
    strong: bool = False


@dataclass(frozen=True)
class Check:
    """What a check found. Stop and look carry a sentence and their calculation, ok is short."""

    level: Literal["stop", "look", "ok"]
    title: Words
    sentence: Words = ""
    facts: Sequence[Fact] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Guarantee:
    """The verdict on the payment guarantee with its reason, and what it rests on."""

    verdict: Literal["yes", "not_yet", "no"]
    reason: Words = ""
    title: Words = ""
    facts: Sequence[tuple[bool, Words]] = ()


@dataclass(frozen=True)
class SumLine:
    """A line of a sum: VAT 19 %, 664.81."""

    label: Words
    amount: Decimal
    strong: bool = False


@dataclass(frozen=True)
class PlannedInvoice:
    day: date
    label: Words
    gross: Decimal
    due: date


@dataclass(frozen=True)
class Wage:
    """The hourly wage, None while open, whether it reaches the minimum, and the calculation."""

    amount: Decimal | None
    enough: bool
    words: Words = ""
    facts: Sequence[Fact] = ()


@dataclass(frozen=True)
class Summary:
    """What stands beside the order form and follows the typing. None where nothing is known yet.

    `each`: gross and sums are those of each invoice of a recurrent payment. `folded`: further
    planned invoices, opened by `more`. `plan_sum`: of all planned invoices, where that is another
    amount than the gross.
    """

    gross: Decimal | None = None
    each: bool = False
    sums: Sequence[SumLine] = ()
    invoices: Sequence[PlannedInvoice] = ()
    folded: Sequence[PlannedInvoice] = ()
    more: Words = ""
    counted: Words = ""
    terms: Words = ""
    plan_sum: SumLine | None = None
    wage: Wage | None = None
    guarantee: Guarantee | None = None
    next_steps: Sequence[Words] = ()
    brief: Words = ""
    warnings: Sequence[Words] = field(default=())

    @property
    def several_years(self) -> bool:
        """Whether the planned days need their year."""
        return len({invoice.day.year for invoice in (*self.invoices, *self.folded)}) > 1


@dataclass(frozen=True)
class Month:
    """One bar of the money chart: `first` is the first day of the month."""

    first: date
    paid: Decimal = Decimal(0)
    issued: Decimal = Decimal(0)
    planned: Decimal = Decimal(0)
    current: bool = False

    @property
    def total(self) -> Decimal:
        return self.paid + self.issued + self.planned


@dataclass(frozen=True)
class Mailed:
    """That words also went out by mail: `to` whom, and what became of it.

    `answer`: the mail server's words where something is wrong. `again_url` takes the wish for a new
    attempt; empty where the reader cannot ask for one.
    """

    to: Words
    tag: tuple[Words, Tone, str]
    answer: str = ""
    again_url: str = ""


@dataclass(frozen=True)
class Entry:
    """What somebody said. `side`: in whose name, or as what; `at` is None for the comment."""

    who: Words
    side: Words
    text: str
    initials: str
    own: bool
    at: datetime | None = None
    mailed: Mailed | None = None


@dataclass(frozen=True)
class Thread:
    """A conversation. `url`: its own page, which takes what the form sends.

    `comment` opens it. `earlier`: more was said before the `entries`. `last`: the newest message.
    `waits`: the team has yet to answer. The rest is the audience's: `form` and its `label`,
    `closed` says why there is none now, `read_url` takes `last` where no answer is needed.
    """

    entries: Sequence[Entry]
    url: str
    comment: Entry | None = None
    earlier: bool = False
    last: int = 0
    waits: bool = False
    form: Form | None = None
    label: Words = ""
    closed: Sentence | None = None
    read_url: str = ""

    @property
    def key(self) -> str:
        """A new one for every showing of the form."""
        return secrets.token_urlsafe(16)
