"""One conversation with the mail server: one message to one recipient, within a minute.

What comes back is one of four answers: taken (no exception, the server's words), `PutOff`,
`Refused`, or `Uncertain` (the server had the whole message and gave no answer).
"""

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from kontor.foundation import crash_points
from kontor.foundation.message import Parcel

READY = 220
OK = 250
GO_AHEAD = 354
PERMANENT = 500
FAREWELL_SECONDS = 2


class NotTaken(Exception):
    """The server did not take the message; `words` are the server's own, where it spoke."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class PutOff(NotTaken):
    """Not now: a 4xx answer, no connection, or trouble between the two servers."""


class Refused(NotTaken):
    """Not ever: the server answered 5xx about this sender, recipient or message."""


class Uncertain(NotTaken):
    """The server had every byte, then the line broke: it may have kept the message."""


@dataclass(frozen=True)
class Server:
    """Where mail is handed over. `use_ssl`: TLS from the start, `use_tls`: by STARTTLS.

    `step_seconds` limits each wait for an answer, `whole_seconds` the whole conversation.
    """

    host: str
    port: int
    username: str = ""
    password: str = ""
    use_ssl: bool = False
    use_tls: bool = False
    step_seconds: float = 15
    whole_seconds: float = 50


def hand_over(server: Server, parcel: Parcel) -> str:
    """Deliver the parcel and return the server's words. Raises PutOff, Refused or Uncertain.

    Before the server hears of this mail (greeting, TLS, sign-in) every trouble is a matter between
    the two servers, even a 5xx: it is put off and not held against the recipient.
    """
    if not parcel.recipient.isascii():
        raise Refused("This address cannot be written in ASCII.")
    try:
        with _connected(server) as line:
            crash_points.here("P6")
            _asked(*line.mail(parcel.sender))
            _asked(*line.rcpt(parcel.recipient))
            _asked(*line.docmd("DATA"), expected=GO_AHEAD)
            line.send(_as_data(parcel.data))
            crash_points.here("P7")
            return _asked(*_last_word(line))
    except OSError as trouble:  # smtplib's own exceptions among them
        raise PutOff(_words_of(trouble)) from trouble


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    """An open, trusted line, hung up by a timer when the whole conversation takes too long."""
    line = _line_to(server)
    hang_up = threading.Timer(server.whole_seconds, lambda: _shut(line))
    hang_up.daemon = True
    hang_up.start()
    try:
        _greet(line, server)
        yield line
        _take_leave(line)
    finally:
        hang_up.cancel()
        line.close()


def _line_to(server: Server) -> smtplib.SMTP:
    """Not connected yet, so that the timer runs from the first packet on."""
    name = _own_name()
    line = (
        smtplib.SMTP_SSL(
            local_hostname=name, timeout=server.step_seconds, context=ssl.create_default_context()
        )
        if server.use_ssl
        else smtplib.SMTP(local_hostname=name, timeout=server.step_seconds)
    )
    # The name that the certificate must carry; only the constructor that connects would set it.
    line._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001
    return line


def _greet(line: smtplib.SMTP, server: Server) -> None:
    code, words = line.connect(server.host, server.port)
    if code != READY:
        raise PutOff(_answer(code, words))
    line.ehlo_or_helo_if_needed()
    if server.use_tls:
        line.starttls(context=ssl.create_default_context())
        line.ehlo_or_helo_if_needed()
    if server.username:
        line.login(server.username, server.password)


def _take_leave(line: smtplib.SMTP) -> None:
    """Politely, but not at the price of a mail that stays unmarked although it has arrived."""
    with suppress(OSError):
        if line.sock:
            line.sock.settimeout(FAREWELL_SECONDS)
        line.quit()


def _own_name() -> str:
    """What we greet with; a name without a dot is no host name to a strict server."""
    name = socket.gethostname()
    return name if "." in name else "[127.0.0.1]"


def _shut(line: smtplib.SMTP) -> None:
    """Break the line under a reader that waits for a server sending a byte now and then."""
    with suppress(OSError):
        if line.sock:
            socket.socket.shutdown(line.sock, socket.SHUT_RDWR)


def _last_word(line: smtplib.SMTP) -> tuple[int, bytes]:
    """The answer to the message. From the final dot to this answer nobody knows who has it."""
    try:
        return line.getreply()
    except OSError as trouble:
        raise Uncertain(_words_of(trouble)) from trouble


def _asked(code: int, words: bytes, *, expected: int = OK) -> str:
    if code == expected or (expected == OK and code // 100 == OK // 100):
        return _answer(code, words)
    raise (Refused if code >= PERMANENT else PutOff)(_answer(code, words))


def _as_data(message: bytes) -> bytes:
    """The message with leading dots doubled and the final dot (RFC 5321, 4.5.2)."""
    dotted = re.sub(rb"(?m)^\.", b"..", message)
    return dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _answer(code: int, words: bytes) -> str:
    return f"{code} {words.decode('utf-8', 'replace')}".replace("\n", " ")


def _words_of(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        error = trouble.smtp_error
        return _answer(trouble.smtp_code, error if isinstance(error, bytes) else error.encode())
    return str(trouble) or type(trouble).__name__
