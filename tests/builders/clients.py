"""Clients in the directory, made from the values of the pure builders."""

from datetime import datetime
from typing import Any

from kontor.actions import keep_house
from kontor.clients.models import Client
from kontor.foundation.written import BERLIN
from kontor.people.models import Person
from tests.builders import drafts

LONG_AGO = datetime(2026, 12, 1, 9, tzinfo=BERLIN)


def client(created_by: Person | None = None, **changes: Any) -> Client:
    """A verified French company; changes are those of `ClientFacts`."""
    return keep_house.seed_client(drafts.client(**changes), LONG_AGO, created_by)


def german_client(created_by: Person | None = None, **changes: Any) -> Client:
    """A verified German company."""
    return keep_house.seed_client(drafts.german_client(**changes), LONG_AGO, created_by)
