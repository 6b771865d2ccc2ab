"""Personal data are handed out, and what no duty keeps is erased (Art. 15, 17, 20 GDPR)."""

import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest

from kontor.actions import block_client, erase_person, export_personal_data, keep_people, talk
from kontor.clients.blocks import Block
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, NotFound
from kontor.invoicing.models import Document, Invoice
from kontor.orders.models import Order
from kontor.people.models import NotificationChoice, Person
from kontor.people.notices import KINDS
from kontor.people.roles import Role
from kontor.receivables.erasing import preview
from tests.builders import bank, clients, house, orders
from tests.builders.orders import MONDAY
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=400)
KIND = next(kind.key for kind in KINDS if not kind.required)
CANARY = "zq-only-for-the-team"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(people: Cast) -> Person:
    return house.person("Rosa Ohlsen", Role.ADMIN)


def taken(asker: Person, person: Person) -> tuple[dict[str, Any], ZipFile]:
    target = io.BytesIO()
    export_personal_data.export(asker, person.pk, target, LATER)
    archive = ZipFile(target)
    return json.loads(archive.read("personal-data.json")), archive


def left(people: Cast, admin: Person) -> Person:
    """The owner has left: a paid invoice, a rejected order, a draft, and a closed account."""
    invoice = bank.waiting(people)
    Invoice.objects.filter(order=invoice.order).update(status="paid")
    Order.objects.filter(pk=invoice.order_id).update(status="completed", comment="For you alone.")
    orders.drafted(people.owner, people.client)
    keep_people.choose_notifications(people.owner, {KIND: "digest"})
    keep_people.deactivate(people.owner.email, LATER, admin)
    people.owner.refresh_from_db()
    return people.owner


def erased(admin: Person, person: Person, shown: str | None = None) -> Person:
    mark = preview(person).mark if shown is None else shown
    return erase_person.erase(admin, person.pk, mark, LATER)


def test_members_take_their_own_data_with_their_documents(people: Cast) -> None:
    invoice = bank.waiting(people)
    uploaded(invoice.order)
    data, archive = taken(people.owner, people.owner)
    assert data["account"]["email"] == people.owner.email
    assert [row["number"] for row in data["invoices"]] == ["RE-2027-000001"]
    assert data["orders"][0]["title"] == invoice.order.title
    names = archive.namelist()
    assert {"invoices/RE-2027-000001.pdf", "invoices/RE-2027-000001.xml"} <= set(names)
    assert any(name.startswith("proofs/") for name in names)
    assert HistoryEntry.objects.get(event="export_personal_data").data == {"documents": 3}


def test_nothing_of_others_and_nothing_of_the_team_is_in_it(people: Cast) -> None:
    people.client.team_note = CANARY
    people.client.save()
    block_client.block(people.advisor, people.client.pk, Block.ADVANCE_ONLY, MONDAY, CANARY)
    block_client.block(people.advisor, people.client.pk, Block.NONE, MONDAY, CANARY)
    orders.submitted(people.stranger, people.client, title="Somebody else’s work")
    order = orders.submitted(people.owner, people.client)
    talk.say(people.owner, order.pk, "My own question", "key-1", MONDAY)
    data, _ = taken(people.owner, people.owner)
    said = json.dumps(data)
    assert CANARY not in said
    assert "Somebody else" not in said
    assert "My own question" in said
    assert people.stranger.email not in said


def test_others_data_are_handed_out_by_administrators_alone(people: Cast, admin: Person) -> None:
    for asker in (people.stranger, people.advisor, people.accountant):
        with pytest.raises(Forbidden):
            taken(asker, people.owner)
    assert taken(admin, people.owner)[0]["account"]["name"] == people.owner.name
    with pytest.raises(NotFound):
        export_personal_data.export(admin, 10**9, io.BytesIO(), LATER)


def test_what_no_duty_keeps_goes_and_what_was_issued_stays(people: Cast, admin: Person) -> None:
    owner = left(people, admin)
    email, name = owner.email, owner.name
    found = preview(owner)
    assert {"drafts", "news", "comments"} <= {each.part.key for each in found.goes}
    assert {"invoices", "documents", "orders"} <= {each.part.key for each in found.stays}
    documents = Document.objects.count()
    printed = Invoice.objects.get(number="RE-2027-000001").printed
    erased(admin, owner)
    owner.refresh_from_db()
    assert (owner.name, owner.roles) == (f"Person {owner.pk}", [])
    assert owner.email == f"person-{owner.pk}@erased.invalid"
    assert not owner.has_usable_password()
    assert not Order.objects.filter(owner=owner, status="draft").exists()
    assert not NotificationChoice.objects.filter(person=owner).exists()
    assert not Order.objects.filter(owner=owner).exclude(comment="").exists()
    assert Document.objects.count() == documents
    assert Invoice.objects.get(number="RE-2027-000001").printed == printed
    line = HistoryEntry.objects.get(event="erase")
    assert name not in json.dumps(line.data)
    assert email not in json.dumps(line.data)
    assert preview(owner).erased
    assert not preview(owner).goes


def test_a_second_click_changes_nothing_and_the_account_stays_closed(
    people: Cast, admin: Person
) -> None:
    owner = erased(admin, left(people, admin))
    before = HistoryEntry.objects.count()
    erased(admin, owner, "stale")
    assert HistoryEntry.objects.count() == before
    with pytest.raises(Conflict):
        keep_people.reactivate(owner.email, LATER, admin)


def test_nothing_is_erased_while_something_is_under_way(people: Cast, admin: Person) -> None:
    with pytest.raises(Conflict, match="open"):
        erased(admin, people.owner)
    order = orders.submitted(people.owner, people.client)
    keep_people.deactivate(people.owner.email, LATER, admin)
    owner = Person.objects.get(pk=people.owner.pk)
    with pytest.raises(Conflict, match="under way"):
        erased(admin, owner)
    Order.objects.filter(pk=order.pk).update(status="rejected")
    bank.waiting(people)
    Order.objects.filter(status="active").update(status="completed")
    with pytest.raises(Conflict, match="still to be issued or paid"):
        erased(admin, owner)


def test_a_page_that_shows_something_else_erases_nothing(people: Cast, admin: Person) -> None:
    owner = left(people, admin)
    shown = preview(owner).mark
    clients.client(name="Kunsthalle", created_by=owner)
    NotificationChoice.objects.create(person=owner, kind="another", how="digest")
    with pytest.raises(Conflict):
        erased(admin, owner, shown)
    assert Person.objects.get(pk=owner.pk).email == owner.email


def test_administrators_alone_erase(people: Cast, admin: Person) -> None:
    owner = left(people, admin)
    for person in (people.advisor, people.accountant, people.stranger):
        with pytest.raises(Forbidden):
            erased(person, owner)


def test_somebody_of_the_team_can_be_erased_too(people: Cast, admin: Person) -> None:
    orders.active(people.owner, people.advisor, people.client)
    keep_people.deactivate(people.advisor.email, LATER, admin)
    advisor = Person.objects.get(pk=people.advisor.pk)
    erased(admin, advisor)
    assert Person.objects.get(pk=advisor.pk).name == f"Person {advisor.pk}"
    assert HistoryEntry.objects.filter(actor_name="Jonas Wiebold").exists()
