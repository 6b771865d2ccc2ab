"""What bank entries were booked to, and what kind of entry one is, in words for the team."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontor.formats.statement import Entry
from kontor.foundation.kept_sentence import sentences_in
from kontor.foundation.sentence import S, Sentence
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.models import Allocation

Look = tuple[Promise, str, str]

NO_PROPOSAL: Look = (_("No proposal"), "quiet", "circle-question-mark")
FOREIGN: Look = (_("Foreign currency"), "wait", "coins")
KINDS: dict[str, Look] = {
    "return": (_("Returned"), "stop", "undo-2"),
    "batch": (_("Collective entry"), "quiet", "layers"),
    "charge": (_("Charges"), "quiet", "landmark"),
}
NEW: Look = (_("To be booked"), "quiet", "circle-dashed")
DECIDED: Look = (_("Decided"), "good", "check")
PARTLY: Look = (_("Decided in part"), "wait", "circle-dashed")
UNDECIDED: Look = (_("To be decided"), "wait", "circle-question-mark")
EURO = "EUR"


def _client(row: Allocation) -> str:
    return row.client.name if row.client else ""


def _invoice(row: Allocation) -> Sentence:
    number = str(row.invoice.number) if row.invoice else ""
    if row.amount < 0:
        return S("Taken back from {number}", number=number)
    return S("Invoice {number}", number=number)


WHAT: dict[str, Callable[[Allocation], Sentence]] = {
    "invoice": _invoice,
    "written_off": lambda row: S("Written off"),  # noqa: ARG005  # all are asked alike
    "credit": lambda row: S("Kept for {client}", client=_client(row)),
    "refund": lambda row: S("To be paid back to {client}", client=_client(row)),
    "refunded": lambda row: S("Refund paid"),  # noqa: ARG005
    "charge": lambda row: S("Bank charges"),  # noqa: ARG005
    "other": lambda row: S("Something else"),  # noqa: ARG005
}


@dataclass(frozen=True)
class EntryRow:
    """An entry in a line, with its tag and what the bank says of it; kept, or only read yet."""

    entry: BankEntry | Entry
    look: Look
    said: str


@dataclass(frozen=True)
class Booked:
    """An allocation in words: what for, why; `url` leads to the invoice where there is one."""

    row: Allocation
    what: Sentence
    why: Sequence[Sentence]
    url: str

    @property
    def by_itself(self) -> bool:
        return self.row.booked_by_id is None

    @property
    def stands(self) -> bool:
        return self.row.undone_at is None

    @property
    def undone(self) -> Sentence:
        """What follows when it is taken back."""
        if self.row.purpose == "written_off":
            return S("The amount is open again.")
        if self.row.purpose != "invoice":
            return S("The money waits to be decided again.")
        if self.row.amount < 0:
            return S("The payment counts again, and the entry waits to be decided.")
        return S(
            "The amount is open again, what the member was credited for it goes back, and the"
            " entry waits to be decided."
        )


def with_all(allocations: "QuerySet[Allocation]") -> "QuerySet[Allocation]":
    """With what `booked` says about them."""
    return allocations.select_related(
        "entry", "invoice__order__client", "client", "booked_by", "undone_by"
    )


def booked(allocations: Iterable[Allocation]) -> list[Booked]:
    """In the order given."""
    return [
        Booked(
            row,
            WHAT[row.purpose](row),
            sentences_in(row.reasons),
            reverse("team_invoice", args=[row.invoice_id]) if row.invoice_id else "",
        )
        for row in allocations
    ]


def entry_rows(entries: Iterable[BankEntry | Entry]) -> list[EntryRow]:
    """In the order given; what is decided says so."""
    return [EntryRow(each, _state(each), said_about(each)) for each in entries]


def _state(entry: BankEntry | Entry) -> Look:
    if isinstance(entry, Entry):
        return KINDS.get(entry.kind, NEW) if entry.currency == EURO else FOREIGN
    if not entry.rest:
        return DECIDED
    return UNDECIDED if entry.rest == entry.amount else PARTLY


def look_of(entry: BankEntry | Entry) -> Look:
    """The tag of an entry for which nothing is proposed."""
    if entry.currency != EURO:
        return FOREIGN
    return KINDS.get(entry.kind, NO_PROPOSAL)


def said_about(entry: BankEntry | Entry) -> str:
    """What the bank says of it in a line: why it came back, else the text of the payment."""
    said = (entry.return_reason, entry.reference, entry.structured, entry.text)
    return next((" ".join(text.split()) for text in said if text), "")
