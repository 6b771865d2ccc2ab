"""Euros: rounding, VAT, splitting, and reading what people type. Decimal only, half up."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from kontor.foundation.refusal import Unreadable
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Language, amount_text

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
HUNDRED = Decimal(100)


def to_cents(amount: Decimal) -> Decimal:
    """The amount with two decimals, half up (away from zero)."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def vat_of(basis: Decimal, rate: Decimal) -> Decimal:
    """VAT in euros on a net basis; `rate` in percent. Once per group, never per line."""
    return to_cents(basis * rate / HUNDRED)


def split(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """`total` (two decimals) in proportion to the weights; parts half up, the last takes the rest.

    No part has the other sign than the total, and the parts always sum to it: where rounding up
    has used everything, later parts get nothing. All weights zero: the last part gets it all.
    """
    if not weights:
        raise ValueError("nothing to split over")
    sign = -1 if total < 0 else 1
    rest, whole = abs(total), sum(weights)
    parts = []
    for weight in weights[:-1]:
        part = min(to_cents(abs(total) * weight / whole), rest) if whole else ZERO
        parts.append(sign * part)
        rest -= part
    return [*parts, sign * rest]


def parse_amount(text: str, language: Language, decimals: int, maximum: Decimal) -> Decimal:
    """What a person typed, as a Decimal between 0 and `maximum`.

    Takes `1.234,56`, `1,234.56`, `1234.56` and `1234,5` in both languages. A lone dot or comma
    before exactly three digits (`12.500`) could mean two things and is asked back; the language
    only chooses how the question is written. Raises Unreadable.
    """
    typed = text.strip()
    _must_look_like_a_number(typed, language)
    number = Decimal(_plain(typed, language, decimals))
    _must_fit(number, decimals, maximum)
    return number


def parse_strict(text: str, decimals: int, maximum: Decimal) -> Decimal:
    """A number in an order file: digits with at most one dot, nothing else. Raises Unreadable."""
    if re.fullmatch(r"-[0-9]+(\.[0-9]+)?", text):
        raise Unreadable(S("must not be negative"))
    if not re.fullmatch(r"[0-9]{1,40}(\.[0-9]{1,40})?", text):
        raise Unreadable(S("must be digits with at most one dot, like 1234.56"))
    number = Decimal(text)
    if _decimals_of(text.partition(".")[2]) > decimals:
        raise Unreadable(
            S.plural("must have at most {n} decimal", "must have at most {n} decimals", decimals)
        )
    if number > maximum:
        raise Unreadable(S("must be at most {maximum}", maximum=f"{maximum:f}"))
    return number


def _must_look_like_a_number(typed: str, language: Language) -> None:
    example = amount_text(Decimal("1234.56"), language)
    if not typed:
        raise Unreadable(S("Enter a number, for example {example}.", example=example))
    if re.match(r"[-\N{MINUS SIGN}\N{EN DASH}]\s*[0-9]", typed):
        raise Unreadable(S("Enter a number of 0 or more, without a minus sign."))
    if re.fullmatch(r"[0-9.,]+(\s+[0-9.,]+)+", typed):
        raise Unreadable(
            S("Write the number without spaces, for example {example}.", example=example)
        )
    if not re.fullmatch(r"[0-9.,]{1,40}", typed):
        raise Unreadable(
            S(
                "Write the number with the digits 0 to 9 only, for example {example}.",
                example=example,
            )
        )


def _plain(typed: str, language: Language, decimals: int) -> str:
    """Digits with at most one dot, where the reading is beyond doubt."""
    if re.fullmatch(r"[0-9]+", typed):
        return typed
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", typed):
        raise Unreadable(_which_of_two(typed, language, decimals))
    lone = re.fullmatch(r"([0-9]+)[.,]([0-9]+)", typed)
    if lone:
        return f"{lone[1]}.{lone[2]}"
    grouped = re.fullmatch(
        r"([0-9]{1,3})([.,])([0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?", typed
    )
    if grouped is None:
        example = amount_text(Decimal("1234.56"), language)
        raise Unreadable(
            S("Write dots and commas as in {example}, or leave the first one out.", example=example)
        )
    return f"{grouped[1]}{grouped[3].replace(grouped[2], '')}.{grouped[4] or '0'}"


def _which_of_two(typed: str, language: Language, decimals: int) -> Sentence:
    whole, digits = re.split(r"[.,]", typed)
    if _decimals_of(digits) > decimals:
        return S("Write {typed} without dot or comma: {whole}.", typed=typed, whole=whole + digits)
    fraction = digits[:-1] if digits.endswith("0") else f"{digits}0"
    return S(
        "{typed} can mean two things: write {thousands} or {decimals}.",
        typed=typed,
        thousands=whole + digits,
        decimals=whole + ("," if language == "de" else ".") + fraction,
    )


def _must_fit(number: Decimal, decimals: int, maximum: Decimal) -> None:
    if _decimals_of(f"{number:f}".partition(".")[2]) > decimals:
        raise Unreadable(
            S.plural(
                "Use at most {n} digit after the decimal mark.",
                "Use at most {n} digits after the decimal mark.",
                decimals,
            )
        )
    if number > maximum:
        raise Unreadable(S("Enter a number of at most {maximum}.", maximum=maximum))


def _decimals_of(fraction: str) -> int:
    return len(fraction.rstrip("0"))
