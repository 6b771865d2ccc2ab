"""Named places at which a test lets this process be killed; nothing happens without FAULT_AT.

The environment's FAULT_AT names one point and is read once, with the settings; a portal that
people use runs without it, and `kontor check` warns where it is set. Killed by SIGKILL, a process
runs no more line: what it leaves behind is what a power cut would leave.
"""

import os
import signal
from typing import Final

from django.conf import settings

POINTS: Final = {
    "P1": "the number is drawn, not committed",
    "P2": "the invoice is issued and committed, its documents are not made",
    "P3": "a file is written under its temporary name",
    "P4": "a file bears its name, no row names it",
    "P5": "a mail is in the outbox, not committed",
    "P6": "the mail server has answered, no mail is begun",
    "P7": "the mail server has the message and has not answered",
    "P8": "the mail server has taken the message, which is not marked",
    "P10": "the status is changed, its mail is not queued",
}


def here(point: str) -> None:
    """Where the settings name this point, the process ends at once. `point`: of POINTS."""
    if point == settings.FAULT_AT:
        os.kill(os.getpid(), signal.SIGKILL)
