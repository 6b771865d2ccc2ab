"""`kontor people add`: an account for somebody, the first administrator among them."""

import argparse
import getpass
import os

from kontor.cli.frame import Trouble, database, set_up_django

ROLES = ("member", "advisor", "accountant", "admin")
PASSWORD = "KONTOR_NEW_PASSWORD"  # noqa: S105  # the name of the variable, not a password


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="kontor people",
        description=f"Asks for the password, or takes it from {PASSWORD}.",
    )
    parser.add_argument("act", choices=["add"])
    parser.add_argument("email")
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", action="append", choices=ROLES, required=True)
    parser.add_argument("--language", choices=["de", "en"], default="de")
    options = parser.parse_args(words)
    password = os.environ.get(PASSWORD) or getpass.getpass("Password: ")
    set_up_django()
    from kontor.actions import keep_house
    from kontor.foundation.refusal import Invalid, Refusal
    from kontor.people.roles import Role

    with database():
        try:
            keep_house.add_person(
                options.email,
                options.name,
                [Role(role) for role in options.role],
                language=options.language,
                password=password,
            )
        except Invalid as invalid:
            raise Trouble(
                "; ".join(f"{each.field}: {each.sentence}" for each in invalid.faults)
            ) from invalid
        except Refusal as refusal:
            raise Trouble(str(refusal.sentence)) from refusal
    print(f"{options.email} may sign in.")
    return 0
