# ruff: noqa: N802  # the handlers have the names that aiosmtpd looks for
"""Mail servers that behave and misbehave, on loopback, for the tests of delivery."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

from kontor.cli.mailbox import smtp_server
from kontor.foundation.smtp import Server

TAKEN = "250 Taken"
HANG = "hang"
KEEP_AND_CLOSE = "keep and close"
KEEP_AND_HANG = "keep and hang"
DROP_AND_CLOSE = "drop and close"


@dataclass
class Peer:
    """What the server answers: `rcpt` by address, `data` mail by mail (the last one for all more).

    `kept` holds (recipient, bytes) of every mail that it would deliver, `asked` counts mails begun.
    """

    mail: str = "250 OK"
    rcpt: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=lambda: [TAKEN])
    kept: list[tuple[str, bytes]] = field(default_factory=list)
    asked: int = 0

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked += 1
        if self.mail == HANG:
            await asyncio.sleep(60)
        envelope.mail_from = address
        return self.mail

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.rcpt.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.data.pop(0) if len(self.data) > 1 else self.data[0]
        if answer in (TAKEN, KEEP_AND_CLOSE, KEEP_AND_HANG):
            self.kept += [(to, envelope.original_content or b"") for to in envelope.rcpt_tos]
        if answer in (HANG, KEEP_AND_HANG):
            await asyncio.sleep(60)
        if answer in (KEEP_AND_CLOSE, DROP_AND_CLOSE):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer

    @contextmanager
    def listening(self) -> Iterator[Server]:
        """The peer at work, as our side sees it: short waits, so that tests stay short."""
        with smtp_server(self) as port:
            yield server_at(port)


def server_at(port: int, *, use_ssl: bool = False, use_tls: bool = False) -> Server:
    return Server(
        "127.0.0.1", port, use_ssl=use_ssl, use_tls=use_tls, step_seconds=0.4, whole_seconds=1
    )


@contextmanager
def raw_peer(greeting: bytes, pause: float = 0) -> Iterator[int]:
    """A listener that sends `greeting` byte by byte with pauses, then only holds the line."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        line, _ = listener.accept()
        with line:
            for byte in greeting:
                if over.wait(pause):
                    return
                try:
                    line.sendall(bytes([byte]))
                except OSError:
                    return
            over.wait(30)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.close()
        thread.join(2)


def free_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
