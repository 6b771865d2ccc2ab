"""One mailbox, one e-mail; and addresses that cannot be written to are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.address import address_fault, masked, normalise, parse_address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A@x.de", "a@X.DE"),
        ("a@bücher.de", "a@xn--bcher-kva.de"),
        ("a@b\N{LATIN SMALL LETTER U WITH DIAERESIS}cher.de", "a@bu\N{COMBINING DIAERESIS}cher.de"),
        ("é@x.de", "e\N{COMBINING ACUTE ACCENT}@x.de"),
        (" a@x.de ", "a@x.de"),
        ("Compta@Lefevre.example", "compta@lefevre.example"),
        ("a@BÜCHER.de", "a@bücher.de"),
    ],
)
def test_addresses_of_one_mailbox_are_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("a+1@x.de", "a@x.de"), ("a.b@x.de", "ab@x.de"), ("a@x.de", "a@y.de")]
)
def test_other_mailboxes_stay_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text(max_size=40) | st.emails())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("nora.ellerbek@", "This address has no part after the @."),
        ("@x.de", "This address has no part before the @."),
        ("nora", "This address has no @; it looks like name@company.com."),
        ("a@b@c.de", "This address has more than one @. Enter one address only."),
        ("é@x.de", "Use plain letters without accents before the @."),
        ("a b@x.de", "Check the e-mail address: it looks like name@company.com."),
        ('"a b"@x.de', "Check the e-mail address: it looks like name@company.com."),
        ("a@localhost", "Check the e-mail address: it looks like name@company.com."),
        ("a@x.de\r\nBcc: b@y.de", "This address has more than one @. Enter one address only."),
        ("a@x.de\r\nBcc", "Check the e-mail address: it looks like name@company.com."),
        ("a@[127.0.0.1]", "Check the e-mail address: it looks like name@company.com."),
        (
            "a" * 250 + "@x.de",
            "This address is too long: an e-mail address has at most 254 characters.",
        ),
    ],
)
def test_a_wrong_address_says_what_to_do(typed: str, answer: str) -> None:
    fault = address_fault(typed)
    assert fault
    assert fault.english() == answer


def test_a_good_address_is_trimmed_and_kept() -> None:
    assert parse_address(" Nora.Ellerbek@Museum.example ") == "Nora.Ellerbek@museum.example"
    assert address_fault("a@bücher.de") is None


@given(st.text(max_size=30))
def test_any_text_is_an_address_or_gets_a_sentence(text: str) -> None:
    fault = address_fault(text)
    assert fault is None or fault.english()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("compta@lefevre.example", "c•••@l•••.example"),
        ("rechnungen@buchhaltung.museum.example", "r•••@b•••.example"),
        ("a@b", "a•••@b•••"),
        (" a@x.de ", "a•••@x•••.de"),
        ("", ""),
        ("no address", ""),
    ],
)
def test_a_masked_address_says_only_that_there_is_one(address: str, shown: str) -> None:
    assert masked(address) == shown


@given(st.emails())
def test_a_masked_address_is_as_long_for_long_names_as_for_short_ones(address: str) -> None:
    name, _, domain = address.rpartition("@")
    assert masked(f"{name}@{domain}") == masked(f"{name}x@{domain[:1]}{domain}")
