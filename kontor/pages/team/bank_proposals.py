"""What matching proposes for bank entries, as their pages show it: ranked, with its reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kontor.foundation.money import ZERO
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.invoicing.models import Invoice
from kontor.receivables import intake, to_match
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.matching import Candidate, Index, OpenInvoice, match

MOST = 3


@dataclass(frozen=True)
class ProposedPart:
    """An invoice and what it would get; `still_open` after that. A debit's amount is below zero."""

    invoice: Invoice
    amount: Decimal
    still_open: Decimal


@dataclass(frozen=True)
class Proposal:
    """What an entry may be for; `left` of it stays undecided. The first of a list is the best."""

    parts: Sequence[ProposedPart]
    reasons: Sequence[Sentence]
    left: Decimal

    @property
    def amount(self) -> Decimal:
        """What all its invoices would get, without a sign."""
        return abs(sum((part.amount for part in self.parts), ZERO))

    @property
    def is_part_payment(self) -> bool:
        """Whether an invoice stays open although the whole entry goes to it."""
        return self.amount > 0 and any(
            part.still_open > 0 and part.amount > 0 for part in self.parts
        )

    @property
    def consequence(self) -> Sentence | None:
        """What stays to be done after it; None where everything fits."""
        still_open = sum((part.still_open for part in self.parts if part.amount > 0), ZERO)
        if self.left:
            return S("{left} of the entry is left to be decided.", left=Money(abs(self.left)))
        if still_open:
            return S("As a part payment; {open} stays open.", open=Money(still_open))
        return None


@dataclass(frozen=True)
class Proposed:
    """All that matching says of one entry."""

    proposals: Sequence[Proposal] = ()
    remark: Sentence | None = None


def proposed_for(entries: Sequence[BankEntry], today: date) -> Mapping[int, Proposed]:
    """For each entry what the rest of it may be for; at most five queries."""
    if not entries:
        return {}
    payable = to_match.payable(today)
    debits = any(entry.amount < 0 for entry in entries)
    index = Index.of(payable, to_match.earlier_payments(today) if debits else ())
    found = {
        entry.pk: match(replace(intake.received(entry), amount=entry.rest), index)
        for entry in entries
    }
    candidates = {pk: each.candidates[:MOST] for pk, each in found.items()}
    invoices = _invoices(one for some in candidates.values() for one in some)
    opens = {each.id: each for each in payable}
    return {
        entry.pk: Proposed(
            [_proposal(entry, one, invoices, opens) for one in candidates[entry.pk]],
            found[entry.pk].remark,
        )
        for entry in entries
    }


def _invoices(candidates: Iterable[Candidate]) -> dict[int, Invoice]:
    wanted = {part.invoice_id for each in candidates for part in each.parts}
    return Invoice.objects.select_related("order__client").in_bulk(wanted) if wanted else {}


def _proposal(
    entry: BankEntry,
    candidate: Candidate,
    invoices: Mapping[int, Invoice],
    opens: Mapping[int, OpenInvoice],
) -> Proposal:
    parts = [
        ProposedPart(
            invoices[part.invoice_id], part.amount, _open(opens, part.invoice_id) - part.amount
        )
        for part in candidate.parts
    ]
    left = entry.rest - sum((part.amount for part in candidate.parts), ZERO)
    return Proposal(parts, [reason.sentence for reason in candidate.reasons], left)


def _open(opens: Mapping[int, OpenInvoice], invoice_id: int) -> Decimal:
    known = opens.get(invoice_id)
    return known.open if known else ZERO
