"""The team keeps the directory: every change with before and after, nothing overwritten."""

from dataclasses import replace
from typing import Any

import pytest

from kontor.actions import keep_clients, verify_client
from kontor.clients import record
from kontor.clients.models import Client
from kontor.clients.search import search
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.people.roles import Role
from tests.builders import clients, drafts, house
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def changed(people: Cast, how: str = "", version: int = 1, **facts: Any) -> Client:
    typed = replace(record.facts_of(people.client), **facts)
    return keep_clients.change(
        people.advisor, people.client.pk, version, typed, "Pays late.", MONDAY, how=how
    )


def told(client: Client) -> list[tuple[str, dict[str, Any]]]:
    entries = HistoryEntry.objects.filter(about=f"client:{client.pk}").order_by("id")
    return [(entry.event, entry.data) for entry in entries]


def test_every_changed_field_stands_in_the_history_before_and_after(people: Cast) -> None:
    client = changed(people, town="Kehl", invoice_email="neu@lefevre.example")
    assert client.version == 2
    assert told(client) == [
        (
            "change",
            {
                "changes": {
                    "town": {"before": "Strasbourg", "after": "Kehl"},
                    "invoice_email": {
                        "before": "compta@lefevre.example",
                        "after": "neu@lefevre.example",
                    },
                    "team_note": {"before": "", "after": "Pays late."},
                },
                "unverified": True,
            },
        )
    ]


def test_a_changed_client_is_found_by_its_new_name_and_town(people: Cast) -> None:
    changed(people, name="Druckerei Lefèvre", town="Kehl")
    assert search(people.advisor, "imprimerie") == []
    assert [found.pk for found in search(people.advisor, "kehl")] == [people.client.pk]


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Imprimerie Lefèvre SAS"},
        {"street": "13 rue des Écoles"},
        {"country": "BE", "vat_number": ""},
        {"vat_number": ""},
    ],
)
def test_the_evidence_belongs_to_what_was_verified(people: Cast, facts: dict[str, Any]) -> None:
    client = changed(people, **facts)
    assert (client.verified_at, client.verified_by, client.verified_how) == (None, None, "")


def test_what_nobody_verifies_leaves_the_client_verified(people: Cast) -> None:
    client = changed(people, invoice_email="", language="de", buyer_reference="4711")
    assert client.verified_at is not None
    assert "unverified" not in told(client)[-1][1]


def test_a_change_with_new_evidence_is_verified_anew(people: Cast) -> None:
    client = changed(people, name="Imprimerie Lefèvre SAS", how="imprint")
    assert (client.verified_by, client.verified_how) == (people.advisor, "imprint")
    assert [event for event, _data in told(client)] == ["change", "verify"]


def test_a_page_that_is_no_longer_true_overwrites_nothing(people: Cast) -> None:
    changed(people, town="Kehl")
    with pytest.raises(Conflict):
        changed(people, town="Colmar")
    people.client.refresh_from_db()
    assert people.client.town == "Kehl"


def test_a_second_click_changes_nothing_more(people: Cast) -> None:
    changed(people, town="Kehl")
    assert changed(people, town="Kehl").version == 2
    assert len(told(people.client)) == 1


def test_what_an_invoice_needs_cannot_be_taken_away(people: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        changed(people, street="", vat_number="FR1")
    assert {fault.field for fault in refused.value.faults} == {"street", "vat_number"}


@pytest.mark.parametrize("who", ["owner", "accountant"])
def test_only_advisors_and_administrators_keep_the_directory(people: Cast, who: str) -> None:
    person, pk = getattr(people, who), people.client.pk
    with pytest.raises(Forbidden):
        keep_clients.change(person, pk, 1, drafts.client(), "", MONDAY)
    with pytest.raises(Forbidden):
        verify_client.verify(person, pk, 1, "imprint", MONDAY)
    with pytest.raises(Forbidden):
        verify_client.withdraw_verification(person, pk, "Moved.", MONDAY)
    with pytest.raises(Forbidden):
        keep_clients.add(people.accountant, drafts.client(name="Other"), MONDAY)


def test_administrators_do_so_too_and_the_team_adds_clients(people: Cast) -> None:
    admin = house.person("Edda Kolk", Role.ADMIN)
    added = keep_clients.add(admin, drafts.client(name="Other"), MONDAY)
    assert verify_client.verify(admin, added.pk, 1, "letter", MONDAY).verified_by == admin


def test_a_verification_says_who_when_and_how(people: Cast) -> None:
    new = clients.german_client(verified=False)
    client = verify_client.verify(people.advisor, new.pk, 1, "register: HRB 4711", MONDAY)
    assert client.verified_at == MONDAY
    assert told(client) == [("verify", {"how": "register: HRB 4711"})]
    verify_client.verify(people.advisor, new.pk, 1, "register: HRB 4711", MONDAY)
    assert len(told(client)) == 1


def test_nobody_verifies_what_they_have_not_seen_or_somebody_verified_already(
    people: Cast,
) -> None:
    new = clients.german_client(verified=False)
    Client.objects.filter(pk=new.pk).update(version=2)
    with pytest.raises(Conflict):
        verify_client.verify(people.advisor, new.pk, 1, "imprint", MONDAY)
    with pytest.raises(Conflict):
        verify_client.verify(people.advisor, people.client.pk, 1, "imprint", MONDAY)
    with pytest.raises(Invalid):
        verify_client.verify(people.advisor, new.pk, 2, " ", MONDAY)
    with pytest.raises(NotFound):
        verify_client.verify(people.advisor, 999_999, 1, "imprint", MONDAY)


def test_a_verification_is_withdrawn_with_a_reason(people: Cast) -> None:
    with pytest.raises(Invalid):
        verify_client.withdraw_verification(people.advisor, people.client.pk, "", MONDAY)
    for _click in range(2):
        verify_client.withdraw_verification(people.advisor, people.client.pk, "Moved.", MONDAY)
    people.client.refresh_from_db()
    assert people.client.verified_at is None
    assert told(people.client) == [("unverify", {"reason": "Moved."})]


def test_a_merged_client_is_left_alone(people: Cast) -> None:
    twin = clients.german_client(verified=False)
    Client.objects.filter(pk=twin.pk).update(merged_into=people.client)
    with pytest.raises(Conflict):
        verify_client.verify(people.advisor, twin.pk, 1, "imprint", MONDAY)
