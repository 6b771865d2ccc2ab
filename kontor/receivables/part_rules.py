"""What the parts of a bank entry must fit when a person decides what they are for (spec § 11)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kontor.foundation.money import CENT, ZERO
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults
from kontor.foundation.written import Money
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.given import Given

LONGEST_WORDS = 500
EURO = "EUR"
DECIDABLE = ("invoice", "credit", "refund", "charge", "other")
OF_A_CLIENT = ("credit", "refund")


def part_faults(
    entry: BankEntry, parts: Sequence[Given], limits: Mapping[int, Decimal]
) -> list[Fault]:
    """Everything wrong with the parts, as `parts[0].amount`; what concerns all stands at `parts`.

    `limits`: by invoice, what it may get yet or, of a debit, what can be taken from it; at least 0.
    An invoice that is not in it does not exist.
    """
    faults = [
        fault.under(f"parts[{place}]")
        for place, part in enumerate(parts)
        for fault in _faults_of(entry, part)
    ]
    faults += _beyond(entry, parts, limits)
    if not parts:
        sentence = S("Say what the money is for: choose an invoice or something else.")
        faults.append(Fault("parts", sentence, missing=True))
    over = abs(sum((part.amount for part in parts), ZERO)) - abs(entry.rest)
    if over > 0 and not faults:
        sentence = S(
            "The parts come to {over} more than is left of the entry. Make one smaller.",
            over=Money(over),
        )
        faults.append(Fault("parts", sentence))
    return faults


def words_faults(words: str, missing: Sentence) -> list[Fault]:
    """What keeps a person's reason, in one line, from being kept; `missing` where there is none."""
    faults = [Fault("words", each) for each in text_faults(words, LONGEST_WORDS, multiline=False)]
    if is_blank(words):
        faults.append(Fault("words", missing, missing=True))
    return faults


def _faults_of(entry: BankEntry, part: Given) -> Iterator[Fault]:
    if part.purpose not in DECIDABLE:
        yield Fault("purpose", S("Choose what this part is for."), missing=True)
    if not part.amount:
        yield Fault("amount", S("Enter an amount above zero."), missing=True)
    elif (part.amount > 0) != (entry.amount > 0) or part.amount != part.amount.quantize(CENT):
        yield Fault("amount", S("Enter an amount in euros and cents, without a sign."))
    if part.purpose in OF_A_CLIENT and part.client_id is None:
        yield Fault("client", S("Choose whose money this is."), missing=True)
    if part.purpose in OF_A_CLIENT and entry.amount < 0:
        yield Fault("purpose", S("Only money that came in can be kept or given back."))
    if part.purpose in ("invoice", *OF_A_CLIENT) and entry.currency != EURO:
        sentence = S("This is not in euros. Book it once the bank has exchanged it.")
        yield Fault("purpose", sentence)
    if part.purpose == "other":
        yield from words_faults(part.words, S("Write what the money is about."))
    else:
        for each in text_faults(part.words, LONGEST_WORDS, multiline=False):
            yield Fault("words", each)


def _beyond(
    entry: BankEntry, parts: Sequence[Given], limits: Mapping[int, Decimal]
) -> Iterator[Fault]:
    given: dict[int, Decimal] = defaultdict(Decimal)
    for place, part in enumerate(parts):
        if part.purpose != "invoice":
            continue
        limit = limits.get(part.invoice_id or 0)
        if limit is None:
            yield Fault(f"parts[{place}].invoice", S("Choose an invoice."), missing=True)
            continue
        given[part.invoice_id or 0] += abs(part.amount)
        if given[part.invoice_id or 0] > limit:
            yield Fault(f"parts[{place}].amount", _too_much(entry, limit))


def _too_much(entry: BankEntry, limit: Decimal) -> Sentence:
    if entry.amount < 0:
        return S("The invoice has got {limit} that can go back.", limit=Money(limit))
    if not limit:
        return S("Nothing is open of this invoice. Keep the money for its client, or pay it back.")
    return S(
        "Only {limit} are open of this invoice. Keep the rest for its client, or pay it back.",
        limit=Money(limit),
    )
