"""A bank statement as values: what a bank booked on one account, between two balances. Pure.

Texts are as the bank wrote them, amounts are in the currency named beside them, days are the
bank's. What is known of a statement but not certain stands in its notes; what cannot be read raises
`Unreadable`. Both bear a code and values and no words: `receivables/statement_words.py` has those.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = "str | int | Decimal | date"


class Kind(StrEnum):
    """What an entry is. A batch: several payments booked as one, without details."""

    PAYMENT = "payment"
    RETURN = "return"
    CHARGE = "charge"
    BATCH = "batch"
    OTHER = "other"


class NoteCode(StrEnum):
    """What was read with leniency or left out, and must be said."""

    PENDING = "pending"
    NO_OPENING = "no_opening"
    NO_BALANCES = "no_balances"
    BALANCE_SENSE = "balance_sense"
    NO_ENTRIES = "no_entries"
    ENCODING = "encoding"
    BATCH_WITHOUT_DETAILS = "batch_without_details"
    PARTS_DIFFER = "parts_differ"
    CHARGES_APART = "charges_apart"
    CHARGES_FOREIGN = "charges_foreign"
    FOREIGN = "foreign"
    REVERSALS_TURNED = "reversals_turned"
    TOTALS_DIFFER = "totals_differ"
    VALUE_DAY = "value_day"
    STATEMENT_DAY = "statement_day"
    ENTRY_DAY = "entry_day"
    DAY_CORRECTED = "day_corrected"
    NEGATIVE = "negative"
    NO_CURRENCY = "no_currency"
    ACCOUNT_COMPUTED = "account_computed"
    ACCOUNT_NO_IBAN = "account_no_iban"
    NO_NAMESPACE = "no_namespace"
    UNKNOWN_LINE = "unknown_line"
    MORE = "more"


class Trouble(StrEnum):
    """Why nothing can be read from a file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    PDF = "pdf"
    PICTURE = "picture"
    SPREADSHEET = "spreadsheet"
    CSV = "csv"
    UNKNOWN = "unknown"
    HTML = "html"
    DOCTYPE = "doctype"
    BROKEN_XML = "broken_xml"
    CUT_OFF = "cut_off"
    TANGLED = "tangled"
    INTRADAY = "intraday"
    ORDER = "order"
    STATUS_REPORT = "status_report"
    OTHER_XML = "other_xml"
    NO_STATEMENT = "no_statement"
    NO_ACCOUNT = "no_account"
    NO_CLOSING = "no_closing"
    NO_CURRENCY = "no_currency"
    NO_AMOUNT = "no_amount"
    NO_SENSE = "no_sense"
    NO_DAY = "no_day"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_A_DAY = "not_a_day"
    NOT_A_LINE = "not_a_line"
    ZIP_BROKEN = "zip_broken"
    ZIP_EMPTY = "zip_empty"
    ZIP_MANY = "zip_many"
    ZIP_LOCKED = "zip_locked"
    IN_ZIP = "in_zip"


@dataclass(frozen=True)
class Note:
    """Something to be said about what was read."""

    code: NoteCode
    values: Mapping[str, Value] = field(default_factory=dict)


class Unreadable(Exception):
    """Nothing of the file can be taken. `cause`: what is wrong with a file inside a ZIP."""

    def __init__(
        self, code: Trouble, cause: "Unreadable | None" = None, /, **values: Value
    ) -> None:
        super().__init__(code, values)
        self.code = code
        self.cause = cause
        self.values: Mapping[str, Value] = values


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A booking on the account, or one payment of a batch whose payments the bank names.

    `amount` is above zero where money came in. `reference` keeps the lines as the bank cut them,
    `reference_line` has them joined; `structured` is a creditor reference (RF…), `end_to_end` and
    `bank_reference` are empty where there is none. `part` is 0 for a whole booking and 1 … n for
    the payments of a batch, which have the batch's `bank_reference` and its amount as `whole`.
    `name` and `iban` are the other side's, `ultimate` is on whose behalf it paid. `charges` are
    what the bank kept or took for it, at least 0, and already in `amount` unless a note says
    otherwise. `original_amount` is what was sent in `original_currency`.
    """

    booked_on: date
    value_on: date | None
    amount: Decimal
    currency: str
    kind: Kind
    reference: str = ""
    reference_line: str = ""
    structured: str = ""
    end_to_end: str = ""
    bank_reference: str = ""
    part: int = 0
    whole: Decimal | None = None
    name: str = ""
    ultimate: str = ""
    iban: str = ""
    return_reason: str = ""
    charges: Decimal = Decimal(0)
    original_amount: Decimal | None = None
    original_currency: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """The entries of one account from day to day; a balance is None where the bank names none."""

    iban: str
    currency: str
    number: str
    from_day: date
    to_day: date
    opening: Decimal | None
    closing: Decimal | None
    entries: tuple[Entry, ...]

    @property
    def difference(self) -> Decimal | None:
        """Closing less opening less entries: 0 if it fits, None if a balance is missing."""
        if self.opening is None or self.closing is None:
            return None
        return self.closing - self.opening - sum((each.amount for each in self.entries), Decimal(0))

    @property
    def balanced(self) -> bool:
        """Whether both balances are named and the entries lead from one to the other."""
        return self.difference == 0


@dataclass(frozen=True)
class StatementFile:
    """What a file holds: at least one statement. `format`: `camt.053.001.08`, `MT940`, say."""

    format: str
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]
