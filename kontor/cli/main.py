"""`kontor COMMAND`: every command turns its words into one call and tells how it went."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

from kontor.cli.frame import Trouble

COMMANDS: dict[str, str] = {
    "demo": "serve the demo with its own database, worker, mailbox and people",
    "serve": "serve the portal (web processes only)",
    "worker": "do the jobs: documents, mails, the nightly run",
    "migrate": "bring the database up to this version",
    "tick": "the nightly run, now: lapses, drafts, issues",
    "cooperative": "set the cooperative's own data from a file",
    "people": "add people who may sign in, close and reopen their accounts",
    "import-statement": "take in bank statements; --dry-run: only say what they hold",
    "simulate": "play one order from a file through its life",
    "check": "list the settings and test the official rules; --data: whether all kept still fits",
    "export": "all invoices of a period for an auditor, as a ZIP",
    "bench": "measure the speed against a floor",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 for done, 1 for failed, 2 for wrong input."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="kontor", description="The cooperative's portal.")
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        choices.add_parser(name, help=summary, add_help=False)
    chosen = parser.parse_args(words[:1])
    try:
        return _runner(chosen.command)(words[1:])
    except Trouble as trouble:
        sys.stderr.write(f"kontor: {trouble}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _runner(command: str) -> Callable[[list[str]], int]:
    # Commands load Django only when they need it, so that `kontor --help` is immediate.
    module = f"kontor.cli.{command.replace('-', '_')}"
    run: Callable[[list[str]], int] = import_module(module).run
    return run
