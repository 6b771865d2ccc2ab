"""The payment code says exactly what is to be paid, or is not made."""

from decimal import Decimal

import pytest
import segno.helpers
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kontor.formats.girocode import NoPaymentCode, Transfer, payload, svg

IBAN = "DE89370400440532013000"


def transfer(
    *, holder: str = "Smart Beispiel eG", iban: str = IBAN, bic: str = "", amount: str = "1249.14",
    text: str = "RE-2027-000123",
) -> Transfer:  # fmt: skip
    return Transfer(holder=holder, iban=iban, bic=bic, amount=Decimal(amount), text=text)


def test_the_payload_has_the_lines_of_the_standard() -> None:
    assert payload(transfer(bic="COBADEFFXXX")).split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "COBADEFFXXX",
        "Smart Beispiel eG",
        "DE89370400440532013000",
        "EUR1249.14",
        "",
        "",
        "RE-2027-000123",
    ]


def test_the_code_is_the_one_another_builder_makes_of_the_same_data() -> None:
    theirs = segno.helpers.make_epc_qr(
        name="Müller & Söhne eG", iban=IBAN, amount=Decimal("12.50"), text="RE-1", encoding="utf-8"
    )
    ours = payload(transfer(holder="Müller & Söhne eG", amount="12.50", text="RE-1"))
    made = segno.make_qr(ours.replace("EUR12.50", "EUR12.5"), error="m", boost_error=False,
                         encoding="utf-8")  # fmt: skip
    assert made.matrix == theirs.matrix


@given(st.decimals(min_value="0.01", max_value="999999999.99", places=2))
def test_every_amount_in_range_stands_to_the_cent(amount: Decimal) -> None:
    line = payload(transfer(amount=str(amount))).split("\n")[7]
    assert Decimal(line.removeprefix("EUR")) == amount


@pytest.mark.parametrize("amount", ["0", "0.00", "-1.00", "10.005", "1000000000.00"])
def test_other_amounts_make_no_code(amount: str) -> None:
    with pytest.raises(NoPaymentCode, match="cannot be asked for"):
        payload(transfer(amount=amount))


@pytest.mark.parametrize("iban", ["", "DE89370400440532013001", "DE12", "nonsense"])
def test_a_wrong_iban_makes_no_code(iban: str) -> None:
    with pytest.raises(NoPaymentCode, match="is no IBAN"):
        payload(transfer(iban=iban))


def test_spaces_in_the_iban_are_taken_out() -> None:
    assert IBAN in payload(transfer(iban="DE89 3704 0044 0532 0130 00")).split("\n")


def test_a_line_break_in_the_name_cannot_move_the_lines() -> None:
    lines = payload(transfer(holder="Smart\nDE00\reG")).split("\n")
    assert lines[5:7] == ["SmartDE00eG", IBAN]


def test_a_long_name_is_cut_and_a_long_text_refused() -> None:
    assert payload(transfer(holder="x" * 80)).split("\n")[5] == "x" * 70
    with pytest.raises(NoPaymentCode, match="too long"):
        payload(transfer(text="x" * 141))
    with pytest.raises(NoPaymentCode, match="too long"):
        payload(transfer(holder="€" * 70, text="€" * 100))
    with pytest.raises(NoPaymentCode, match="missing"):
        payload(transfer(holder=" \n"))


@pytest.mark.parametrize(
    "asked",
    [
        transfer(holder="x", amount="0.01", text="R"),
        transfer(holder="x" * 70, bic="COBADEFFXXX", text="x" * 140),
    ],
)
def test_38_mm_hold_at_least_30_mm_of_code_and_four_modules_of_quiet_space(
    asked: Transfer,
) -> None:
    bare = segno.make_qr(payload(asked), error="m", boost_error=False, encoding="utf-8")
    modules = bare.symbol_size(border=0)[0]
    side = int(etree.fromstring(svg(asked)).get("viewBox", "").split()[2])
    assert side == modules + 2 * 4
    assert 38 * modules / side >= 30


def test_the_file_is_an_image_of_its_own_without_script_or_style() -> None:
    picture = svg(transfer())
    assert picture.startswith(b"<?xml")
    assert b"<svg xmlns=" in picture
    assert b"<script" not in picture
    assert b"style" not in picture
    assert svg(transfer()) == picture
