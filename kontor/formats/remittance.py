"""The keywords that banks put into the free text of a payment: `EREF+…`, `/EREF/…`. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kontor.formats.statement import Unreadable
from kontor.formats.statement_values import amount_of, reference_of

# Banks cut texts after so many signs, in the middle of words: SEPA in MT940, SWIFT, camt.
CUT_AT: Final = frozenset({27, 35, 65, 140})
_CUT: Final = "\x1f\n"  # the end of such a line, while a text is read


def _any_of(names: str) -> str:
    """Each of the names, wherever the bank cut it."""
    return "|".join(rf"(?:{_CUT}|\n)?".join(name) for name in names.split())


_GERMAN: Final = _any_of(
    "EREF KREF MREF CRED DEBT COAM OAMT SVWZ ABWA ABWE PURP RREF BREF RTRN MTLG IBAN BIC DATUM"
)
# With + wherever a word may begin; with : only where a line begins, for people write so, too.
_GERMAN_KEY: Final = re.compile(rf"(?:^|(?<=\s))({_GERMAN})\+ ?|^({_GERMAN}): ?", re.MULTILINE)
_SWIFT: Final = _any_of(
    "EREF PREF KREF IREF MARF CSID CNTP REMI NAME IBAN BIC ORDP BENM ADDR ADDRESS TRTP RTRN ULTD"
    " ULTC ULTB ISDT PURP TRCD OCMT EXCH CHGS CHGS1 CHGS2 SVCL BUSP INIT ID"
)
# Without one of these a person wrote it: `IBAN: will follow`, `rent/ID/5`.
_OF_BANKS: Final = frozenset({"EREF", "KREF", "MREF", "MTLG", "PREF", "REMI", "SVWZ", "TRTP"})
_SWIFT_KEY: Final = re.compile(rf"/({_SWIFT})/")
_AMOUNT: Final = re.compile(r"([A-Z]{3})? ?(\d[\d.,]*\d|\d)")


@dataclass(frozen=True)
class Remittance:
    """What the text says about the payment; empty where it says nothing.

    `reference` keeps the lines as the bank cut them, `line` has them joined as they were meant;
    `message` is what the bank itself has to say.
    """

    reference: str = ""
    line: str = ""
    message: str = ""
    structured: str = ""
    end_to_end: str = ""
    name: str = ""
    ultimate: str = ""
    iban: str = ""
    return_reason: str = ""
    charges: Decimal = Decimal(0)
    original_amount: Decimal | None = None
    original_currency: str = ""


NOTHING_SAID: Final = Remittance()


def read_remittance(text: str) -> Remittance:
    """Keywords of the German banks, keywords between strokes as SWIFT has them, or plain text."""
    text = _marked(text)
    german = _parts(text, _GERMAN_KEY)
    if _OF_BANKS & german.keys():
        return _of_german(german)
    swift = _parts(text, _SWIFT_KEY)
    if _OF_BANKS & swift.keys():
        return _of_swift(swift)
    return Remittance(reference=_lines(text), line=_line(text))


def money_in(text: str) -> tuple[Decimal, str] | None:
    """`USD100,00` or `100,00`: the amount and the currency, or an empty one."""
    found = _AMOUNT.search(text)
    if not found:
        return None
    try:
        return amount_of(found[2]), found[1] or ""
    except Unreadable:  # with points and commas: we would have to guess which is which
        return None


def _parts(text: str, key: re.Pattern[str]) -> dict[str, str]:
    """The text behind each keyword; before the first one under the empty name, if only ''."""
    found = list(key.finditer(text))
    begins = [*(match.start() for match in found), len(text)]
    parts = {"": [text[: begins[0]]]}
    for match, end in zip(found, begins[1:], strict=True):
        name = _joined(next(group for group in match.groups() if group))
        parts.setdefault(name, []).append(text[match.end() : end])
    return {name: "\n".join(values) for name, values in parts.items()}


def _of_german(parts: dict[str, str]) -> Remittance:
    reference = "\n".join(each for each in (parts[""], parts.get("SVWZ", "")) if each.strip())
    charges = money_in(parts.get("COAM", ""))
    original = money_in(parts.get("OAMT", ""))
    return Remittance(
        reference=_lines(reference),
        line=_line(reference),
        message=_line(parts.get("MTLG", "")),
        end_to_end=reference_of(_joined(parts.get("EREF", ""))),
        ultimate=_joined(parts.get("ABWA", "")),
        iban=_joined(parts.get("IBAN", "")).replace(" ", ""),
        return_reason=_joined(parts.get("RTRN", "")),
        charges=charges[0] if charges else Decimal(0),
        original_amount=original[0] if original else None,
        original_currency=original[1] if original else "",
    )


def _of_swift(parts: dict[str, str]) -> Remittance:
    iban, _, rest = _joined(parts.get("CNTP", "")).partition("/")
    named = rest.split("/")[1:2]
    reference, structured = parts.get("REMI", ""), ""
    if found := re.match(r"/?STRD/(?:CUR|ISO)/(\w+)/?", reference.strip("\n")):
        structured, reference = found[1], reference.strip("\n")[found.end() :]
    reference = re.sub(r"^/?USTD/+", "", reference.strip())
    original, charges = money_in(parts.get("OCMT", "")), money_in(parts.get("CHGS", ""))
    both = (parts[""].strip("/\n\x1f "), reference.strip("/\n\x1f "))
    reference = "\n".join(each for each in both if each)
    return Remittance(
        reference=_lines(reference),
        line=_line(reference),
        structured=reference_of(structured),
        end_to_end=reference_of(_joined(parts.get("EREF", "")).strip("/")),
        name=_joined(parts.get("NAME", "")).strip("/") or "".join(named),
        ultimate=_joined(parts.get("ULTD", "")).removeprefix("/NAME/").strip("/"),
        iban=_joined(parts.get("IBAN", "")).strip("/") or iban,
        return_reason=_joined(parts.get("RTRN", "")).strip("/"),
        charges=charges[0] if charges else Decimal(0),
        original_amount=original[0] if original else None,
        original_currency=original[1] if original else "",
    )


def _joined(text: str) -> str:
    """A single value that the bank cut into lines."""
    return text.replace("\x1f", "").replace("\n", "").strip()


def _marked(text: str) -> str:
    """With a sign behind each line that goes on without a space, because the bank cut it."""
    lines = text.replace("\x1f", " ").split("\n")
    return "\n".join(f"{line}\x1f" if len(line) in CUT_AT else line for line in lines)


def _lines(marked: str) -> str:
    lines = marked.replace("\x1f", "").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _line(marked: str) -> str:
    return " ".join(marked.replace(_CUT, "").replace("\x1f", "").split())
