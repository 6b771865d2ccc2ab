"""S3 stores on loopback: moto's server in a process of its own, and one that misbehaves."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import boto3

from kontor.foundation.file_bucket import Bucket
from tests.portal import free_port

READY_WITHIN_SECONDS = 30
BUCKET = Bucket("papers", "of/kontor", key="key", secret="geheim-1234567890")


@contextmanager
def s3_store() -> Iterator[Bucket]:
    """A store with an empty bucket."""
    port = free_port()
    command = (sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
    bucket = replace(BUCKET, endpoint=f"http://127.0.0.1:{port}")
    try:
        _wait_for(port)
        client = boto3.session.Session().client(
            "s3",
            endpoint_url=bucket.endpoint,
            region_name=bucket.region,
            aws_access_key_id=bucket.key,
            aws_secret_access_key=bucket.secret,
        )
        client.create_bucket(Bucket=bucket.name)
        client.close()
        yield bucket
    finally:
        server.kill()
        server.wait(timeout=10)


@contextmanager
def bad_store(does: str) -> Iterator[Bucket]:
    """One that `does` this to every request: "error" (500), "hang", or "stop" half-way."""
    over = Event()

    class Bad(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_any(self) -> None:
            if does == "hang":
                over.wait(10)
            elif does == "stop":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b"%PDF")
            else:
                self.send_response(500)
                self.send_header("Content-Length", "0")
                self.end_headers()
            self.close_connection = True

        do_GET = do_PUT = do_DELETE = do_any  # noqa: N815

    with ThreadingHTTPServer(("127.0.0.1", 0), Bad) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield replace(BUCKET, endpoint=f"http://127.0.0.1:{server.server_port}")
        finally:
            over.set()
            server.shutdown()
            thread.join(10)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the S3 store of the tests did not start")
