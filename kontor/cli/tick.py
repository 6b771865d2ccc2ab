"""`kontor tick`: the nightly run, now or as of a day. Repeating it does nothing twice."""

import argparse
from datetime import datetime, time

from kontor.cli.frame import Trouble, database, set_up_django


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kontor tick")
    parser.add_argument("--date", help="the day to run for, as 2027-01-18 (default: today)")
    options = parser.parse_args(words)
    set_up_django()
    from kontor.actions import run_night
    from kontor.foundation import clock
    from kontor.foundation.days import parse_iso_day
    from kontor.foundation.refusal import Unreadable
    from kontor.foundation.written import BERLIN

    with database():
        now = clock.now()
        if options.date:
            try:
                now = datetime.combine(parse_iso_day(options.date), time(4), BERLIN)
            except Unreadable as unreadable:
                raise Trouble(f"--date: {unreadable}") from unreadable
        with clock.held(now):
            night = run_night.run(now, print)
    return 1 if night.broken else 0
