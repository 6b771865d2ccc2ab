"""Merging two clients: searched for, seen beside each other, done once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.actions import block_client, merge_clients, talk_client
from kontor.clients.blocks import Block
from kontor.clients.facts import NOTE_LIMIT, Kind
from kontor.clients.models import Client
from tests.builders import clients, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader
from tests.pages.team.test_settings_pages import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def twin(people: Cast) -> Client:
    return clients.client(people.stranger, name="Imprimerie Lefevre", town="Kehl")


@pytest.fixture
def advisor(people: Cast) -> Reader:
    return Reader(people.advisor)


def path(kept: Client, gone: Client) -> str:
    return f"/team/clients/{kept.pk}/merge/{gone.pk}"


def sent(reader: Reader, kept: Client, gone: Client, **more: str) -> Page:
    return reader.post(path(kept, gone), kept_version="1", gone_version="1", **more)


def test_the_other_one_is_searched_for(people: Cast, advisor: Reader, twin: Client) -> None:
    choose = f"/team/clients/{people.client.pk}/merge"
    assert not advisor.get(choose).all(f"//a[@href='{choose}/{people.client.pk}']")
    assert advisor.get(f"{choose}?q=lefev").all(f"//a[@href='{choose}/{twin.pk}']")
    assert "at least 3 letters" in advisor.get(f"{choose}?q=le").words


def test_the_preview_says_all_that_moves_and_all_that_is_lost(
    people: Cast, advisor: Reader, twin: Client
) -> None:
    orders.drafted(people.stranger, twin)
    orders.approved(people.owner, people.advisor, twin)
    talk_client.say(people.stranger, twin.pk, people.stranger.pk, "Hm?", "key", MONDAY)
    block_client.block(people.advisor, twin.pk, Block.NO_ORDERS, MONDAY, "Owes us.")
    page = advisor.get(path(people.client, twin))
    for words in (
        "Orders: Draft 1",
        "Orders: Client Confirmation 1",
        "they stay valid 1",
        "Conversations with members 1",
        "The stricter block of both stays: No new orders.",
        "Kehl Will be lost",
        "This cannot be undone.",
    ):
        assert words in page.words
    assert page.all(f"//a[@href='{path(twin, people.client)}']")
    assert Client.objects.filter(merged_into=None).count() == 2


def test_merging_leads_to_the_kept_one_also_at_the_second_click(
    people: Cast, advisor: Reader, twin: Client
) -> None:
    kept = f"/team/clients/{people.client.pk}/"
    for _ in range(2):
        assert sent(advisor, people.client, twin).url == kept
    assert advisor.get(f"/team/clients/{twin.pk}/").url == kept
    assert "merged Imprimerie Lefevre into it" in advisor.get(kept).words
    assert advisor.get(path(twin, people.client)).status == 302
    assert advisor.get(f"/team/clients/{twin.pk}/merge").url == f"{kept}merge"


def test_what_has_changed_since_is_shown_again(people: Cast, advisor: Reader, twin: Client) -> None:
    page = advisor.post(path(people.client, twin), kept_version="1", gone_version="0")
    assert page.status == 409
    assert not Client.objects.filter(merged_into__isnull=False).exists()


def test_a_private_person_and_a_company_are_not_merged(people: Cast, advisor: Reader) -> None:
    person = clients.client(name="Léa Lefèvre", kind=Kind.PRIVATE)
    page = advisor.get(path(people.client, person))
    assert "private person" in page.words
    assert not page.all("//input[@name='kept_version']")
    assert sent(advisor, people.client, person).status == 409


def test_only_who_keeps_the_directory_merges(people: Cast, twin: Client) -> None:
    for reader, status in ((people.accountant, 403), (people.owner, 404)):
        assert Reader(reader).get(path(people.client, twin)).status == status
        assert Reader(reader).get(f"/team/clients/{twin.pk}/merge").status == status
        assert sent(Reader(reader), people.client, twin).status == status
    assert Reader(people.advisor).get(f"/team/clients/{twin.pk}/merge/999999").status == 404


def test_what_went_to_the_client_by_mail_is_still_read_after_the_merge(
    people: Cast, advisor: Reader, twin: Client
) -> None:
    orders.submitted(people.owner, twin)
    talk = f"/team/clients/{twin.pk}/conversations/{people.owner.pk}/"
    talk_client.say(people.owner, twin.pk, people.owner.pk, "Hm?", "key", MONDAY)
    address = "chloe.martin@lefevre.example"
    talk_client.write_to_client(
        people.advisor, twin.pk, people.owner.pk, address, "Chloé Martin", "Well?", "k2", MONDAY
    )
    assert address in advisor.get(talk).words
    sent(advisor, people.client, twin)
    assert address in advisor.get(talk).words


def test_no_page_of_a_merge_asks_more_than_twelve_times(
    people: Cast, advisor: Reader, twin: Client, settings: object
) -> None:
    settings.KONTOR_DEMO = True  # type: ignore[attr-defined]
    orders.submitted(people.owner, twin)
    Client.objects.filter(pk=twin.pk).update(verified_at=None)
    choose = f"/team/clients/{twin.pk}/merge"
    for each in (path(people.client, twin), choose, f"{choose}?q=lefevre"):
        with CaptureQueriesContext(connection) as captured:
            assert advisor.browser.get(each).status_code == 200
        assert len(captured) <= 12, each


def test_the_notes_of_both_stay_and_the_client_can_be_changed_all_the_same(
    people: Cast, twin: Client, advisor: Reader
) -> None:
    for client in (people.client, twin):
        client.team_note = f"{client.name} " + "n" * (NOTE_LIMIT - 60)
        client.save(update_fields=["team_note"])
    merge_clients.merge(people.advisor, people.client.pk, twin.pk, 1, 1, MONDAY)
    kept = f"/team/clients/{people.client.pk}"
    assert advisor.get(f"/team/clients/{twin.pk}/block").url == f"{kept}/block"
    form = typed(advisor.get(f"{kept}/edit"))
    assert advisor.post(f"{kept}/edit", **{**form, "town": "Marseille"}).status == 302
    people.client.refresh_from_db()
    assert people.client.town == "Marseille"
    assert twin.name in people.client.team_note
