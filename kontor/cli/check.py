"""`kontor check`: the settings with their meaning, database, documents, the official rules."""

import argparse
import os

from kontor.cli.frame import Trouble, database, set_up_django

SECRET = {"KONTOR_SECRET_KEY", "KONTOR_SMTP", "DATABASE_URL", "KONTOR_S3_KEY", "KONTOR_S3_SECRET"}


def run(words: list[str]) -> int:
    """Exit status 0 if everything is in order, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="kontor check")
    parser.add_argument(
        "--data", action="store_true", help="look at what is kept instead: numbers, documents …"
    )
    look_at_data: bool = parser.parse_args(words).data
    set_up_django()
    return _check_data() if look_at_data else _check_machine()


def _check_machine() -> int:
    from django.core.management import call_command

    from kontor.environment import ENVIRONMENT
    from kontor.formats.einvoice.selftest import self_test

    for name, meaning in ENVIRONMENT.items():
        value = os.environ.get(name, "")
        shown = "(set)" if value and name in SECRET else value or "(default)"
        print(f"{name:18} {shown:12} {meaning}")
    _warn_of_crash_point()
    with database():
        call_command("check", verbosity=0)
        _refuse_old_database()
        print("database           in order")
        _try_documents()
        _say_age_of_rules()
    faults = self_test()
    for sentence, place in faults:
        print(f"official rules     {sentence.format(layer=place)}")
    if not faults:
        print("official rules     every layer catches what it must")
    return 1 if faults else 0


def _check_data() -> int:
    from kontor.actions.one_snapshot import one_snapshot
    from kontor.cli import check_data
    from kontor.foundation import clock
    from kontor.foundation.days import day_of

    with database():
        _refuse_old_database()
        today = day_of(clock.now())
        with one_snapshot():
            return 0 if check_data.report(today) else 1


def _try_documents() -> None:
    from kontor.foundation import files

    try:
        files.try_out()
    except (OSError, files.DamagedFile) as trouble:
        raise Trouble(
            f"documents cannot be kept where KONTOR_DOCUMENTS says: {trouble}"
        ) from trouble
    print("documents          can be written and read")


def _say_age_of_rules() -> None:
    from kontor.foundation import clock
    from kontor.foundation.days import day_of
    from kontor.foundation.saying import say
    from kontor.invoicing.official_check import age_notice

    notice = age_notice(day_of(clock.now()))
    if notice:
        print(f"official rules     {say(notice, 'en')}")


def _refuse_old_database() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Trouble("the database is not at this version yet. Run: kontor migrate")


def _warn_of_crash_point() -> None:
    from django.conf import settings

    if settings.FAULT_AT:
        print(f"FAULT_AT           WARNING: set to {settings.FAULT_AT}, which kills. Leave it out.")
