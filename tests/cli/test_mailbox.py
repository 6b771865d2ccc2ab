"""The demo's mail server, spoken to as the mailer speaks."""

from pathlib import Path

import pytest

from kontor.cli.mailbox import mailbox
from kontor.foundation.mailbox import heads, opened
from kontor.foundation.message import Parcel
from kontor.foundation.smtp import PutOff, Server, hand_over
from tests.smtp_peer import free_port

DATA = b"Subject: hello\r\nTo: nora@museum.example\r\n\r\n.one\r\n..two\r\n"
PARCEL = Parcel("auftrag@smart.example", "nora@museum.example", DATA)


def test_what_is_handed_over_lies_in_the_folder_byte_by_byte(tmp_path: Path) -> None:
    with mailbox(tmp_path) as port:
        assert hand_over(Server("127.0.0.1", port), PARCEL).startswith("250")
    (head,) = heads(tmp_path)
    assert head.subject == "hello"
    assert (tmp_path / f"{head.name}.eml").read_bytes() == DATA
    found = opened(tmp_path, head.name)
    assert found is not None
    assert found.text == ".one\n..two\n"


def test_a_folder_that_cannot_be_written_puts_the_mail_off(tmp_path: Path) -> None:
    (tmp_path / "mails").write_text("a file stands where the folder should be")
    with mailbox(tmp_path / "mails") as port, pytest.raises(PutOff, match="452"):
        hand_over(Server("127.0.0.1", port), PARCEL)


def test_the_port_can_be_chosen_and_is_free_again_afterwards(tmp_path: Path) -> None:
    wanted = free_port()
    for _ in range(2):
        with mailbox(tmp_path, wanted) as port:
            assert port == wanted
            hand_over(Server("127.0.0.1", port), PARCEL)
