"""`kontor migrate`: bring the database up to this version."""

from kontor.cli.frame import database, set_up_django


def run(words: list[str]) -> int:
    set_up_django()
    from django.core.management import call_command

    with database():
        call_command("migrate", *words, verbosity=1)
    return 0
