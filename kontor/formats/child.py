"""A warm child process that answers one line of JSON with one line of JSON.

Validator and typesetter are native code that may crash, hang or swallow memory. In a child they
take only one document with them: the child is killed at its time limit, refused memory at its
memory limit, and started afresh for the next question (reliability programme, F16).

The parent side is `Child`; the child's `main` calls `serve`.
"""

import atexit
import io
import json
import os
import resource
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEBIBYTE = 1024 * 1024
PROJECT = Path(__file__).resolve().parents[2]
KEPT_SETTINGS = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
FRUGAL = {"MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "1"}

Answer = dict[str, Any]


class ChildFailed(Exception):
    """The child gave no answer: it crashed, or answered something else than JSON."""


class ChildTimedOut(ChildFailed):
    """The child was killed because it took too long."""


class Child:
    """One child process running `python -m module`, started when first asked.

    Safe under threads (one question at a time) and after a fork: each process has its own child.
    """

    def __init__(self, module: str, *, seconds: float) -> None:
        self.module = module
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        _children.add(self)

    def ask(self, question: Answer) -> Answer:
        """The child's answer.

        Raises:
            ChildTimedOut: no answer within the time limit; the child was killed.
            ChildFailed: the child died, or its answer is not JSON.
        """
        with self._lock:
            process = self._running()
            overdue = threading.Event()
            watch = threading.Timer(self.seconds, _kill, (process, overdue))
            watch.start()
            try:
                return _exchange(process, json.dumps(question))
            except (OSError, ValueError) as fault:
                self._end()
                if overdue.is_set():
                    raise ChildTimedOut(f"no answer within {self.seconds:g} s") from None
                raise ChildFailed(f"ended with status {process.returncode}") from fault
            finally:
                watch.cancel()

    def stop(self) -> None:
        """End the child; the next question starts a new one."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """The process id of the running child, if there is one."""
        return self._process.pid if self._process else None

    def forget_after_fork(self) -> None:
        """In a forked process: leave the parent's child and lock to the parent."""
        self._lock = threading.Lock()
        if self._process is not None:
            _close(self._process)
            self._process.returncode = 0  # not ours to wait for
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _start(self.module)
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            _close(self._process)
            self._process.wait()
            self._process = None


_children: "weakref.WeakSet[Child]" = weakref.WeakSet()


def _forget_all() -> None:
    for child in list(_children):
        child.forget_after_fork()


def _stop_all() -> None:
    for child in list(_children):
        child.stop()


os.register_at_fork(after_in_child=_forget_all)
atexit.register(_stop_all)


def _start(module: str) -> subprocess.Popen[bytes]:
    """The child with unbuffered pipes, so that a fork copies nothing half written.

    It is given none of our settings: they hold secrets it does not need.
    """
    kept = {name: os.environ[name] for name in KEPT_SETTINGS if name in os.environ}
    paths = filter(None, (str(PROJECT), os.environ.get("PYTHONPATH")))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**kept, **FRUGAL, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(paths)},
    )


def _kill(process: subprocess.Popen[bytes], overdue: threading.Event) -> None:
    overdue.set()
    process.kill()


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _exchange(process: subprocess.Popen[bytes], question: str) -> Answer:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the child was started without pipes")
    rest = memoryview(question.encode() + b"\n")
    while rest:
        rest = rest[process.stdin.write(rest) :]
    line = _line(process.stdout.fileno())
    answer = json.loads(line)
    if not isinstance(answer, dict):
        raise ValueError("the child answered no object")  # noqa: TRY004 - not our caller's type
    return answer


def _line(pipe: int) -> bytes:
    """What the child writes up to the end of a line; it writes one line per question."""
    with io.FileIO(pipe, closefd=False) as raw, io.BufferedReader(raw) as reader:
        line = reader.readline()
    if not line.endswith(b"\n"):
        raise ValueError("the child closed its pipe")
    return line


def serve(answer: Callable[[Answer], Answer], *, memory: int) -> None:
    """The child's loop: read a question per line, write an answer per line, until the pipe ends.

    `memory` limits the bytes of data the process may allocate. Whatever libraries print is kept
    out of the answers.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))) + "\n")
        answers.flush()
