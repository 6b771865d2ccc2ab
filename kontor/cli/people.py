"""`kontor people`: accounts for those who sign in, by invitation or at once; closed, reopened."""

import argparse
import getpass
import os
from collections.abc import Callable

from kontor.cli.frame import Trouble, database, set_up_django

ROLES = ("member", "advisor", "accountant", "admin")
PASSWORD = "KONTOR_NEW_PASSWORD"  # noqa: S105  # the name of the variable, not a password


def run(words: list[str]) -> int:
    options = _parser().parse_args(words)
    act: Callable[[argparse.Namespace], str] = options.act
    password = _password() if act is _add else ""
    set_up_django()
    from kontor.foundation.refusal import Invalid, Refusal

    options.password = password
    with database():
        try:
            print(act(options))
        except Invalid as invalid:
            raise Trouble(
                "; ".join(f"{each.field}: {each.sentence}" for each in invalid.faults)
            ) from invalid
        except Refusal as refusal:
            raise Trouble(str(refusal.sentence)) from refusal
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kontor people")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    add = acts.add_parser(
        "add",
        help="an account for somebody, the first administrator among them",
        description=f"Asks for the password, or takes it from {PASSWORD}.",
    )
    add.set_defaults(act=_add)
    invite = acts.add_parser(
        "invite",
        help="an account, and the mail with the link that opens it",
        description="No password is asked for: its owner chooses one behind the link.",
    )
    for one in (add, invite):
        one.add_argument("email")
        one.add_argument("--name", required=True)
        one.add_argument("--role", action="append", choices=ROLES, required=True)
        one.add_argument("--language", choices=["de", "en"], default="de")
    invite.set_defaults(act=_invite)
    for name, act, told in (
        ("deactivate", _deactivate, "close the account of somebody who leaves; nothing is lost"),
        ("reactivate", _reactivate, "open a closed account again"),
        ("forget-second-factors", _forget, "remove passkeys, app and codes that somebody lost"),
    ):
        one = acts.add_parser(name, help=told, description=told)
        one.add_argument("email")
        one.set_defaults(act=act)
    return parser


def _password() -> str:
    return os.environ.get(PASSWORD) or getpass.getpass("Password: ")


def _add(options: argparse.Namespace) -> str:
    from kontor.actions import keep_house
    from kontor.people.roles import Role

    keep_house.add_person(
        options.email,
        options.name,
        [Role(role) for role in options.role],
        language=options.language,
        password=options.password,
    )
    return f"{options.email} may sign in."


def _invite(options: argparse.Namespace) -> str:
    from kontor.actions import keep_people
    from kontor.foundation import clock
    from kontor.people.roles import Role

    roles = [Role(role) for role in options.role]
    person = keep_people.invite(
        None, options.email, options.name, roles, options.language, clock.now()
    )
    return f"{person.email} is invited; a running worker sends the mail with the link."


def _deactivate(options: argparse.Namespace) -> str:
    from kontor.actions import keep_people
    from kontor.foundation import clock

    person = keep_people.deactivate(options.email, clock.now())
    return (
        f"{person.email} is signed out and may not sign in any more."
        " Open orders stand on the team's desk."
    )


def _forget(options: argparse.Namespace) -> str:
    from kontor.actions import keep_people
    from kontor.foundation import clock

    person = keep_people.forget_second_factors(options.email, clock.now())
    return f"{person.email} signs in with the password alone now."


def _reactivate(options: argparse.Namespace) -> str:
    from kontor.actions import keep_people
    from kontor.foundation import clock

    person = keep_people.reactivate(options.email, clock.now())
    return f"{person.email} may sign in again."
