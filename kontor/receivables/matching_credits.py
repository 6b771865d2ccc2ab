"""What money that came in may be for (spec § 11). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kontor.foundation.money import ZERO
from kontor.foundation.sentence import S, Sentence, one_after_another
from kontor.receivables import sums
from kontor.receivables.matching_facts import (
    MOST_CANDIDATES,
    Candidate,
    Matched,
    OpenInvoice,
    Part,
    Reason,
    Received,
)
from kontor.receivables.matching_index import Clues, Index, Invoices, by_due_day, reference_among
from kontor.receivables.weighing import CERTAIN, CLUES, SENTENCES, confidence

MOST_WEIGHED: Final = 30  # invoices with one thing in common; of more, only those that fit twice
MOST_CLIENTS: Final = 5  # more who may have paid are nobody known


@dataclass(frozen=True)
class Idea:
    """Invoices that a payment may be for, in the order in which they get it, and its clues."""

    invoices: Invoices
    clues: frozenset[str]

    @property
    def confidence(self) -> int:
        return confidence(self.clues)

    @property
    def settles(self) -> bool:
        """Whether the amount is exactly what is open."""
        return bool({"amount", "sum"} & self.clues)


@dataclass(frozen=True)
class Case:
    """A payment with all that is known of it."""

    received: Received
    index: Index
    clues: Clues
    fitting: Invoices

    @classmethod
    def of(cls, received: Received, index: Index) -> "Case":
        clues = index.clues(received)
        return cls(received, index, clues, index.fitting(clues.payer.clients, received.amount))


def match_credit(received: Received, index: Index) -> Matched:
    """A payment, or several in one of which the bank says no more."""
    case = Case.of(received, index)
    named = tuple(invoice.id for invoice in case.clues.exact)
    ideas = _ideas(case)
    certain = None if received.kind == "batch" else _certain(case, ideas)
    if certain:
        ideas = [certain, *(idea for idea in ideas if idea is not certain)]
    candidates = _once(_candidate(case, idea) for idea in ideas)[:MOST_CANDIDATES]
    return Matched(candidates[0] if certain else None, candidates, _remark(case), named)


def _once(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The first of those with the same parts: money need not reach all invoices of an idea."""
    found: dict[tuple[Part, ...], Candidate] = {}
    for each in candidates:
        found.setdefault(each.parts, each)
    return tuple(found.values())


def _remark(case: Case) -> Sentence | None:
    """What speaks against booking although an invoice is named."""
    said = []
    for invoice in case.clues.exact:
        if invoice.status == "cancelled":
            words = S(
                "Invoice {number} is cancelled: what was paid for it is to be given back.",
                number=invoice.number,
            )
            said.append(words)
        elif not invoice.is_owed:
            words = S(
                "Invoice {number} is already paid: this is a double payment or too much.",
                number=invoice.number,
            )
            said.append(words)
    for invoice in case.clues.set_off:
        words = S(
            "The payment names {cancellation}, which cancels {number}: it may be set off.",
            cancellation=invoice.cancelled_by,
            number=invoice.number,
        )
        said.append(words)
    if case.received.kind == "batch":
        said.append(S("These are several payments, and the bank does not say which."))
    return one_after_another(*said) if said else None


def _ideas(case: Case) -> list[Idea]:
    """The best first. Where the numbers say it all, nothing else is looked for."""
    named = list(_named(case))
    if named and not _is_doubtful(case, named[0]):
        return _ranked(named)
    return _ranked([*named, *_weighed(case), *_added_up(case)])


def _ranked(ideas: Iterable[Idea]) -> list[Idea]:
    """Each set of invoices once, the surest first, then the one that has been due longest."""

    def rank(idea: Idea) -> tuple[int, list[tuple[date, int]]]:
        return -idea.confidence, [by_due_day(invoice) for invoice in idea.invoices]

    found: dict[Invoices, Idea] = {}
    for idea in sorted(ideas, key=rank):
        if idea.confidence:
            found.setdefault(idea.invoices, idea)
    return list(found.values())


def _certain(case: Case, ideas: Sequence[Idea]) -> Idea | None:
    """The only idea that is sure enough, if nothing speaks against it."""
    sure = [idea for idea in ideas if idea.confidence >= CERTAIN]
    if len(sure) != 1 or _is_doubtful(case, sure[0]):
        return None
    (idea,) = sure
    if case.clues.set_off and not (case.clues.exact and idea.settles):
        return None
    named_otherwise = case.clues.near or case.clues.references
    by_account_alone = not {"number", "numbers", "near", "reference"} & idea.clues
    return None if named_otherwise and by_account_alone else idea


