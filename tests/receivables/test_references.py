"""Invoice numbers in remittance texts as clients and banks write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.receivables.references import Mentioned, Numbers

NUMBERS = [f"RE-2027-{running:06d}" for running in range(100, 140)]
FINDER = Numbers.of([*NUMBERS, "RE-2026-000123", "ST-2027-000003"])
WANTED = "RE-2027-000123"


@pytest.mark.parametrize(
    "text",
    [
        "RE-2027-000123",
        "Rechnung RE-2027-000123 vom 12.05.2027",
        "Payment of invoice RE-2027-000123, thank you",
        "RE 2027 000123",
        "RE2027000123",
        "re-2027-000123",
        "RE/2027/000123",
        "RE.2027.000123",
        "RE_2027_000123",
        "RE–2027–000123",
        "RE - 2027 - 000123",
        "Rechnungsnr.:RE-2027-000123",
        "RNr RE-2027-000123 KdNr 4711 vom 12.05.27",
        "Ihre Rechnung vom 12.5. RE-2\n027-000123",  # cut at 27 characters
        "Honorar Workshop Stadtteilkultur RE-\n2027-000123 Danke",  # cut at 35 characters
        "RE-2027-0001\n23",
        "INV. NO. RE-2027-000123 DD 2027-05-12 EUR 1190,00",
        "4711/RE-2027-000123/99",
        "KD4711RE2027000123",
        "RF18RE2027000123",
        "RE-2027-000123EUR100,00",
        "RE-2027-000123 RE-2027-000123",
        "ＲＥ－２０２７－０００１２３",  # full-width letters of a bank in Asia
        # Without leading zeros
        "RE2027/123",
        "RE-2027-123",
        "RE 2027 123 vielen Dank",
        "re2027123",
        "RE-2027-123, 45 Stunden",
    ],
)
def test_a_number_is_found_however_it_is_cut_and_joined(text: str) -> None:
    found = FINDER.mentioned_in(text)
    assert (found.exact, found.more) == ((WANTED,), ())


@pytest.mark.parametrize(
    "text",
    [
        "RE-2027-00123",  # one zero missing
        "RE-2027-0000123",  # one too many
        "RE-2027-000213",  # changed with the next one
        "RE-2027-000183",  # one wrong
        "RE-2027-O00123",  # the letter O
        "RE-2072-000123",
        "ER-2027-000123",
        "R-2027-000123",
        "RG-2027-000123",
        "RE-2027-0001234",  # more digits than a number of ours has
        "RECHNUNGRE-2027-000123",  # the space was lost
        "Rechnung 2027-000123",
        "Rechnungsnummer 000123",
        "RE-2027-123 45",  # 123 or 12345
        "RE-2027-1 23",
    ],
)
def test_with_a_slip_or_incomplete_it_is_only_nearly_found(text: str) -> None:
    found = FINDER.mentioned_in(text)
    assert WANTED in found.near
    assert found.exact == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Danke",
        "Rechnung vom 12.05.2027 über 1.190,00 EUR",
        "Kundennummer 2027000123456",
        "DE02120300000000202051",
        "ST-2027-000123",  # another series
        "RE-2025-000999",
        "PRE-2028-000777",
        "Honorar 123",
    ],
)
def test_what_is_no_number_of_ours_is_not_found(text: str) -> None:
    assert FINDER.mentioned_in(text) == Mentioned()


def test_a_slip_that_makes_another_number_is_that_number() -> None:
    assert FINDER.mentioned_in("RE-2027-000132").exact == ("RE-2027-000132",)


def test_the_same_running_number_of_two_years_is_not_certain() -> None:
    assert FINDER.mentioned_in("Nr. 000123").near == ("RE-2026-000123", WANTED)


def test_several_numbers_come_in_the_order_of_the_text() -> None:
    text = "RE-2027-000125, RE-2027-000101\nRE 2027 000110"
    assert FINDER.mentioned_in(text).exact == (
        "RE-2027-000125",
        "RE-2027-000101",
        "RE-2027-000110",
    )


def test_a_cancellation_beside_an_invoice_is_a_number_of_its_own() -> None:
    text = "RE-2027-000124 abzgl. ST-2027-000003"
    assert FINDER.mentioned_in(text).exact == ("RE-2027-000124", "ST-2027-000003")


@pytest.mark.parametrize(
    "text",
    [
        "RE-2027-000123, 124, 125",
        "RE-2027-000123/124/125",
        "RE-2027-000123 + 000124 + 000125",
        "RE-2027-000123, -000124 und -000125",
        "RE-2027-123 u. 124 u. 125",
        "Invoices RE-2027-000123, 124 and 125",
    ],
)
def test_a_list_may_go_on_with_running_numbers_alone(text: str) -> None:
    found = FINDER.mentioned_in(text)
    assert found.exact == (WANTED,)
    assert found.more == ("RE-2027-000124", "RE-2027-000125")


@pytest.mark.parametrize("text", ["RE-2027-000123, 124,00 EUR", "RE-2027-000123 + 1.124,00"])
def test_an_amount_behind_a_number_is_no_number(text: str) -> None:
    assert FINDER.mentioned_in(text).more == ()


def test_shortened_so_that_two_can_be_meant_it_is_not_certain() -> None:
    finder = Numbers.of(["RE-2027-000123", "RE-2027-0123"])
    found = finder.mentioned_in("RE-2027-123")
    assert (found.exact, len(found.near)) == ((), 2)


def test_the_letters_of_a_series_are_those_of_the_numbers() -> None:
    finder = Numbers.of(["KX4-2028-000007", "RE-2027-000123"])
    assert finder.mentioned_in("kx4/2028/7 bezahlt").exact == ("KX4-2028-000007",)


NOISE = st.text(st.sampled_from(" -–/._\n,:#"), max_size=3)


@given(st.lists(NOISE, min_size=12, max_size=12), st.sampled_from(NUMBERS))
def test_what_stands_between_its_characters_never_matters(noise: list[str], number: str) -> None:
    characters = number.replace("-", "")
    text = "".join(a + b for a, b in zip(characters, noise, strict=True))
    for written in (text, text.lower()):
        assert number in FINDER.mentioned_in(f"Rechnung {written} vom 12.05.2027").exact


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    found = FINDER.mentioned_in(text)
    assert not set(found.exact) & {*found.more, *found.near}
