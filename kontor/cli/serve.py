"""`kontor serve`: the web processes. They hold no state; start as many as you like."""

import argparse

from kontor.cli.frame import database, end_with_parent, refuse_taken_port, set_up_django


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kontor serve")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=4, help="threads of each process")
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.with_parent:
        end_with_parent()
    set_up_django()
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    refuse_taken_port(settings.KONTOR_PORT)
    with database():
        Granian(
            "kontor.wsgi:application",
            address=options.host,
            port=settings.KONTOR_PORT,
            interface=Interfaces.WSGI,
            workers=options.processes,
            blocking_threads=options.threads,
            respawn_failed_workers=True,
            # Seconds. Ctrl-C reaches the workers from the terminal and from granian; told twice,
            # one of them may wait for ever and would keep the port.
            workers_kill_timeout=5,
        ).serve()
    return 0
