"""One payment inside an entry of camt.05x (`TxDtls`), as the bank describes it. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from kontor.formats.booking_kind import gvc_in
from kontor.formats.plain_xml import Node
from kontor.formats.remittance import read_remittance
from kontor.formats.statement import NoteCode, Trouble, Unreadable
from kontor.formats.statement_values import (
    Notes,
    amount_of,
    booked_amount,
    currency_of,
    first_said,
    reference_of,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as written; the currency is empty where the bank names none."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Party:
    name: str = ""
    iban: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What `TxDtls` says; amounts: its own, the transferred, the counter value, the sent."""

    amounts: tuple[Money, ...] = ()
    sense: str = ""
    debtor: Party = Party()
    creditor: Party = Party()
    ultimate_debtor: str = ""
    ultimate_creditor: str = ""
    reference: str = ""
    reference_line: str = ""
    structured: str = ""
    end_to_end: str = ""
    bank_reference: str = ""
    return_reason: str = ""
    charges: Decimal = Decimal(0)
    family: tuple[str, ...] = ()
    gvc: str = ""
    text: str = ""


def detail_of(node: Node, currency: str, notes: Notes) -> Detail:
    """`currency`: the account's, in which charges count."""
    remittance = read_remittance(_free_text(node))
    family, gvc = codes_of(node)
    end_to_end = reference_of(node.said("Refs", "EndToEndId"))
    return Detail(
        amounts=amounts_of(node),
        sense=node.said("CdtDbtInd"),
        debtor=_party(node, "Dbtr"),
        creditor=_party(node, "Cdtr"),
        ultimate_debtor=_name(node, "UltmtDbtr") or remittance.ultimate,
        ultimate_creditor=_name(node, "UltmtCdtr"),
        reference=remittance.reference,
        reference_line=remittance.line,
        structured=reference_of(node.said("RmtInf", "Strd", "CdtrRefInf", "Ref"))
        or remittance.structured,
        end_to_end=end_to_end or remittance.end_to_end,
        bank_reference=reference_of(node.said("Refs", "AcctSvcrRef")),
        return_reason=reason_of(node),
        charges=charges_of(node, currency, notes),
        family=family,
        gvc=gvc,
        text=node.said("AddtlTxInf"),
    )


def amounts_of(node: Node) -> tuple[Money, ...]:
    places = (
        ("Amt",),
        ("AmtDtls", "TxAmt", "Amt"),
        ("AmtDtls", "CntrValAmt", "Amt"),
        ("AmtDtls", "InstdAmt", "Amt"),
    )
    return tuple(money_of(found) for place in places for found in node.each(*place))


def money_of(node: Node) -> Money:
    return Money(amount_of(node.text), currency_of(node.attributes.get("Ccy", "")))


def booked_money(node: Node, entry: int) -> Money:
    """The amount of a booking, or of a balance (`entry` 0). Raises Unreadable."""
    amount = node.first("Amt")
    if amount is None or not amount.text:
        raise Unreadable(Trouble.NO_AMOUNT, entry=entry)
    return Money(booked_amount(amount.text), currency_of(amount.attributes.get("Ccy", "")))


def codes_of(node: Node) -> tuple[tuple[str, ...], str]:
    """Family and sub-family of ISO 20022, and the German GVC."""
    family = (
        node.said("BkTxCd", "Domn", "Fmly", "Cd"),
        node.said("BkTxCd", "Domn", "Fmly", "SubFmlyCd"),
    )
    return family, gvc_in(node.said("BkTxCd", "Prtry", "Cd"))


def reason_of(node: Node) -> str:
    """The bank's code for a return, and its words."""
    code = node.said("RtrInf", "Rsn", "Cd") or node.said("RtrInf", "Rsn", "Prtry")
    words = (found.text for found in node.each("RtrInf", "AddtlInf"))
    return " ".join(word for word in (code, *words) if word)


def charges_of(node: Node, currency: str, notes: Notes) -> Decimal:
    """What the bank took, less what it gave back, at least 0; a total stands for its parts."""
    total = node.first("Chrgs", "TtlChrgsAndTaxAmt")
    if total is not None:
        return _in_account(money_of(total), currency, notes)
    charges = Decimal(0)
    for record in (*node.each("Chrgs", "Rcrd"), *node.each("Chrgs")):
        amount = record.first("Amt")
        if amount is None:
            continue
        taken = _in_account(money_of(amount), currency, notes)
        if record.said("ChrgInclInd") == "false" and taken:
            notes.add(NoteCode.CHARGES_APART, amount=taken, currency=currency)
        charges += -taken if record.said("CdtDbtInd") == "CRDT" else taken
    return max(charges, Decimal(0))


def _in_account(money: Money, currency: str, notes: Notes) -> Decimal:
    if money.currency in ("", currency) or not currency or not money.amount:
        return money.amount
    notes.add(NoteCode.CHARGES_FOREIGN, amount=money.amount, currency=money.currency)
    return Decimal(0)


def _free_text(node: Node) -> str:
    lines = [found.text for found in node.each("RmtInf", "Ustrd")]
    for structured in node.each("RmtInf", "Strd"):
        lines += [found.text for found in structured.each("RfrdDocInf", "Nb")]
        lines += [found.text for found in structured.each("AddtlRmtInf")]
    return "\n".join(line for line in lines if line)


def _name(node: Node, role: str) -> str:
    """Of a party as in v2, or as in v8, where it may also be a bank."""
    place = ("RltdPties", role)
    return first_said(
        (
            node.said(*place, "Nm"),
            node.said(*place, "Pty", "Nm"),
            node.said(*place, "Agt", "FinInstnId", "Nm"),
        )
    )


def _party(node: Node, role: str) -> Party:
    account = ("RltdPties", f"{role}Acct", "Id")
    number = node.said(*account, "IBAN") or node.said(*account, "Othr", "Id")
    return Party(_name(node, role), number.replace(" ", ""))
