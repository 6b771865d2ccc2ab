"""`kontor simulate ORDER.json --out DIR`: plays one order through its whole life.

Real acts, a throw-away database, a clock that moves from `today` to `until`, no network.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kontor.cli.frame import Trouble, throw_away

if TYPE_CHECKING:
    from kontor.cli.simulate.order_file import OrderFile

LARGEST_FILE = 2 * 1024 * 1024
WRONG = 2


def run(words: list[str]) -> int:
    """Exit status 0: played to the last day. 2: wrong input, or an event was not allowed."""
    parser = argparse.ArgumentParser(prog="kontor simulate")
    parser.add_argument("order", type=Path, help="the order file (JSON)")
    parser.add_argument("--out", type=Path, required=True, help="folder for what happened")
    options = parser.parse_args(words)
    file = _read(options.order)
    if file is None:
        return WRONG
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise Trouble(f"--out: {options.out}: {wrong.strerror}") from wrong
    try:
        return _play(file, options.out)
    except Trouble:
        raise
    except Exception as fault:
        # The contract: a sentence, never a traceback.
        raise Trouble(f"the simulation broke off: {type(fault).__name__}: {fault}") from fault


def _read(path: Path) -> "OrderFile | None":
    from kontor.cli.simulate import order_file, shape
    from kontor.cli.simulate.input_check import faults_of

    try:
        raw = shape.parse(_bytes_of(path))
    except OSError as wrong:
        _say(f"{path}: cannot be read: {wrong.strerror}")
        return None
    except shape.NotJson as wrong:
        _say(f"{path.name}: {wrong}")
        return None
    file, faults = order_file.read(raw, path.parent)
    faults += faults_of(file, faults)
    for fault in faults:
        _say(f"{fault.field}: {fault.sentence}")
    return None if faults else file


def _bytes_of(path: Path) -> bytes:
    from kontor.cli.simulate.shape import NotJson

    if path.stat().st_size > LARGEST_FILE:
        raise NotJson("is larger than 2 MB")
    return path.read_bytes()


def _play(file: "OrderFile", folder: Path) -> int:
    with throw_away():
        from kontor.cli.simulate import playing, writing

        writing.clear(folder)
        play = playing.begin(file)
        try:
            playing.play_life(play)
        except playing.EventFault as fault:
            writing.write_timeline(play, folder)
            _say(str(fault))
            return WRONG
        writing.write_all(play, folder)
    return 0


def _say(line: str) -> None:
    # One line per fault, whatever was typed: a line break within would look like two faults.
    sys.stderr.write(line.replace("\n", " ").encode("utf-8", "replace").decode() + "\n")
