"""What each mode of payment must hold to be submitted (spec § 5, § 9).

Fields are the paths of the order file: `payment.parts[1].amount`, `payment.deposit`,
`payment.times`. What could not even be saved is named by `limits.faults_to_save`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from kontor.foundation.days import day_fault
from kontor.foundation.money import CENT, HUNDRED, ZERO
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.orders.draft import Draft, Mode, Part, Share
from kontor.orders.limits import FEWEST_PARTS, number_faults, share_faults
from kontor.orders.recurrence_rules import recurrence_faults
from kontor.orders.shares import net_of
from kontor.orders.totals import line_net

ASK_FOR_FIRST = S("Enter the billing date.")


def payment_faults(draft: Draft, today: date) -> Iterator[Fault]:
    """Every missing or wrong field of the payment, in the order of the form."""
    payment = draft.payment
    if payment.mode is Mode.INSTALMENTS:
        yield from _parts(payment.parts, whole_net(draft), today)
    else:
        yield from required_day("payment.billing_date", payment.billing_date, ASK_FOR_FIRST, today)
    if payment.mode is Mode.ADVANCE and payment.deposit is not None:
        yield from _deposit(payment.deposit, whole_net(draft))
        yield from _final_date(draft, today)
    if payment.mode is Mode.RECURRENT:
        yield from recurrence_faults(draft, today)
    if payment.term_days is None:
        yield Fault("payment.term_days", S("Enter the payment term in days."), missing=True)


def whole_net(draft: Draft) -> Decimal | None:
    """The order's net in euros; None while a line is missing or wrong."""
    if any(fault for line in draft.lines for fault in number_faults(line)):
        return None
    nets = [net for line in draft.lines if (net := line_net(line)) is not None]
    return sum(nets, ZERO) if len(nets) == len(draft.lines) else None


def required_day(field: str, day: date | None, ask: Sentence, today: date) -> Iterator[Fault]:
    """Whether a day is given and near enough to be meant."""
    if day is None:
        yield Fault(field, ask, missing=True)
    elif too_far := day_fault(day, today):
        yield Fault(field, too_far)


def _parts(parts: Sequence[Part], net: Decimal | None, today: date) -> Iterator[Fault]:
    if len(parts) < FEWEST_PARTS:
        few = S("Enter at least two instalments, or choose single payment.")
        yield Fault("payment.parts", few, missing=not parts)
    before: date | None = None
    for at, part in enumerate(parts):
        field = f"payment.parts[{at}].date"
        yield from required_day(field, part.on, ASK_FOR_FIRST, today)
        if part.on and before and part.on < before:
            later = S("Choose {day} or later. The instalment before is billed then.", day=before)
            yield Fault(field, later)
        before = part.on or before
    shares = [part.share for part in parts]
    wrong = [
        fault.under(f"payment.parts[{at}]")
        for at, share in enumerate(shares)
        for fault in _share(share, net)
    ]
    yield from wrong
    out_of_range = any(fault for share in shares for fault in share_faults(share))
    if len(parts) >= FEWEST_PARTS and not wrong and not out_of_range:
        yield from _sum(parts, net)


def _share(share: Share, net: Decimal | None) -> Iterator[Fault]:
    """One part alone."""
    name = "amount" if share.percent is None else "percent"
    if share == Share():
        yield Fault("amount", S("Enter an amount or a percentage."), missing=True)
    elif _is_zero(share):
        yield Fault(name, S("Enter a number above 0."))
    elif net and net_of(share, net) == 0:
        yield Fault(name, S("Enter more: this is less than one cent of {net}.", net=Money(net)))


def _is_zero(share: Share) -> bool:
    return any(number is not None and number.is_zero() for number in (share.amount, share.percent))


def _sum(parts: Sequence[Part], net: Decimal | None) -> Iterator[Fault]:
    percents = sum((part.share.percent or ZERO for part in parts), ZERO)
    amounts = sum((net_of(part.share, net or ZERO) or ZERO for part in parts), ZERO)
    if all(part.share.percent is not None for part in parts):
        if percents != HUNDRED:
            yield Fault(
                "payment.parts",
                S("Change the instalments to 100 % together; now they are {sum} %.", sum=percents),
            )
        elif net is not None and _rest(parts, net) <= 0:
            yield Fault("payment.parts", S("Use fewer instalments; nothing is left for the last."))
    elif net is not None and amounts != net:
        yield Fault(
            "payment.parts",
            S(
                "Change the instalments to {net} together, the order’s net; now they are {sum}.",
                net=Money(net),
                sum=Money(amounts),
            ),
        )


def _rest(parts: Sequence[Part], net: Decimal) -> Decimal:
    return net - sum((net_of(part.share, net) or ZERO for part in parts[:-1]), ZERO)


def _deposit(share: Share, net: Decimal | None) -> Iterator[Fault]:
    field = "payment.deposit"
    asked = None if net is None else net_of(share, net)
    if share == Share():
        yield Fault(field, S("Enter the deposit as an amount or a percentage."), missing=True)
    elif _is_zero(share) or asked == 0:
        yield Fault(field, S("Enter a deposit of at least {cent}.", cent=Money(CENT)))
    elif asked is not None and net is not None and asked >= net:
        yield Fault(
            field,
            S(
                "Enter less than {net}, the order’s net, or choose an advance payment of the whole"
                " amount.",
                net=Money(net),
            ),
        )


def _final_date(draft: Draft, today: date) -> Iterator[Fault]:
    field, first, final = "payment.final_date", draft.payment.billing_date, draft.payment.final_date
    ask = S("Enter the date of the final invoice.")
    yield from required_day(field, final, ask, today)
    if first and final and final < first:
        yield Fault(
            field, S("Choose {day} or later. The deposit is billed on that day.", day=first)
        )
