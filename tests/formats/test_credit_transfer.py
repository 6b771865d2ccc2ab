"""Refunds as a file for the bank: valid by the official schema, in characters that banks take."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from kontor.formats.credit_transfer import (
    NoCreditTransfer,
    Transfer,
    TransferOrder,
    document,
    plain,
    reachable,
)

NS = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def transfer(number: int = 1, **changed: object) -> Transfer:
    values = {
        "end_to_end": f"REFUND-{number}",
        "name": "Müller & Söhne GmbH",
        "iban": "FR14 2004 1010 0505 0001 3M02 606",
        "amount": Decimal("1249.10"),
        "text": "Erstattung zu Rechnung RE-2027-000001",
    }
    return Transfer(**{**values, **changed})  # type: ignore[arg-type]


def order(*transfers: Transfer, bic: str = "") -> TransferOrder:
    return TransferOrder(
        message_id="REFUNDS-0123456789abcdef01234567",
        created_at=datetime(2027, 3, 1, 9, 30),  # noqa: DTZ001  # as the bank reads it: local time
        execution_on=date(2027, 3, 2),
        holder="Smart Beispiel eG",
        iban="DE89 3704 0044 0532 0130 00",
        bic=bic,
        transfers=transfers,
    )


def found(xml: bytes, path: str) -> list[str]:
    return [str(each.text) for each in etree.fromstring(xml).iterfind(path, NS)]


def test_a_file_says_who_pays_whom_how_much_and_why() -> None:
    xml = document(order(transfer(1), transfer(2, amount=Decimal("0.05"))))
    assert found(xml, ".//p:GrpHdr/p:MsgId") == ["REFUNDS-0123456789abcdef01234567"]
    assert found(xml, ".//p:GrpHdr/p:CreDtTm") == ["2027-03-01T09:30:00"]
    assert found(xml, ".//p:GrpHdr/p:CtrlSum") == ["1249.15"]
    assert found(xml, ".//p:DbtrAcct/p:Id/p:IBAN")[0] == "DE89370400440532013000"
    assert found(xml, ".//p:EndToEndId") == ["REFUND-1", "REFUND-2"]
    assert found(xml, ".//p:InstdAmt") == ["1249.10", "0.05"]
    assert found(xml, ".//p:Cdtr/p:Nm")[0] == "Mueller + Soehne GmbH"
    assert found(xml, ".//p:CdtrAcct/p:Id/p:IBAN")[0] == "FR1420041010050500013M02606"
    assert found(xml, ".//p:Ustrd")[0] == "Erstattung zu Rechnung RE-2027-000001"
    assert found(xml, ".//p:ReqdExctnDt/p:Dt")[0] == "2027-03-02"


def test_the_bank_books_each_by_itself() -> None:
    xml = document(order(transfer(1), transfer(2)))
    assert found(xml, ".//p:PmtInf/p:NbOfTxs") == ["1", "1"]
    assert found(xml, ".//p:BtchBookg") == ["false", "false"]


def test_the_bic_stands_in_it_where_it_is_known() -> None:
    assert found(document(order(transfer(), bic="COBADEFFXXX")), ".//p:DbtrAgt//p:BICFI") == [
        "COBADEFFXXX"
    ]


def test_what_no_bank_would_take_is_refused() -> None:
    with pytest.raises(NoCreditTransfer):
        document(order(transfer(iban="1420")))
    with pytest.raises(NoCreditTransfer):
        document(order(transfer(name="\N{ZERO WIDTH SPACE}")))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Größe ÄÖÜ", "Groesse AeOeUe"),
        ("Çağlar – Łódź", "Caglar - Lodz"),
        ("“Études” & Fils", "Etudes + Fils"),
        ("Άγγελος Иванов", "Aggelos Ivanov"),
        ("two\nlines", "two lines"),
    ],
)
def test_letters_that_banks_do_not_take_are_written_with_those_they_do(
    text: str, written: str
) -> None:
    assert plain(text, 70) == written


def test_a_long_text_is_cut() -> None:
    assert plain("Ä" * 80, 70) == "Ae" * 35


@pytest.mark.parametrize(
    ("iban", "is_reachable"),
    [
        ("DE89 3704 0044 0532 0130 00", True),
        ("de89370400440532013000", True),
        ("DE88370400440532013000", False),
        ("SA0380000000608010167519", False),  # right digits, outside of SEPA
        ("", False),
    ],
)
def test_only_accounts_within_sepa_are_reached(iban: str, is_reachable: bool) -> None:  # noqa: FBT001
    assert reachable(iban) is is_reachable