def _is_doubtful(case: Case, idea: Idea) -> bool:
    """Whether a named invoice is closed, or the payer has another one that fits exactly."""
    if any(not invoice.is_owed for invoice in case.clues.exact):
        return True
    backed = idea.settles or {"iban", "name"} & idea.clues
    return not backed and not set(case.fitting) <= set(idea.invoices)


def _named(case: Case) -> Iterator[Idea]:
    """The invoices whose numbers stand in the payment; if they do not add up, some of them."""
    amount, clues = case.received.amount, case.clues
    owed = tuple(sorted((each for each in clues.exact if each.is_owed), key=by_due_day))
    if not owed:
        return
    listed = tuple(sorted({*owed, *clues.more}, key=by_due_day))
    if sums.open_of(owed) != amount == sums.open_of(listed):
        owed = listed
    number = "number" if len(owed) == 1 else "numbers"
    yield Idea(owed, frozenset({number, *_payer(case, owed), *_measure(case, owed)}))
    if sums.open_of(owed) != amount:
        some = [(each,) for each in owed if each.open == amount] if len(owed) > 1 else []
        for invoices in (*some, *sums.together(owed, amount)):
            yield Idea(invoices, frozenset({"among", *_measure(case, invoices)}))


def _weighed(case: Case) -> Iterator[Idea]:
    """Single invoices with something in common with the payment."""
    clues, amount = case.clues, case.received.amount
    same_amount = case.index.by_amount.get(amount, ())
    near = {invoice.id for invoice in clues.near}
    for invoice in _pool(case, same_amount):
        found = {*_payer(case, (invoice,)), *_measure(case, (invoice,))}
        if invoice.id in near:
            found.add("near")
        if reference_among(invoice, clues.references):
            found.add("reference")
        if case.fitting == (invoice,):
            found.add("only")
        if same_amount == (invoice,):
            found.add("alone")
        yield Idea((invoice,), frozenset(found))


def _pool(case: Case, same_amount: Invoices) -> list[OpenInvoice]:
    named = (case.index.by_reference.get(key, ()) for key in case.clues.references)
    few = [some for some in (same_amount, *named) if len(some) <= MOST_WEIGHED]
    every = (case.clues.near, case.fitting[:MOST_WEIGHED], *few)
    pool = dict.fromkeys(invoice for some in every for invoice in some)
    return [invoice for invoice in pool if invoice not in case.clues.exact]


def _added_up(case: Case) -> Iterator[Idea]:
    """Several invoices of one client: those that make up the amount, else the oldest."""
    amount, clients = case.received.amount, sorted(case.clues.payer.clients)
    if not case.fitting and len(clients) <= MOST_CLIENTS:
        for invoices in (case.index.by_client.get(client, ()) for client in clients):
            for some in sums.together(invoices, amount):
                yield Idea(some, frozenset({"sum", *_payer(case, some)}))
            given = {part.invoice_id for part in sums.spread(amount, invoices)}
            oldest = tuple(invoice for invoice in invoices if invoice.id in given)
            yield Idea(oldest, frozenset({"oldest", *_payer(case, oldest)}))
    if case.received.kind == "batch":
        for pair in case.index.pairs.get(amount, ())[:MOST_CANDIDATES]:
            yield Idea(pair, frozenset({"sum", *_payer(case, pair)}))


def _payer(case: Case, invoices: Invoices) -> Iterator[str]:
    """By what the payer is known as the client of all of them."""
    clients = {invoice.client_id for invoice in invoices}
    if clients and clients <= case.clues.payer.by_iban:
        yield "iban"
    if clients and clients <= case.clues.payer.by_name:
        yield "name"


def _measure(case: Case, invoices: Invoices) -> Iterator[str]:
    """How the amount stands to what is open."""
    amount, whole = case.received.amount, sums.open_of(invoices)
    if amount == whole:
        yield "amount" if len(invoices) == 1 else "sum"
    else:
        yield "part" if amount < whole else "over"


def _candidate(case: Case, idea: Idea) -> Candidate:
    amount, invoices = case.received.amount, idea.invoices
    parts = sums.spread(amount, invoices)
    numbers = ", ".join(invoice.number for invoice in invoices)
    first = invoices[0]
    reference = reference_among(first, case.clues.references)
    said = {"reference": reference, "iban": first.client_name, "name": first.client_name}
    reasons = (
        Reason(clue, SENTENCES[clue](said.get(clue, numbers)))
        for clue in CLUES
        if clue in idea.clues
    )
    rest = amount - sum((part.amount for part in parts), ZERO)
    return Candidate(parts, tuple(reasons), idea.confidence, rest)
