"""Conversations with a real mail server on loopback, polite and otherwise (reliability F7, F8)."""

import time
from dataclasses import replace

import pytest

from kontor.foundation.message import Parcel
from kontor.foundation.smtp import PutOff, Refused, Uncertain, hand_over
from tests.smtp_peer import (
    DROP_AND_CLOSE,
    HANG,
    KEEP_AND_CLOSE,
    Peer,
    free_port,
    raw_peer,
    server_at,
)

DATA = b"Subject: hello\r\n\r\nfirst\r\n.\r\n..two dots\r\nlast without line end"


def parcel(recipient: str = "nora@museum.example") -> Parcel:
    return Parcel("auftrag@smart.example", recipient, DATA)


def test_a_server_that_takes_the_mail_gets_the_very_bytes_and_its_words_come_back() -> None:
    peer = Peer()
    with peer.listening() as server:
        assert hand_over(server, parcel()) == "250 Taken"
    assert peer.kept == [("nora@museum.example", DATA + b"\r\n")]


@pytest.mark.parametrize("answer", ["421 Too busy", "450 Greylisted, come back later", "452 Full"])
def test_a_4xx_answer_to_the_recipient_puts_the_mail_off_with_the_servers_words(
    answer: str,
) -> None:
    peer = Peer(rcpt={"nora@museum.example": answer})
    with peer.listening() as server, pytest.raises(PutOff, match=answer):
        hand_over(server, parcel())
    assert peer.kept == []


@pytest.mark.parametrize("answer", ["550 No such person", "553 Not here", "554 Spam"])
def test_a_5xx_answer_to_the_recipient_refuses_the_mail_with_the_servers_words(answer: str) -> None:
    peer = Peer(rcpt={"nora@museum.example": answer})
    with peer.listening() as server, pytest.raises(Refused, match=answer):
        hand_over(server, parcel())


def test_an_answer_to_the_message_itself_counts_like_one_to_the_recipient() -> None:
    with Peer(data=["451 Disk full"]).listening() as server, pytest.raises(PutOff, match="451"):
        hand_over(server, parcel())
    with Peer(data=["552 Too large"]).listening() as server, pytest.raises(Refused, match="552"):
        hand_over(server, parcel())


def test_one_refused_recipient_leaves_the_other_alone() -> None:
    peer = Peer(rcpt={"gone@museum.example": "550 No such person"})
    with peer.listening() as server:
        with pytest.raises(Refused):
            hand_over(server, parcel("gone@museum.example"))
        hand_over(server, parcel("nora@museum.example"))
    assert [to for to, _ in peer.kept] == ["nora@museum.example"]


@pytest.mark.parametrize("ending", [KEEP_AND_CLOSE, DROP_AND_CLOSE, HANG])
def test_a_line_that_breaks_after_the_final_dot_is_uncertain_not_put_off(ending: str) -> None:
    with Peer(data=[ending]).listening() as server, pytest.raises(Uncertain):
        hand_over(server, parcel())


def test_nobody_listening_puts_the_mail_off() -> None:
    with pytest.raises(PutOff, match="refused"):
        hand_over(server_at(free_port()), parcel())


def test_a_host_that_does_not_exist_puts_the_mail_off() -> None:
    with pytest.raises(PutOff):
        hand_over(replace(server_at(25), host="mail.invalid"), parcel())


def test_a_server_that_says_nothing_is_left_after_the_wait_for_one_answer() -> None:
    began = time.monotonic()
    with raw_peer(b"") as port, pytest.raises(PutOff, match="timed out"):
        hand_over(server_at(port), parcel())
    assert time.monotonic() - began < 1.5


def test_a_server_that_hangs_in_the_middle_is_left_too() -> None:
    with Peer(mail=HANG).listening() as server, pytest.raises(PutOff, match="timed out"):
        hand_over(server, parcel())


def test_a_server_that_drips_byte_by_byte_is_left_after_the_whole_time() -> None:
    began = time.monotonic()
    with raw_peer(b"220-" * 200, pause=0.1) as port, pytest.raises(PutOff):
        hand_over(server_at(port), parcel())
    assert 0.9 < time.monotonic() - began < 2.5


def test_a_greeting_that_turns_us_away_puts_the_mail_off() -> None:
    with raw_peer(b"554 No mail service here\r\n") as port, pytest.raises(PutOff, match="554"):
        hand_over(server_at(port), parcel())


def test_nonsense_instead_of_a_greeting_puts_the_mail_off() -> None:
    with raw_peer(b"\xff\x00 HTTP/1.1\r\n") as port, pytest.raises(PutOff):
        hand_over(server_at(port), parcel())


def test_tls_that_does_not_come_about_puts_the_mail_off() -> None:
    with Peer().listening() as server:
        with pytest.raises(PutOff):
            hand_over(replace(server, use_ssl=True), parcel())
        with pytest.raises(PutOff, match="STARTTLS"):
            hand_over(replace(server, use_tls=True), parcel())


def test_a_password_nobody_asks_for_is_trouble_between_the_servers() -> None:
    with Peer().listening() as server, pytest.raises(PutOff, match="AUTH"):
        hand_over(replace(server, username="kontor", password="secret"), parcel())


def test_an_address_that_no_server_could_carry_is_refused_before_anybody_is_asked() -> None:
    with pytest.raises(Refused):
        hand_over(server_at(free_port()), parcel("nörä@museum.example"))
