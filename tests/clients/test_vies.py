"""The real register's service, played by a server on this machine: only *yes* means valid."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from kontor.clients.vat_register import NoRegister, VatAnswer, Verdict, Why, not_checked
from kontor.clients.vies import Vies, register
from tests.builders import house

NUMBER = "FR40303265045"
Play = Callable[[BaseHTTPRequestHandler], None]


class Peer(ThreadingHTTPServer):
    """Plays the register; remembers each question with its path."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, play: Play) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.play = play
        self.questions: list[tuple[str, dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/rest-api"


class Asked(BaseHTTPRequestHandler):
    server: Peer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.questions.append((self.path, json.loads(body)))
        self.server.play(self)

    def do_GET(self) -> None:
        self.server.questions.append((self.path, {}))
        self.server.play(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Says nothing."""


@contextmanager
def peer(play: Play) -> Iterator[Peer]:
    server = Peer(play)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, data: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(data)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


def saying(status: int = 200, **said: Any) -> Play:
    return lambda handler: send(handler, json.dumps(said).encode(), status)


def answered(play: Play, seconds: float = 5.0) -> VatAnswer:
    with peer(play) as server:
        return Vies(server.address, "DE999999999", seconds).ask(NUMBER)


def plain(valid: Any, **more: Any) -> Play:
    return saying(countryCode="FR", vatNumber=NUMBER[2:], valid=valid, **more)


def test_a_valid_number_comes_with_name_address_and_reference() -> None:
    said = plain(
        valid=True,
        name="SARL IMPRIMERIE LEFEVRE",
        address="12 RUE DES ECOLES\n67000 STRASBOURG",
        requestIdentifier="WAPIAAAAW-1",
    )
    assert answered(said) == VatAnswer(
        Verdict.VALID,
        "SARL IMPRIMERIE LEFEVRE",
        "12 RUE DES ECOLES, 67000 STRASBOURG",
        "WAPIAAAAW-1",
    )


def test_the_question_says_who_asks_so_that_the_answer_is_proof() -> None:
    with peer(plain(valid=True)) as server:
        Vies(server.address, "DE999999999").ask(NUMBER)
        assert server.questions == [
            (
                "/rest-api/check-vat-number",
                {
                    "countryCode": "FR",
                    "vatNumber": "40303265045",
                    "requesterMemberStateCode": "DE",
                    "requesterNumber": "999999999",
                },
            )
        ]


def test_an_invalid_number_is_said_to_be_invalid() -> None:
    assert answered(plain(valid=False, name="---", address="---")) == VatAnswer(Verdict.INVALID)


@pytest.mark.parametrize(
    ("play", "why"),
    [
        (plain(valid=False, userError="MS_UNAVAILABLE"), Why.STATE_UNAVAILABLE),
        (plain(valid=True, userError="TIMEOUT"), Why.STATE_UNAVAILABLE),
        (saying(errorWrappers=[{"error": "MS_UNAVAILABLE"}]), Why.STATE_UNAVAILABLE),
        (saying(500, errorWrappers=[{"error": "MS_MAX_CONCURRENT_REQ"}]), Why.BUSY),
        (saying(400, errorWrappers=[{"error": "INVALID_REQUESTER_INFO"}]), Why.OWN_NUMBER),
        (saying(400, errorWrappers=[{"error": "VOW-ERR-1"}]), Why.REFUSED),
        (saying(errorWrappers=["?"]), Why.REFUSED),
        (saying(503), Why.UNREACHABLE),
        (saying(500, valid=True, vatNumber=NUMBER[2:]), Why.UNREACHABLE),
    ],
)
def test_unavailable_is_never_taken_for_valid_or_invalid(play: Play, why: Why) -> None:
    assert answered(play) == not_checked(why)


@pytest.mark.parametrize(
    "data",
    [
        b"<html>Maintenance</html>",
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"true",
        b"[" * 30_000,
        b'{"valid": "true", "vatNumber": "40303265045"}',
        b'{"valid": 1, "vatNumber": "40303265045"}',
        b'{"valid": null, "vatNumber": "40303265045"}',
        b'{"valid": true, "vatNumber": "11111111111"}',
        b'{"isValid": true}',
    ],
)
def test_garbage_is_not_an_answer(data: bytes) -> None:
    assert answered(lambda handler: send(handler, data)) == not_checked(Why.UNREADABLE)


def test_what_the_register_writes_is_shortened_and_freed_of_what_cannot_be_stored() -> None:
    found = answered(plain(valid=True, name="A\x00\u202eB" + "x" * 900, address=["list"]))
    assert found.name == ("A B" + "x" * 900)[:300]
    assert found.address == ""


def test_a_redirect_is_not_followed() -> None:
    with peer(plain(valid=True)) as elsewhere:
        for status in (301, 302, 307, 308):
            location = f"{elsewhere.address}/check-vat-number"

            def play(
                handler: BaseHTTPRequestHandler, status: int = status, location: str = location
            ) -> None:
                send(handler, b"", status, Location=location)

            assert answered(play) == not_checked(Why.UNREACHABLE)
        assert elsewhere.questions == []


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    said = json.dumps({"valid": True, "vatNumber": NUMBER[2:], "name": "x" * 10_000_000}).encode()

    def play(handler: BaseHTTPRequestHandler) -> None:
        try:
            send(handler, said)
        except ConnectionError:
            handler.close_connection = True

    assert answered(play) == not_checked(Why.UNREACHABLE)


def test_a_register_that_hangs_or_drips_keeps_nobody_waiting() -> None:
    done = Event()

    def hang(_handler: BaseHTTPRequestHandler) -> None:
        done.wait(10)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            while not done.wait(0.05):
                handler.wfile.write(b" ")
        except ConnectionError:
            handler.close_connection = True

    for play in (hang, drip):
        began = time.monotonic()
        assert answered(play, seconds=0.4) == not_checked(Why.UNREACHABLE)
        assert time.monotonic() - began < 3
    done.set()


def test_a_register_that_hangs_up_or_is_not_there_is_unreachable() -> None:
    def hang_up(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True

    with peer(plain(valid=True)) as server:
        gone = server.address
    assert answered(hang_up) == not_checked(Why.UNREACHABLE)
    assert Vies(gone, "DE999999999").ask(NUMBER) == not_checked(Why.UNREACHABLE)


@pytest.mark.parametrize("number", ["", "GB123456789", "FR", "FR/../x", "FR40303265045\r\nHost: x"])
def test_what_no_register_could_know_is_not_even_asked(number: str) -> None:
    with peer(plain(valid=True)) as server:
        assert Vies(server.address, "DE999999999").ask(number) == not_checked(Why.REFUSED)
        assert server.questions == []


def test_turned_off_it_says_so() -> None:
    assert isinstance(register(), NoRegister)
    assert register().ask(NUMBER) == not_checked(Why.OFF)


@pytest.mark.django_db
def test_the_register_of_the_house_knows_who_asks(settings: Any) -> None:
    house.cooperative(vat_number="DE 136 695 976")
    settings.KONTOR_VIES = "http://127.0.0.1:1/rest-api"
    assert register() == Vies("http://127.0.0.1:1/rest-api", "DE136695976")
