"""The demo as a whole: kill -9 of everything loses nothing, five nightly runs do what one does."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kontor.foundation import mailbox
from tests.portal import beside, portal, throw_away_home

pytestmark = pytest.mark.faults

TITLE = "Autumn catalogue"


@pytest.fixture
def home() -> Iterator[Path]:
    with throw_away_home() as folder:
        yield folder


def kept(home: Path) -> dict[str, Any]:
    return dict(json.loads(beside(home, "tests/faults/scene.py", "kept")))


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to be in time"
        time.sleep(0.5)


def purposes(home: Path) -> list[str]:
    """Of the mails about the scene's order, whatever else the demo sends."""
    folder = home / "mailbox"
    mails = [mailbox.opened(folder, head.name) for head in mailbox.heads(folder)]
    return sorted(mail.head.purpose for mail in mails if mail and TITLE in mail.text)


def test_killing_everything_loses_nothing_and_the_work_goes_on(home: Path) -> None:
    with portal(home) as running:
        beside(home, "tests/faults/scene.py", "order", "30")  # no nightly run touches it
        before = kept(home)
        running.kill()
    with portal(home):
        after = kept(home)
        assert after["order"] == before["order"] == "active"
        assert after["invoices"] == [["planned", None]]
        until(lambda: all(state == "sent" for _, _, state in kept(home)["mails"]), seconds=120)
        assert purposes(home) == [
            "client_confirmation",
            "client_confirmed",
            "order_approved",
            "order_confirmed",
        ]


def test_five_nightly_runs_on_the_day_issue_one_invoice_and_one_mail_per_address(
    home: Path,
) -> None:
    today = date.today()  # noqa: DTZ011  # the demo's own day; the margin below covers midnight
    with portal(home):
        beside(home, "tests/faults/scene.py", "order", "1")
        for day in (today, *[today + timedelta(days=3)] * 5):
            beside(home, "-m", "kontor.cli", "tick", "--date", day.isoformat())
        until(lambda: "invoice_issued" in purposes(home))
        until(lambda: all(state == "sent" for _, _, state in kept(home)["mails"]))
        found = kept(home)
        day = today + timedelta(days=3)
        ((status, number),) = found["invoices"]
        assert (status, number[:8]) == ("issued", f"RE-{day.year}-")
        assert found["documents"] == 2
        assert purposes(home).count("invoice") == 2
        assert purposes(home).count("invoice_issued") == 1
