"""Stored files that no row names any more are removed; part of the acts that remove such rows.

Files lie under their content's hash, so one file may belong to several rows. Whoever adds or
removes a row of a file holds its hash until the transaction ends: nobody finds a file that is
just being removed.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection, models

from kontor.actions import act
from kontor.foundation import files
from kontor.foundation.refusal import Unavailable
from kontor.foundation.sentence import S

log = logging.getLogger(__name__)

_LOCK_DIGITS = 15  # of the hash in hexadecimal: they fit into PostgreSQL's bigint


def keep(data: bytes) -> str:
    """Store the bytes and hold their hash, for a row that names it in the same transaction.

    Raises Unavailable; the operator finds the reason in the log.
    """
    sha256 = files.hash_of(data)
    _hold(sha256)
    try:
        return files.store(data)
    except OSError as trouble:
        log.exception("a file cannot be stored")
        raise Unavailable(
            S("Files cannot be stored right now. Go back one page and try again in a few minutes.")
        ) from trouble


@act.one_transaction
def forget_unused(hashes: Iterable[str]) -> None:
    """Remove those of the files that no row names; to be called once the rows are gone."""
    for sha256 in sorted(set(hashes)):
        _hold(sha256)
        if not any(rows.filter(sha256=sha256).exists() for rows in _naming_files()):
            files.forget(sha256)


def _hold(sha256: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:_LOCK_DIGITS], 16)])


def _naming_files() -> Iterable["models.QuerySet[Any]"]:
    for model in apps.get_app_config("kontor").get_models():
        if any(field.name == "sha256" for field in model._meta.fields):
            yield models.QuerySet(model)
