"""A private person is known to members with an order for them alone, in every place (spec § 3)."""

import pytest

from kontor.clients.models import Client
from kontor.orders.models import Order
from tests.builders import clients, house, orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

NAME, STREET, TOWN = "Zita Quellmann", "Zeisigweg 7", "Zwiesel"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def person(people: Cast) -> Client:
    """Entered by the owner, ordered from, and verified."""
    added = clients.german_client(
        created_by=people.owner,
        kind="private",
        name=NAME,
        street=STREET,
        postcode="94227",
        town=TOWN,
        invoice_email="zita@quellmann.example",
    )
    orders.active(people.owner, people.advisor, added)
    return added


def seen_in(reader: Reader, client: Client) -> dict[str, str]:
    """Every place at which a member may meet a client, and what stands there."""
    pages = {
        "search": reader.get("/clients/search", q="Quellmann"),
        "list": reader.get("/clients", q="Quellmann"),
        "search by town": reader.get("/clients", q=TOWN),
        "own list": reader.get("/clients"),
        "chosen": reader.get("/orders/new", client=str(client.pk)),
        "page": reader.get(f"/clients/{client.pk}"),
        "conversation": reader.get(f"/clients/{client.pk}/conversation"),
        "orders": reader.get("/orders", client=str(client.pk)),
        "similar": reader.post(
            "/clients/similar",
            **{"new-name": NAME, "new-street": STREET, "new-postcode": "94227"},
        ),
        "summary": reader.post("/orders/summary", client=str(client.pk), title="x"),
        "form": reader.post("/orders/new", act="save", client=str(client.pk), title="x"),
    }
    return {name: page.html for name, page in pages.items()}


def test_nobody_else_meets_them_anywhere(people: Cast, person: Client) -> None:
    typed = {"search", "list", "similar"}  # these repeat what was typed
    for place, html in seen_in(Reader(people.stranger), person).items():
        for word in (STREET, TOWN, "zita@") if place in typed else (NAME, STREET, "zita@"):
            assert word not in html, place
    assert not Order.objects.filter(owner=people.stranger, client=person).exists()


def test_their_pages_do_not_exist_for_others(people: Cast, person: Client) -> None:
    reader = Reader(people.stranger)
    for path in (f"/clients/{person.pk}", f"/clients/{person.pk}/conversation"):
        assert reader.get(path).status == 404
    assert reader.post(f"/clients/{person.pk}/conversation", text="Hello.").status == 404


def test_who_entered_or_ordered_meets_them(people: Cast, person: Client) -> None:
    late = house.person("Late Comer")
    order = orders.submitted(late, people.client)
    Order.objects.filter(pk=order.pk).update(client=person)  # as merging two that are one does
    for member in (people.owner, late):
        seen = seen_in(Reader(member), person)
        for place in ("search", "list", "own list", "chosen", "page", "conversation"):
            assert NAME in seen[place], (member.name, place)


def test_the_team_meets_them(people: Cast, person: Client) -> None:
    assert NAME in Reader(people.advisor).get("/team/clients/", q="Quellmann").html
