"""A question over HTTP to one fixed address, the only kind that ever leaves this house.

No redirect is followed, nothing is read without a bound, and nothing takes longer than allowed.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

OK = 200


class NoAnswer(Exception):
    """Nobody answered as agreed; the message is for the log and names no data."""


def ask(url: str, body: bytes, *, seconds: float, most_bytes: int) -> tuple[int, bytes]:
    """POST JSON to `url`; status and body of the answer. Raises NoAnswer.

    `seconds` bounds the way there, and once more all that is said; `most_bytes` the answer's body.
    A redirect is an answer like any other: it is not followed.
    """
    parts = urlsplit(url)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=seconds)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    try:
        connection.connect()
        with _at_most(seconds, connection.sock):
            connection.request("POST", parts.path, body, headers)
            answer = connection.getresponse()
            data = answer.read(most_bytes + 1)
    except (OSError, HTTPException, ValueError) as wrong:
        raise NoAnswer(type(wrong).__name__) from wrong
    finally:
        connection.close()
    if answer.length or len(data) > most_bytes:
        raise NoAnswer("cut short, or too long")
    return answer.status, data


@contextmanager
def _at_most(seconds: float, sock: socket.socket) -> Iterator[None]:
    """The socket's own timeout begins anew with every byte: a peer could drip for ever."""
    hang_up = Timer(seconds, socket.socket.shutdown, (sock, socket.SHUT_RDWR))
    hang_up.daemon = True
    hang_up.start()
    try:
        yield
    finally:
        hang_up.cancel()
