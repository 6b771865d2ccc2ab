"""What is said of a bank's file: why it cannot be read, how to mend that, what was odd. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from kontor.formats.statement import Note, NoteCode, Trouble, Unreadable, Value
from kontor.foundation.sentence import Datum, S, Sentence, one_after_another
from kontor.foundation.written import Money

Values = Mapping[str, Value]

_ANEW: Final = S("Ask the bank for the file anew, as camt.053 or MT940.")
_WHOLE: Final = S("Download the file from the bank once more.")
_OTHER_FORMAT: Final = S("Ask for the statement as camt.053 or MT940 in your online banking.")


def unreadable(reason: Unreadable) -> Sentence:
    """Why nothing of the file was taken, and what to do; of a file in a ZIP, which one."""
    if reason.cause is not None:
        cause = unreadable(reason.cause)
        return S("{name} in the ZIP: {cause}", name=reason.values["name"], cause=cause)
    return _TROUBLES[reason.code](reason.values)


def noted(note: Note) -> Sentence:
    """What was read with leniency, or left out."""
    return _NOTES[note.code](note.values)


def _place(values: Values) -> Sentence:
    """`entry` counts the entries of the file; 0 is a balance, or the statement itself."""
    if not values["entry"]:
        return S("A balance")
    return S("Entry {entry} of the file", entry=values["entry"])


def money(amount: Decimal, currency: str) -> Datum:
    """The amount as a sentence says it, with its currency."""
    return Money(amount) if currency == "EUR" else f"{amount:.2f} {currency}".strip()


def _money(values: Values, name: str = "amount") -> Datum:
    """An amount with its currency; a count as it is."""
    value = values[name]
    if not isinstance(value, Decimal):
        return value
    return money(value, str(values.get("currency", "")))


_TROUBLES: Final[Mapping[Trouble, Callable[[Values], Sentence]]] = {
    Trouble.EMPTY: lambda _: _then(S("The file is empty."), _WHOLE),
    Trouble.TOO_LARGE: lambda values: S(
        "The file is larger than {limit} MiB. Ask the bank for shorter periods, and hand in one"
        " after the other.",
        limit=values["limit"],
    ),
    Trouble.ENCODING: lambda _: _then(
        S("The letters of the file are coded in a way that no bank statement is."), _ANEW
    ),
    Trouble.PDF: lambda _: _then(
        S("This is a PDF. It is for people to read; amounts cannot be taken from it."),
        _OTHER_FORMAT,
    ),
    Trouble.PICTURE: lambda _: _then(S("This is a picture."), _OTHER_FORMAT),
    Trouble.SPREADSHEET: lambda _: _then(
        S("This is a spreadsheet. It lacks the balances by which a statement is checked."),
        _OTHER_FORMAT,
    ),
    Trouble.CSV: lambda _: _then(
        S("This is a CSV list. It lacks the balances by which a statement is checked."),
        _OTHER_FORMAT,
    ),
    Trouble.UNKNOWN: lambda _: _then(S("This is no bank statement."), _OTHER_FORMAT),
    Trouble.HTML: lambda _: _then(
        S("This is a web page, perhaps because the bank had signed you out."), _WHOLE
    ),
    Trouble.DOCTYPE: lambda _: _then(
        S(
            "The file contains a DOCTYPE, which no bank writes and which can do harm. It was not"
            " read."
        ),
        _WHOLE,
    ),
    Trouble.BROKEN_XML: lambda values: _then(
        S(
            "The file is damaged: it breaks the rules of XML in line {line} ({problem}).",
            line=values["line"],
            problem=values["problem"],
        ),
        _WHOLE,
    ),
    Trouble.CUT_OFF: lambda _: _then(S("The file is cut off: its end is missing."), _WHOLE),
    Trouble.TANGLED: lambda _: _then(
        S("The file nests or heaps up elements as no bank statement does. It was not read."), _WHOLE
    ),
    Trouble.INTRADAY: lambda _: S(
        "This is a preview of the day (camt.052 or MT942), which can still change. Take the"
        " statement instead (camt.053 or MT940), on the next bank working day."
    ),
    Trouble.ORDER: lambda _: _then(
        S("This is a payment order to the bank (pain), not a statement of the bank."),
        _OTHER_FORMAT,
    ),
    Trouble.STATUS_REPORT: lambda _: _then(
        S("This is the bank’s answer to an order (pain.002), not a statement."), _OTHER_FORMAT
    ),
    Trouble.OTHER_XML: lambda values: _then(
        S("This XML file is no bank statement; it begins with “{root}”.", root=values["root"]),
        _OTHER_FORMAT,
    ),
    Trouble.NO_STATEMENT: lambda _: _then(
        S("There is no statement in the file: neither a balance nor a booked entry."), _ANEW
    ),
    Trouble.NO_ACCOUNT: lambda _: _then(
        S("A statement in the file does not say whose account it is."), _ANEW
    ),
    Trouble.NO_CLOSING: lambda _: _then(
        S("A statement in the file has no closing balance. Its end may be missing."), _WHOLE
    ),
    Trouble.NO_CURRENCY: lambda values: _then(
        S("{place} has no currency, and neither has the account.", place=_place(values)), _ANEW
    ),
    Trouble.NO_AMOUNT: lambda values: _then(
        S("{place} has no amount.", place=_place(values)), _ANEW
    ),
    Trouble.NO_SENSE: lambda values: _then(
        S("{place} does not say whether money came or went.", place=_place(values)), _ANEW
    ),
    Trouble.NO_DAY: lambda values: _then(S("{place} has no day.", place=_place(values)), _ANEW),
    Trouble.NOT_AN_AMOUNT: lambda values: _then(
        S("“{text}” stands where an amount should.", text=values["text"]), _ANEW
    ),
    Trouble.NOT_A_DAY: lambda values: _then(
        S("“{text}” stands where a day should.", text=values["text"]), _ANEW
    ),
    Trouble.NOT_A_LINE: lambda values: _then(
        S("{place} cannot be read: “{text}”.", place=_place(values), text=values["text"]), _WHOLE
    ),
    Trouble.ZIP_BROKEN: lambda _: _then(S("The ZIP file is damaged."), _WHOLE),
    Trouble.ZIP_EMPTY: lambda _: _then(S("There is no file in the ZIP."), _WHOLE),
    Trouble.ZIP_MANY: lambda values: S(
        "The ZIP holds more than {most} files. Hand them in in several parts.",
        most=values["most"],
    ),
    Trouble.ZIP_LOCKED: lambda _: S(
        "The ZIP is protected by a password. Unpack it, and hand in what is in it."
    ),
}

_NOTES: Final[Mapping[NoteCode, Callable[[Values], Sentence]]] = {
    NoteCode.PENDING: lambda values: Sentence.plural(
        "{n} entry is only announced and was left out; it comes again when it is booked.",
        "{n} entries are only announced and were left out; they come again when they are booked.",
        int(str(values["n"])),
    ),
    NoteCode.NO_OPENING: lambda values: S(
        "Statement {number} of {iban} names no opening balance, so it could not be checked whether"
        " its entries are all there.",
        number=values["number"],
        iban=values["iban"],
    ),
    NoteCode.NO_BALANCES: lambda _: S(
        "A camt.054 names no balances, so it could not be checked whether its entries are all"
        " there."
    ),
    NoteCode.BALANCE_SENSE: lambda _: S(
        "A balance does not say whether it is in credit or in debit; credit was taken."
    ),
    NoteCode.NO_ENTRIES: lambda values: S(
        "Statement {number} of {iban} has no entries.",
        number=values["number"],
        iban=values["iban"],
    ),
    NoteCode.ENCODING: lambda values: S(
        "The letters of the file are not in UTF-8; they were read as {encoding}. Look whether names"
        " with umlauts are right.",
        encoding=values["encoding"],
    ),
    NoteCode.BATCH_WITHOUT_DETAILS: lambda values: S(
        "Entry {entry} is a collective one, and the file does not name the payments in it. Ask"
        " the bank for them as camt.054.",
        entry=values["entry"],
    ),
    NoteCode.PARTS_DIFFER: lambda values: S(
        "The {payments} payments of collective entry {entry} do not come to its amount; it was"
        " read as a whole.",
        payments=values["payments"],
        entry=values["entry"],
    ),
    NoteCode.CHARGES_APART: lambda values: S(
        "Charges of {amount} are only announced beside a payment; the bank books them by"
        " themselves.",
        amount=_money(values),
    ),
    NoteCode.CHARGES_FOREIGN: lambda values: S(
        "Charges of {amount} are in another currency than the account, and were not counted.",
        amount=_money(values),
    ),
    NoteCode.FOREIGN: lambda values: S(
        "There are entries in {currency} on an account in {account}. They are settled by hand.",
        currency=values["currency"],
        account=values["account"],
    ),
    NoteCode.REVERSALS_TURNED: lambda values: Sentence.plural(
        "{n} reversal was written with the sign of what it reverses; by the balances it was"
        " turned.",
        "{n} reversals were written with the sign of what they reverse; by the balances they were"
        " turned.",
        int(str(values["n"])),
    ),
    NoteCode.TOTALS_DIFFER: lambda values: S(
        "The bank’s own total is {said}, but {found} was read. Compare the file with the account.",
        said=_money(values, "said"),
        found=_money(values, "found"),
    ),
    NoteCode.VALUE_DAY: lambda _: S("Some entries have no booking day; their value day was taken."),
    NoteCode.STATEMENT_DAY: lambda _: S(
        "A statement has no days of its own; the day on which it was made was taken."
    ),
    NoteCode.ENTRY_DAY: lambda _: S(
        "Some entries have no day of their own; that of their statement was taken."
    ),
    NoteCode.DAY_CORRECTED: lambda values: S(
        "The day {text} does not exist; the last of that month was taken.", text=values["text"]
    ),
    NoteCode.NEGATIVE: lambda values: S(
        "The amount of entry {entry} has a minus sign, against the rules; it was read with it.",
        entry=values["entry"],
    ),
    NoteCode.NO_CURRENCY: lambda values: S(
        "Some entries have no currency; {currency} was taken, as of the account.",
        currency=values["currency"],
    ),
    NoteCode.ACCOUNT_COMPUTED: lambda values: S(
        "The account is named as {account}; its IBAN was worked out: {iban}.",
        account=values["account"],
        iban=values["iban"],
    ),
    NoteCode.ACCOUNT_NO_IBAN: lambda values: S(
        "The account is named as {account}, which is no valid IBAN.", account=values["account"]
    ),
    NoteCode.NO_NAMESPACE: lambda values: S(
        "The file does not say which version of {format} it is; it was read all the same.",
        format=values["format"],
    ),
    NoteCode.MORE: lambda values: Sentence.plural(
        "{n} more note of the same kinds is left out here.",
        "{n} more notes of the same kinds are left out here.",
        int(str(values["n"])),
    ),
    NoteCode.UNKNOWN_LINE: lambda values: S(
        "Lines with the unknown mark :{tag}: were left out.", tag=values["tag"]
    ),
}


def _then(what: Sentence, remedy: Sentence) -> Sentence:
    return one_after_another(what, remedy)
