"""The key `payment` of an order file: each mode of payment with the keys that belong to it."""

from collections.abc import Iterable
from decimal import Decimal

from kontor.cli.simulate.shape import Reader
from kontor.foundation.sentence import S
from kontor.orders import limits
from kontor.orders.draft import Every, Mode, Part, Payment, Recurrence, Share

USUAL_TERM = 14
MOST_TIMES = 260
KEYS: dict[Mode, frozenset[str]] = {
    Mode.SINGLE: frozenset({"billing_date"}),
    Mode.INSTALMENTS: frozenset({"parts"}),
    Mode.ADVANCE: frozenset({"billing_date", "deposit", "final_date"}),
    Mode.RECURRENT: frozenset({"every", "unit", "billing_date", "last_day", "times", "until"}),
}


def read_payment(top: Reader) -> Payment:
    """The mode with its own keys; a key of another mode is a fault like an unknown one."""
    part = top.part("payment", required=True)
    if part is None:
        return Payment()
    mode = part.choice("mode", Mode, list(Mode))
    if not part.has("mode"):
        part.fault("mode", S("is missing"))
    term = part.whole("term_days", least=0, most=limits.LONGEST_TERM)
    payment = Payment(mode=mode or Mode.SINGLE, term_days=USUAL_TERM if term is None else term)
    if mode is None:
        part.known |= frozenset().union(*KEYS.values())
    else:
        payment = _of_mode(part, payment)
    part.finish()
    return payment


def _of_mode(part: Reader, payment: Payment) -> Payment:
    mode, term = payment.mode, payment.term_days
    if mode is Mode.INSTALMENTS:
        return Payment(mode, None, term, parts=_parts(part))
    first = part.day("billing_date", required=True)
    if mode is Mode.RECURRENT:
        return Payment(mode, first, term, recurrence=_recurrence(part))
    if mode is Mode.ADVANCE and part.has("deposit"):
        final_date = part.day("final_date", required=True)
        return Payment(mode, first, term, deposit=_deposit(part), final_date=final_date)
    return Payment(mode, first, term)


def _parts(part: Reader) -> tuple[Part, ...]:
    parts = []
    for each in part.parts("parts", required=True):
        parts.append(Part(each.day("date", required=True), _share(each)))
        each.finish()
    return tuple(parts)


def _deposit(part: Reader) -> Share:
    inner = part.part("deposit")
    if inner is None:
        return Share()
    share = _share(inner)
    inner.finish()
    return share


def _share(part: Reader) -> Share:
    amount = part.number("amount", 2, limits.HIGHEST_AMOUNT)
    percent = part.number("percent", 2, Decimal(100))
    if part.has("amount") and part.has("percent"):
        part.fault("percent", S("must not stand beside an amount"))
        return Share(amount=amount)
    if not part.has("amount") and not part.has("percent"):
        part.fault("amount", S("is missing; give an amount or a percent"))
    return Share(amount, percent)


def _recurrence(part: Reader) -> Recurrence:
    every = part.whole("every", least=1, most=100)
    unit = part.choice("unit", Every, _names(Every))
    if not part.has("unit"):
        part.fault("unit", S("is missing"))
    times = part.whole("times", least=1, most=MOST_TIMES)
    until = part.day("until")
    ends = part.has("times"), part.has("until")
    if all(ends):
        part.fault("until", S("must not stand beside times"))
        until = None
    if any(ends) and times is None and until is None:
        times = 1  # what was given has a fault of its own; open-ended it is not
    return Recurrence(
        every=1 if every is None else every,
        unit=unit or Every.MONTH,
        last_day=part.flag("last_day", default=False),
        times=times,
        until=until,
    )


def _names(kind: Iterable[Every]) -> list[str]:
    return [each.value for each in kind]
