"""`kontor people`: what the operator may do without a page."""

from contextlib import nullcontext

import pytest

from kontor.cli import people
from kontor.cli.frame import Trouble
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house

pytestmark = pytest.mark.django_db

INVITE = ("invite", "new@people.example", "--name", "Nele Wendt", "--role", "admin")


@pytest.fixture(autouse=True)
def set_up_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests runs, and goes on running."""
    monkeypatch.setattr(people, "set_up_django", lambda: None)
    monkeypatch.setattr(people, "database", nullcontext)


def test_somebody_is_invited_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    house.cooperative()
    assert people.run([*INVITE, "--role", "member", "--language", "en"]) == 0
    assert "new@people.example is invited" in capsys.readouterr().out
    person = Person.objects.get()
    assert (person.roles, person.language) == (["member", "admin"], "en")
    assert OutboxMail.objects.get().purpose == "account_invitation"
    assert HistoryEntry.objects.get().actor_id is None


def test_what_is_refused_is_said_in_a_sentence() -> None:
    house.cooperative()
    people.run([*INVITE])
    with pytest.raises(Trouble, match="email: There is already an account"):
        people.run([*INVITE])
    with pytest.raises(Trouble, match="There is no account for nobody"):
        people.run(["deactivate", "nobody@people.example"])


def test_the_only_administrator_is_not_closed_by_command_either() -> None:
    house.cooperative()
    admin = house.person("Alma Quint", Role.ADMIN)
    with pytest.raises(Trouble, match="only administrator"):
        people.run(["deactivate", admin.email])
