"""The payments as they were typed: texts and rows from a stored payment, and a payment from them.

Only the chosen mode counts; what stands in the fields of the others never reaches the draft.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from kontor.orders.draft import Every, Mode, Part, Payment, Recurrence, Share
from kontor.pages.member.payment_fields import (
    DEPOSIT,
    EURO,
    FIRST_DATE,
    OPEN,
    PERCENT,
    TIMES,
    UNTIL,
    USUAL,
    chosen_mode,
)
from kontor.pages.shared.forms import written_amount, written_day, written_number

Value = Callable[[str], Any]

NOT_SAID = 0  # times, while nobody has said when recurrent payments end


def payment_texts(payment: Payment) -> dict[str, str]:
    """The fields of a stored payment as they would be typed."""
    deposit, recurrence = payment.deposit or Share(), payment.recurrence
    texts = {
        **USUAL,
        "mode": payment.mode.value,
        **dict.fromkeys(FIRST_DATE.values(), ""),
        "parts_in": _measure(*(part.share for part in payment.parts)),
        "deposit": _share_text(deposit),
        "deposit_in": _measure(deposit),
        "final_date": written_day(payment.final_date),
        "last_day": "",
        "times": "",
        "until": "",
        "term_days": written_number(payment.term_days),
    }
    if payment.mode in FIRST_DATE:
        texts[FIRST_DATE[payment.mode]] = written_day(payment.billing_date)
    if payment.deposit:
        texts["advance"] = DEPOSIT
    return texts | (_recurrence_texts(recurrence) if recurrence else {})


def part_row(part: Part) -> dict[str, str]:
    """An instalment as it would be typed."""
    return {"on": written_day(part.on), "share": _share_text(part.share)}


def payment_of(texts: dict[str, str], value: Value, parts: Iterable[Value]) -> Payment:
    """The payment of the chosen mode; `value` reads a field, each of `parts` a row's fields."""
    mode, term = chosen_mode(texts), value("term_days")
    if mode is Mode.INSTALMENTS:
        return Payment(mode, None, term, parts=_parts(parts, value("parts_in")))
    first: date | None = value(FIRST_DATE[mode])
    if mode is Mode.RECURRENT:
        return Payment(mode, first, term, recurrence=_recurrence(value))
    if mode is Mode.ADVANCE and value("advance") == DEPOSIT:
        deposit = _share(value("deposit"), value("deposit_in"))
        return Payment(mode, first, term, deposit=deposit, final_date=value("final_date"))
    return Payment(mode, first, term)


def _recurrence_texts(recurrence: Recurrence) -> dict[str, str]:
    ends = OPEN if recurrence.times is None else TIMES if recurrence.times else ""
    return {
        "every": written_number(recurrence.every),
        "every_unit": recurrence.unit or "",
        "last_day": "on" if recurrence.last_day else "",
        "ends": UNTIL if recurrence.until else ends,
        "times": written_number(recurrence.times or None),
        "until": written_day(recurrence.until),
    }


def _recurrence(value: Value) -> Recurrence:
    unit, ends = value("every_unit"), value("ends")
    until = value("until") if ends == UNTIL else None
    times = value("times") if ends == TIMES else None
    return Recurrence(
        every=value("every"),
        unit=Every(unit) if unit else None,
        last_day=value("last_day") and unit != Every.WEEK,
        times=times if ends == OPEN or until or times else NOT_SAID,
        until=until,
    )


def _parts(rows: Iterable[Value], measure: str) -> tuple[Part, ...]:
    return tuple(Part(row("on"), _share(row("share"), measure)) for row in rows)


def _share(number: Decimal | None, measure: str) -> Share:
    return Share(amount=number) if measure == EURO else Share(percent=number)


def _share_text(share: Share) -> str:
    return written_number(share.percent) or written_amount(share.amount)


def _measure(*shares: Share) -> str:
    return EURO if any(share.amount is not None for share in shares) else PERCENT
