"""What even a draft may not hold: overlong text, control characters, numbers out of range."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import text_faults
from kontor.orders.draft import Draft, Line, Payment, Recurrence, Share

LONGEST_TERM = 90
FEWEST_PARTS = 2
MOST_INVOICES = 260  # of one order; an open-ended payment goes on
MOST_EVERY = 260
HIGHEST_PERCENT = Decimal(100)
SHARE_DECIMALS = 2
MOST_LINES = 200
HIGHEST_QUANTITY = Decimal("999999.999")
HIGHEST_AMOUNT = Decimal("9999999.99")
HIGHEST_HOURS = Decimal("99999.99")
QUANTITY_DECIMALS, PRICE_DECIMALS, HOURS_DECIMALS = 3, 4, 2

# Longest text in characters; the ones in the second table keep their line breaks.
ONE_LINE = {
    "contact.name": 120,
    "contact.email": 254,
    "contact.phone": 40,
    "title": 200,
    "sector": 40,
    "place_country": 2,
    "confirmation.skip_text": 200,
    "buyer_reference": 100,
    "purchase_order": 100,
}
SEVERAL_LINES = {"description": 8000, "special_agreement": 2000, "comment": 4000}
LINE_TEXT = 200


def faults_to_save(draft: Draft) -> list[Fault]:
    """Why a draft cannot be stored as it stands, by field; an incomplete one can."""
    return [
        *_text_faults(draft),
        *_number_faults(draft),
        *_payment_faults(draft.payment),
        *(
            fault.under(f"lines[{at}]")
            for at, line in enumerate(draft.lines)
            for fault in _line(line)
        ),
    ]


def text_at(draft: Draft, path: str) -> str:
    """The text of a draft at a path like `contact.name`."""
    value: object = draft
    for name in path.split("."):
        value = getattr(value, name)
    return str(value)


def number_fault(number: Decimal, maximum: Decimal, decimals: int) -> Sentence | None:
    """Why a number is out of range, or None."""
    if not number.is_finite():
        return S("Write the number with the digits 0 to 9 only.")
    if number < 0:
        return S("Enter a number of 0 or more, without a minus sign.")
    if number > maximum:
        return S("Enter a number of at most {maximum}.", maximum=maximum)
    if number != round(number, decimals):
        return S.plural(
            "Use at most {n} digit after the decimal mark.",
            "Use at most {n} digits after the decimal mark.",
            decimals,
        )
    return None


def number_faults(line: Line) -> Iterator[Fault]:
    """What is wrong with the quantity and the price of a line, as far as they are given."""
    limits = (
        ("quantity", line.quantity, HIGHEST_QUANTITY, QUANTITY_DECIMALS),
        ("unit_price", line.unit_price, HIGHEST_AMOUNT, PRICE_DECIMALS),
    )
    for name, number, maximum, decimals in limits:
        fault = number_fault(number, maximum, decimals) if number is not None else None
        if fault:
            yield Fault(name, fault)


def _text_faults(draft: Draft) -> Iterator[Fault]:
    limits = [(path, limit, False) for path, limit in ONE_LINE.items()]
    limits += [(path, limit, True) for path, limit in SEVERAL_LINES.items()]
    for path, limit, multiline in limits:
        for sentence in text_faults(text_at(draft, path), limit, multiline=multiline):
            yield Fault(path, sentence)


def _number_faults(draft: Draft) -> Iterator[Fault]:
    if draft.hours is not None:
        sentence = number_fault(draft.hours, HIGHEST_HOURS, HOURS_DECIMALS)
        if sentence:
            yield Fault("hours", sentence)
    if len(draft.lines) > MOST_LINES:
        yield Fault("lines", S("Use at most {most} lines in one order.", most=MOST_LINES))


def share_faults(share: Share) -> Iterator[Fault]:
    """What is wrong with an amount or a percentage, as far as they are given; never both."""
    if share.amount is not None and share.percent is not None:
        yield Fault("percent", S("Enter an amount or a percentage, not both."))
    limits = (
        ("amount", share.amount, HIGHEST_AMOUNT),
        ("percent", share.percent, HIGHEST_PERCENT),
    )
    for name, number, maximum in limits:
        fault = number_fault(number, maximum, SHARE_DECIMALS) if number is not None else None
        if fault:
            yield Fault(name, fault)


def _payment_faults(payment: Payment) -> Iterator[Fault]:
    term = payment.term_days
    if term is not None and not 0 <= term <= LONGEST_TERM:
        yield Fault(
            "payment.term_days",
            S("Enter a payment term from 0 to {most} days.", most=LONGEST_TERM),
        )
    for fault in share_faults(payment.deposit or Share()):
        yield replace(fault, field="payment.deposit")
    if len(payment.parts) > MOST_INVOICES:
        yield Fault("payment.parts", S("Use at most {most} instalments.", most=MOST_INVOICES))
    for at, part in enumerate(payment.parts):
        for fault in share_faults(part.share):
            yield fault.under(f"payment.parts[{at}]")
    yield from _recurrence_faults(payment.recurrence or Recurrence())


def _recurrence_faults(recurrence: Recurrence) -> Iterator[Fault]:
    limits = (
        ("payment.every", recurrence.every, MOST_EVERY),
        ("payment.times", recurrence.times or None, MOST_INVOICES),
    )
    for name, number, most in limits:
        if number is not None and not 1 <= number <= most:
            yield Fault(name, S("Enter a whole number from 1 to {most}.", most=most))


def _line(line: Line) -> Iterator[Fault]:
    for sentence in text_faults(line.text, LINE_TEXT, multiline=False):
        yield Fault("text", sentence)
    yield from number_faults(line)
