"""What matching looks up, made once for many entries: none of them reads all invoices. Pure."""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Final, TypeVar

from kontor.receivables.matching_facts import Earlier, OpenInvoice, Received
from kontor.receivables.payers import Payer, Payers, plain_iban
from kontor.receivables.references import Mentioned, Numbers
from kontor.receivables.sums import open_of
from kontor.receivables.written_text import Keys, Written, squeezed

SHORTEST_REFERENCE: Final = 5
MOST_FOR_PAIRS: Final = 12  # the oldest invoices of a client that are added up in pairs

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")
Invoices = tuple[OpenInvoice, ...]


@dataclass(frozen=True)
class Clues:
    """What a payment says of our invoices.

    `exact`, `more`, `near`: those it names, as in `references`; the last two only while owed.
    `set_off`: cancelled ones whose cancellation it names. `references`: keys of the references of
    orders that it names. `payer`: clients that may have paid.
    """

    exact: Invoices
    more: Invoices
    near: Invoices
    set_off: Invoices
    references: frozenset[str]
    payer: Payer


@dataclass(frozen=True)
class Returnable:
    """Payments that may come back: by end-to-end id, by amount with account, with an invoice."""

    by_end_to_end: Mapping[str, tuple[Earlier, ...]]
    by_iban: Mapping[tuple[Decimal, str], tuple[Earlier, ...]]
    by_invoice: Mapping[tuple[Decimal, int], tuple[Earlier, ...]]


@dataclass(frozen=True)
class Index:
    """All invoices that money can be for, and the payments that may come back."""

    invoices: Mapping[int, OpenInvoice]
    by_number: Mapping[str, OpenInvoice]
    cancellations: Mapping[str, OpenInvoice]
    by_reference: Mapping[str, Invoices]
    by_amount: Mapping[Decimal, Invoices]
    by_client: Mapping[int, Invoices]
    by_client_and_amount: Mapping[tuple[int, Decimal], Invoices]
    numbers: Numbers
    references: Keys
    payers: Payers
    returnable: Returnable

    @classmethod
    def of(cls, invoices: Iterable[OpenInvoice], earlier: Iterable[Earlier]) -> "Index":
        """From all that is open and was lately closed, and from what was booked; in any order."""
        known = sorted(invoices, key=by_due_day)
        owed = [invoice for invoice in known if invoice.is_owed]
        referred = [(key, invoice) for invoice in owed for key in _reference_keys(invoice)]
        by_number = {invoice.number: invoice for invoice in known}
        cancellations = {each.cancelled_by: each for each in known if each.cancelled_by}
        return cls(
            invoices={invoice.id: invoice for invoice in known},
            by_number=by_number,
            cancellations=cancellations,
            by_reference=_grouped(referred),
            by_amount=_by(owed, lambda invoice: invoice.open),
            by_client=_by(owed, lambda invoice: invoice.client_id),
            by_client_and_amount=_by(owed, lambda each: (each.client_id, each.open)),
            numbers=Numbers.of([*by_number, *cancellations]),
            references=Keys.of((key, key) for key in dict.fromkeys(key for key, _ in referred)),
            payers=Payers.of(known),
            returnable=_returnable(earlier),
        )

    def clues(self, received: Received) -> Clues:
        """What the payment says, by looking up what stands in it."""
        texts = list(filter(None, (received.reference, received.structured, received.end_to_end)))
        said = [self.numbers.mentioned_in(text) for text in texts]
        exact = _unique(number for each in said for number in each.exact)
        set_off = [self.cancellations[number] for number in exact if number in self.cancellations]
        named = [self.by_number[number] for number in exact if number in self.by_number]
        return Clues(
            exact=tuple(each for each in named if each not in set_off),
            more=self._owed(said, lambda each: each.more, exact),
            near=self._owed(said, lambda each: each.near, exact),
            set_off=tuple(set_off),
            references=self._references(texts),
            payer=self.payers.of_entry(received),
        )

    def fitting(self, clients: Iterable[int], amount: Decimal) -> Invoices:
        """The invoices of these clients of which exactly the amount is open."""
        found = (self.by_client_and_amount.get((pk, amount), ()) for pk in clients)
        return tuple(sorted((each for some in found for each in some), key=by_due_day))

    @cached_property
    def pairs(self) -> Mapping[Decimal, tuple[Invoices, ...]]:
        """Two invoices of one client by what is open of them together."""
        return _grouped(_pairs(self.by_client.values()))

    def _owed(
        self,
        said: Sequence[Mentioned],
        numbers: Callable[[Mentioned], tuple[str, ...]],
        exact: Sequence[str],
    ) -> Invoices:
        found = _unique(number for each in said for number in numbers(each))
        invoices = (self.by_number.get(number) for number in found if number not in exact)
        return tuple(invoice for invoice in invoices if invoice and invoice.is_owed)

    def _references(self, texts: Iterable[str]) -> frozenset[str]:
        written = [Written.of(text) for text in texts]
        return frozenset(
            spot.key
            for text in written
            for spot in self.references.spots(text, text.edges())
            if text.is_edge(spot.end)
        )


def by_due_day(invoice: OpenInvoice) -> tuple[date, int]:
    """The order in which invoices are settled where nothing else is said."""
    return invoice.due_on or invoice.issued_on, invoice.id


def reference_among(invoice: OpenInvoice, keys: Collection[str]) -> str:
    """The reference of the invoice whose key is among these, or an empty one."""
    return next((each for each in invoice.references if squeezed(each) in keys), "")


def _reference_keys(invoice: OpenInvoice) -> list[str]:
    """Its references that say something: long enough, with a digit; a department says nothing."""
    keys = dict.fromkeys(squeezed(reference) for reference in invoice.references)
    return [key for key in keys if len(key) >= SHORTEST_REFERENCE and re.search(r"\d", key)]


def _pairs(clients: Iterable[Invoices]) -> Iterator[tuple[Decimal, Invoices]]:
    for invoices in clients:
        for pair in combinations(invoices[:MOST_FOR_PAIRS], 2):
            yield open_of(pair), pair


def _returnable(earlier: Iterable[Earlier]) -> Returnable:
    booked = sorted(earlier, key=lambda each: (each.booked_on, each.entry_id), reverse=True)
    named = [(each.end_to_end, each) for each in booked if each.end_to_end]
    paid = [((each.amount, plain_iban(each.iban)), each) for each in booked if each.iban]
    settled = [((each.amount, part.invoice_id), each) for each in booked for part in each.parts]
    return Returnable(_grouped(named), _grouped(paid), _grouped(settled))


def _by(invoices: Iterable[OpenInvoice], key: Callable[[OpenInvoice], Key]) -> dict[Key, Invoices]:
    return _grouped((key(invoice), invoice) for invoice in invoices)


def _grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    groups: dict[Key, list[Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}


def _unique(numbers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(numbers))
