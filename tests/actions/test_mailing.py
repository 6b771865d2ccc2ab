"""Who gets which mail, and that each mailbox gets each one once (R20–R25)."""

from datetime import date

import pytest

from kontor.actions import answer_offer, run_night, submit_order
from kontor.actions.answer_offer import Answer
from kontor.foundation import jobs
from kontor.foundation.mailer import delivering_to
from kontor.foundation.message import Parcel
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict
from kontor.foundation.secret_link import token_of
from kontor.invoicing import official_check
from kontor.invoicing.models import Document, Invoice, InvoiceLink
from tests.actions.test_first_path import night
from tests.builders import clients, orders
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def issue(people: Cast) -> list[Parcel]:
    """Bring the active order's invoice out; the parcels handed to the mail server."""
    taken: list[Parcel] = []

    def take(parcel: Parcel) -> str:
        taken.append(parcel)
        return "250 OK"

    with delivering_to(take):
        for day in (date(2027, 1, 11), date(2027, 1, 18), date(2027, 1, 18), date(2027, 1, 19)):
            run_night.run(night(day))
            jobs.run_waiting()
    assert people.owner.email
    return taken


def recipients(purpose: str) -> list[str]:
    return list(
        OutboxMail.objects.filter(purpose=purpose).order_by("id").values_list("to", flat=True)
    )


def test_contact_person_and_mailbox_for_invoices_get_the_invoice_the_member_a_copy(
    people: Cast,
) -> None:
    orders.active(people.owner, people.advisor, people.client)
    issue(people)
    assert recipients("invoice") == ["chloe.martin@lefevre.example", "compta@lefevre.example"]
    assert recipients("invoice_issued") == [people.owner.email]
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize(
    "address", ["Chloe.Martin@LEFEVRE.example", " chloe.martin@lefevre.example "]
)
def test_equal_mailboxes_get_one_mail(people: Cast, address: str) -> None:
    twin = clients.client(name="Lefèvre Frères", invoice_email=address)
    orders.active(people.owner, people.advisor, twin)
    issue(people)
    assert recipients("invoice") == ["chloe.martin@lefevre.example"]


def test_without_a_mailbox_for_invoices_the_contact_person_gets_it(people: Cast) -> None:
    plain = clients.client(name="Lefèvre Frères", invoice_email="")
    orders.active(people.owner, people.advisor, plain)
    issue(people)
    assert recipients("invoice") == ["chloe.martin@lefevre.example"]


def test_documents_are_made_once_and_their_link_opens_only_from_the_mail(people: Cast) -> None:
    orders.active(people.owner, people.advisor, people.client)
    issue(people)
    invoice = Invoice.objects.get()
    assert sorted(Document.objects.values_list("kind", flat=True)) == ["pdf", "xml"]
    assert InvoiceLink.objects.filter(invoice=invoice).count() == 2


def test_the_token_of_a_link_stands_in_its_mail_and_nowhere_in_the_database(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    seeds = OutboxMail.objects.exclude(link_seed="").values_list("link_seed", flat=True)
    parcels = issue(people)
    for token in [token_of(seed) for seed in seeds]:
        assert sum(token.encode() in parcel.data.replace(b"=\r\n", b"") for parcel in parcels) == 1
        assert not OutboxMail.objects.filter(text__contains=token).exists()
        assert not OutboxMail.objects.filter(html__contains=token).exists()
    assert order.status == "active"


def test_taking_back_an_offer_tells_the_contact_person_and_the_old_link_decides_nothing(
    people: Cast,
) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    link, answer = orders.token(order), Answer(hash=orders.shown(order), name="Chloé Martin")
    submit_order.take_back(people.owner, order.pk, orders.MONDAY)
    assert recipients("offer_withdrawn") == ["chloe.martin@lefevre.example"]
    with pytest.raises(Conflict):
        answer_offer.confirm(link, answer, orders.MONDAY)


def test_a_refused_rehearsal_gives_no_number_and_tells_the_team_once(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders.active(people.owner, people.advisor, people.client)
    monkeypatch.setattr(official_check, "trouble", lambda: "A layer sleeps.")
    issue(people)
    invoice = Invoice.objects.get()
    assert (invoice.status, invoice.number, invoice.fault) == ("draft", None, "A layer sleeps.")
    assert len(recipients("invoice_fault")) == 1
    assert recipients("invoice") == []
