"""The accounts and numbers of the tax adviser's books that a house sets (DATEV). Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence

REVENUE: Final = "revenue_"
TAX_KEY: Final = "tax_key_"
BANK: Final = "bank_"
LEAST_LENGTH: Final = 4


@dataclass(frozen=True)
class Number:
    """A number of digits alone from `least` to `most`; without bounds it is a ledger account."""

    title: Sentence
    help: Sentence
    least: int = 0
    most: int = 0
    needed: bool = True


def _account(title: Sentence, skr03: str, skr04: str) -> Number:
    return Number(title, S("SKR03 {first}, SKR04 {second}", first=skr03, second=skr04))


def _tax_key(title: Sentence) -> Number:
    words = S("Empty where the account knows its tax by itself.")
    return Number(title, words, least=1, most=9999, needed=False)


NUMBERS: Final[Mapping[str, Number]] = {
    "consultant": Number(
        S("Consultant number of the tax adviser"),
        S("The tax adviser knows it."),
        least=1001,
        most=9_999_999,
    ),
    "client": Number(
        S("Client number with the tax adviser"),
        S("The tax adviser knows it."),
        least=1,
        most=99_999,
    ),
    "account_length": Number(
        S("Digits of an account"),
        S("Those of ledger accounts; accounts of customers have one more."),
        least=LEAST_LENGTH,
        most=8,
    ),
    "fiscal_month": Number(
        S("Month in which the fiscal year begins"), S("1 for January."), least=1, most=12
    ),
    "debtors": Number(
        S("First account of customers"),
        S("Each client gets this number and its own added, for example 10000."),
        least=10_000,
        most=699_999_999,
    ),
    "revenue_standard": _account(S("Revenue, standard rate"), "8400", "4400"),
    "revenue_reduced": _account(S("Revenue, reduced rate"), "8300", "4300"),
    "revenue_exempt": _account(S("Revenue, exempt"), "8100", "4100"),
    "revenue_reverse_charge": _account(S("Revenue, reverse charge"), "8336", "4336"),
    "revenue_outside": _account(S("Revenue, not taxable in Germany"), "8338", "4338"),
    "tax_key_standard": _tax_key(S("Tax key, standard rate")),
    "tax_key_reduced": _tax_key(S("Tax key, reduced rate")),
    "tax_key_exempt": _tax_key(S("Tax key, exempt")),
    "tax_key_reverse_charge": _tax_key(S("Tax key, reverse charge")),
    "tax_key_outside": _tax_key(S("Tax key, not taxable in Germany")),
    "charges": _account(S("Charges of the bank"), "4970", "6855"),
    "written_off": _account(S("Written off"), "2400", "6930"),
    "clearing": Number(
        S("Neither of a client nor a charge"),
        S("What was decided to be something else, for example SKR03 1590, SKR04 1370."),
    ),
}
"""By their key; a bank account is `bank_` and its IBAN."""


def number_of(key: str) -> Number:
    """Of any key, a bank account's too. KeyError for an unknown one."""
    if key.startswith(BANK):
        return _account(S("Bank account {iban}", iban=key.removeprefix(BANK)), "1200", "1800")
    return NUMBERS[key]


def number_faults(values: Mapping[str, str]) -> list[Fault]:
    """What is wrong with the values by key; nothing has to be filled in until it is needed."""
    length = values.get("account_length", "")
    return [
        Fault(key, sentence)
        for key, value in values.items()
        if value
        for sentence in _faults(key, value, int(length) if length.isdecimal() else 0)
    ]


def first_debtor_faults(first: int, length: int) -> Iterator[Sentence]:
    """Accounts of customers have one digit more than others, and begin with 1 to 6."""
    lowest = 10**length
    if not lowest <= first < 7 * lowest:
        yield S(
            "Enter an account from {least} to {most}: with {n} digits for others, those are the"
            " accounts of customers.",
            least=str(lowest),
            most=str(7 * lowest - 1),
            n=length,
        )


def _faults(key: str, value: str, length: int) -> Iterator[Sentence]:
    number = number_of(key)
    if not re.fullmatch(r"[0-9]{1,9}", value):
        yield S("Enter digits only, without spaces.")
    elif number.most and not number.least <= int(value) <= number.most:
        yield S(
            "Enter a number from {least} to {most}.",
            least=str(number.least),
            most=str(number.most),
        )
    elif not number.most and (value.startswith("0") or (length and len(value) != length)):
        yield S("Enter an account of {n} digits, the first not 0.", n=length or LEAST_LENGTH)
    elif key == "debtors" and length:
        yield from first_debtor_faults(int(value), length)
