"""The team only: 302 for nobody, 403 for an area, 404 for one thing (spec § 3)."""

import pytest
from django.urls import reverse

from kontor.pages.team import urls
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.links import linked
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

POSTS = [
    "team_approve",
    "team_cancellation_decline",
    "team_order_read",
    "team_client_read",
    "team_send_again",
]
TALKS = ["team_order_talk", "team_client_talk"]
DECISIONS = ["team_adjust", "team_return", "team_reject", "team_refuse", "team_cancellation"]
# Of a file that lies with an order.
FILES = ["team_proof", "team_judge_proof"]
AREAS = [
    "team_desk",
    "team_orders",
    "team_invoices",
    "team_mails",
    "team_left",
    "team_proofs",
    "team_cancellations",
    "team_conversations",
]
OF_ONE = {
    "team_review": ["order_id"],
    "team_offer_file": ["order_id"],
    "team_compare": ["order_id"],
    "team_approve": ["order_id"],
    "team_cancellation_decline": ["order_id"],
    **{name: ["order_id"] for name in DECISIONS},
    **{name: ["order_id", "key"] for name in FILES},
    "team_order_talk": ["order_id"],
    "team_order_read": ["order_id"],
    "team_client_talk": ["client_id", "member_id"],
    "team_client_read": ["client_id", "member_id"],
    "team_document": ["invoice_id", "kind"],
    "team_send_again": ["mail_id"],
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ids(people: Cast) -> dict[str, object]:
    """Of an order of the owner, with an issued invoice and a failed mail."""
    order = orders.active(people.owner, people.advisor, people.client)
    mail = orders.mailed(order, "invoice:1", "x@client.example", state="failed")
    return {
        "order_id": order.pk,
        "invoice_id": linked(order).invoice.pk,
        "kind": "pdf",
        "mail_id": mail.pk,
        "client_id": people.client.pk,
        "member_id": people.owner.pk,
        "key": uploaded(order).key,
    }


def visit(reader: Reader, name: str, ids: dict[str, object]) -> Page:
    path = reverse(name, kwargs={key: ids[key] for key in OF_ONE.get(name, [])})
    return reader.post(path) if name in POSTS else reader.get(path)


def test_this_test_knows_every_route() -> None:
    assert {*AREAS, *OF_ONE} == {pattern.name for pattern in urls.urlpatterns}


@pytest.mark.parametrize("name", [*AREAS, *OF_ONE])
def test_somebody_not_signed_in_is_led_to_the_sign_in(name: str, ids: dict[str, object]) -> None:
    page = visit(Reader(None), name, ids)
    assert page.status == 302
    assert page.url.startswith("/sign-in/?next=/team/")


@pytest.mark.parametrize("name", AREAS)
@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_a_member_may_not_enter(people: Cast, name: str, who: str, ids: dict[str, object]) -> None:
    assert visit(Reader(getattr(people, who)), name, ids).status == 403


@pytest.mark.parametrize("name", OF_ONE)
@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_a_page_about_one_thing_does_not_exist_for_a_member(
    people: Cast, name: str, who: str, ids: dict[str, object]
) -> None:
    reader = Reader(getattr(people, who))
    page = visit(reader, name, ids)
    missing = visit(reader, name, {**ids, **dict.fromkeys(OF_ONE[name], 999999), "kind": "pdf"})
    assert page.status == missing.status == 404
    assert page.words == missing.words


@pytest.mark.parametrize("name", POSTS)
def test_what_changes_something_is_not_opened_by_a_link(
    people: Cast, name: str, ids: dict[str, object]
) -> None:
    path = reverse(name, kwargs={key: ids[key] for key in OF_ONE[name]})
    assert Reader(people.advisor).browser.get(path).status_code == 405


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.ADMIN])
def test_accountant_and_admin_read_everything_and_decide_nothing(
    role: Role, ids: dict[str, object]
) -> None:
    reader = Reader(house.person("Some Body", role))
    for name in [*AREAS, *TALKS, "team_review"]:
        assert visit(reader, name, ids).status == 200
    for name in [*POSTS, *DECISIONS]:
        assert visit(reader, name, ids).status == 403


def test_a_role_that_is_taken_away_ends_at_the_next_request(people: Cast) -> None:
    reader = Reader(people.advisor)
    assert reader.get("/team/").status == 200
    people.advisor.roles = [Role.MEMBER.value]
    people.advisor.save()
    assert reader.get("/team/").status == 403
    people.advisor.is_active = False
    people.advisor.save()
    assert reader.get("/team/").status == 302


def test_a_member_in_the_team_sees_no_drafts_of_their_own_there(people: Cast) -> None:
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    draft = orders.drafted(both, people.client)
    reader = Reader(both)
    assert reader.get(f"/team/orders/{draft.pk}/").status == 404
    page = reader.get("/team/")
    assert page.all("//div[@class='menu-list']//a[.='To your own orders']")
