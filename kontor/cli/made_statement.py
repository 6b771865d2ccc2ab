"""A day's statement as a bank would send it (camt.053), for simulation and demo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, tostring

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
RETURNED = "MD06"  # refund requested by the payer, as banks code it


@dataclass(frozen=True, kw_only=True)
class Booked:
    """One entry: `amount` in euros, above zero where money came in; `bank_reference` once each."""

    amount: Decimal
    bank_reference: str
    name: str = ""
    iban: str = ""
    reference: str = ""
    returned: bool = False


def made_statement(iban: str, day: date, opening: Decimal, entries: Sequence[Booked]) -> bytes:
    """The statement of one day of the account in euros."""
    closing = opening + sum((entry.amount for entry in entries), Decimal(0))
    number = f"{iban[-4:]}-{day:%Y%m%d}-{entries[0].bank_reference if entries else 0}"
    root = _of(
        "Document",
        _of(
            "BkToCstmrStmt",
            _of("GrpHdr", _said("MsgId", number), _said("CreDtTm", f"{day}T20:00:00")),
            _of(
                "Stmt",
                _said("Id", number),
                _of(
                    "FrToDt",
                    _said("FrDtTm", f"{day}T00:00:00"),
                    _said("ToDtTm", f"{day}T23:59:59"),
                ),
                _of("Acct", _of("Id", _said("IBAN", iban)), _said("Ccy", "EUR")),
                _balance("OPBD", opening, day),
                _balance("CLBD", closing, day),
                *(_entry(entry, day) for entry in entries),
            ),
        ),
    )
    root.set("xmlns", NAMESPACE)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _balance(code: str, amount: Decimal, day: date) -> Element:
    kind = _of("Tp", _of("CdOrPrtry", _said("Cd", code)))
    return _of("Bal", kind, *_money(amount), _of("Dt", _said("Dt", str(day))))


def _entry(entry: Booked, day: date) -> Element:
    return _of(
        "Ntry",
        *_money(entry.amount),
        *([_said("RvslInd", "true")] if entry.returned else []),
        _of("Sts", _said("Cd", "BOOK")),
        _of("BookgDt", _said("Dt", str(day))),
        _of("ValDt", _said("Dt", str(day))),
        _said("AcctSvcrRef", entry.bank_reference),
        _of("NtryDtls", _of("TxDtls", *_details(entry))),
    )


def _details(entry: Booked) -> list[Element]:
    # Who stood where when the payment was made: a return names both as they stood.
    side = "Dbtr" if entry.amount > 0 or entry.returned else "Cdtr"
    other = [_of(side, _of("Pty", _said("Nm", entry.name)))] if entry.name else []
    account = [_of(f"{side}Acct", _of("Id", _said("IBAN", entry.iban)))] if entry.iban else []
    return [
        _of("Refs", _said("EndToEndId", "NOTPROVIDED")),
        *([_of("RltdPties", *other, *account)] if other or account else []),
        *([_of("RmtInf", _said("Ustrd", entry.reference))] if entry.reference else []),
        *([_of("RtrInf", _of("Rsn", _said("Cd", RETURNED)))] if entry.returned else []),
    ]


def _money(amount: Decimal) -> tuple[Element, Element]:
    figure = _said("Amt", f"{abs(amount):.2f}")
    figure.set("Ccy", "EUR")
    return figure, _said("CdtDbtInd", "CRDT" if amount >= 0 else "DBIT")


def _of(tag: str, *children: Element) -> Element:
    made = Element(tag)
    made.extend(children)
    return made


def _said(tag: str, text: str) -> Element:
    made = Element(tag)
    made.text = text
    return made
