"""The points at which tests kill: nothing happens at any of them unless FAULT_AT names it."""

import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pytest_django import Settings

from kontor.cli import check
from kontor.foundation import crash_points
from kontor.foundation.crash_points import POINTS

SOURCES = Path(crash_points.__file__).parent.parent
PASS_BY = """
from django.conf import settings
settings.configure(FAULT_AT={at!r})
from kontor.foundation.crash_points import POINTS, here
for point in POINTS:
    print(point, flush=True)
    here(point)
"""


def passed(at: str) -> tuple[int, list[str]]:
    """The end of a process that passes every point, and which ones it reached."""
    done = subprocess.run(
        [sys.executable, "-c", PASS_BY.format(at=at)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.split()


def test_they_are_off_in_this_very_run(settings: Settings) -> None:
    assert settings.FAULT_AT == ""
    for point in POINTS:
        crash_points.here(point)


def test_without_the_setting_nothing_happens_and_with_it_the_process_ends_there() -> None:
    assert passed("") == (0, list(POINTS))
    assert passed("P3") == (-signal.SIGKILL, ["P1", "P2", "P3"])


def test_each_stands_at_one_place_of_the_code_and_no_other_is_named_there() -> None:
    found = Counter(
        point
        for path in SOURCES.rglob("*.py")
        for point in re.findall(r"crash_points\.here\(\"(P[0-9]+)\"\)", path.read_text())
    )
    assert found == dict.fromkeys(POINTS, 1)


def test_the_check_warns_where_one_is_set(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    check._warn_of_crash_point()  # noqa: SLF001
    assert capsys.readouterr().out == ""
    settings.FAULT_AT = "P7"
    check._warn_of_crash_point()  # noqa: SLF001
    assert "WARNING: set to P7" in capsys.readouterr().out
