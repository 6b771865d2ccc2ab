"""Members only, and each only their own (spec § 3)."""

import pytest
from django.urls import get_resolver

from kontor.pages.member import urls
from tests.builders import invoices, orders
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

POSTS = {
    "order_duplicate",
    "order_put_away",
    "order_take_out",
    "order_summary",
    "order_autosave",
    "order_form_proofs",
    "order_remove_proof",
    "order_take_back",
    "order_send_link_again",
    "order_valid_until",
    "order_delete",
    "order_cancel_withdraw",
    "client_similar",
}
ROUTES = [pattern.name for pattern in urls.urlpatterns]
OF_ONE = [
    "order_duplicate",
    "order_change",
    "order_contact",
    "order_put_away",
    "order_take_out",
    "order",
    "order_offer_file",
    "order_compare",
    "order_edit",
    "order_take_back",
    "order_send_link_again",
    "order_valid_until",
    "order_delete",
    "order_proofs",
    "order_proof",
    "order_remove_proof",
    "order_cancel",
    "order_cancel_withdraw",
    "order_talk",
    "invoice_document",
]
# About a client that all may see; what is said there is each member's own.
EVERYBODYS = ["client_talk"]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ids(people: Cast) -> dict[str, object]:
    """An order of the owner with an issued invoice."""
    order = orders.active(people.owner, people.advisor, people.client)
    return {
        "order_id": order.pk,
        "invoice_id": invoices.issued(order).pk,
        "kind": "pdf",
        "client_id": people.client.pk,
        "key": uploaded(order).key,
    }


def visit(reader: Reader, name: str, ids: dict[str, object]) -> Page:
    wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    path = "/" + get_resolver().reverse(name, **{key: ids[key] for key in wanted})
    return reader.post(path) if name in POSTS else reader.get(path)


def test_this_test_knows_every_route() -> None:
    assert set(OF_ONE) | POSTS <= set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_without_an_account_every_page_leads_to_the_sign_in(
    name: str, ids: dict[str, object]
) -> None:
    page = visit(Reader(None), name, ids)
    assert page.status == 302
    assert page.url.startswith("/sign-in/?next=")


@pytest.mark.parametrize("name", ROUTES)
def test_the_team_is_no_member(people: Cast, name: str, ids: dict[str, object]) -> None:
    for person in (people.advisor, people.accountant):
        page = visit(Reader(person), name, ids)
        assert page.status == (404 if name in [*OF_ONE, *EVERYBODYS] else 403)
        assert "Autumn catalogue" not in page.html


@pytest.mark.parametrize("name", OF_ONE)
def test_what_belongs_to_another_member_does_not_exist(
    people: Cast, name: str, ids: dict[str, object]
) -> None:
    stranger = Reader(people.stranger)
    theirs = visit(stranger, name, ids)
    nothing = visit(stranger, name, {**ids, "order_id": 10**9, "invoice_id": 10**9})
    assert theirs.status == nothing.status == 404
    assert theirs.words == nothing.words


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**40])
def test_numbers_beyond_every_order_are_not_found(people: Cast, number: int) -> None:
    for path in (f"/orders/{number}/", f"/orders/{number}/edit", f"/invoices/{number}/pdf"):
        assert Reader(people.owner).get(path).status == 404


@pytest.mark.parametrize("name", sorted(POSTS))
def test_acts_are_never_done_by_opening_a_page(
    people: Cast, name: str, ids: dict[str, object]
) -> None:
    wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    path = "/" + get_resolver().reverse(name, **{key: ids[key] for key in wanted})
    assert Reader(people.owner).get(path).status == 405
