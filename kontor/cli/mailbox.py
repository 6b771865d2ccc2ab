"""The demo's mail server: takes every mail on 127.0.0.1 and keeps it in a folder."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

from kontor.foundation.mailbox import keep

HOST = "127.0.0.1"
LARGEST_MAIL = 40 * 1024 * 1024


class _Keeper:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802  # aiosmtpd's signature
        try:
            keep(self.folder, envelope.original_content or b"", datetime.now(UTC))
        except OSError as trouble:
            return f"452 The mailbox cannot be written: {trouble.strerror}"
        return "250 The mail is in the mailbox"


@contextmanager
def mailbox(folder: Path, port: int = 0) -> Iterator[int]:
    """Receive mail inside the block; gives the port (a free one where `port` is 0)."""
    with smtp_server(_Keeper(folder), port) as chosen:
        yield chosen


@contextmanager
def smtp_server(handler: object, port: int = 0) -> Iterator[int]:
    """A mail server in a thread of its own, which asks `handler` (aiosmtpd) what to answer."""
    loop = asyncio.new_event_loop()

    conversations: WeakSet[SMTP] = WeakSet()

    def conversation() -> SMTP:
        begun = SMTP(handler, data_size_limit=LARGEST_MAIL, hostname="mailbox.localhost", loop=loop)
        conversations.add(begun)
        return begun

    server = loop.run_until_complete(loop.create_server(conversation, HOST, port))
    thread = threading.Thread(target=loop.run_forever, name="mailbox", daemon=True)
    thread.start()
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        _hang_up(loop, conversations)
        loop.close()


def _hang_up(loop: asyncio.AbstractEventLoop, conversations: WeakSet[SMTP]) -> None:
    """End the conversations that are still open, so that no socket is left behind."""
    for task in asyncio.all_tasks(loop):
        task.cancel()
    while open_ones := asyncio.all_tasks(loop):
        loop.run_until_complete(asyncio.gather(*open_ones, return_exceptions=True))
    for conversation in list(conversations):
        if conversation.transport is not None:
            conversation.transport.abort()  # type: ignore[attr-defined]  # a transport of ours
    for _ in range(2):  # a transport closes its socket in the loop's next round
        loop.run_until_complete(asyncio.sleep(0))
