"""E-mails: what became of them, and a new attempt for those that failed (spec § 12)."""

import pytest

from kontor.actions import send_again, submit_order
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, NotFound
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    return orders.approved(people.owner, people.advisor, people.client)


def failed_link(order: Order) -> OutboxMail:
    """The mail with the link to the offer, refused by the server."""
    mail = OutboxMail.objects.get(purpose="client_confirmation", about=f"order:{order.pk}")
    mail.state, mail.answer = "failed", "550 no such user"
    mail.save()
    return mail


def test_a_failed_mail_is_sent_again_and_the_history_says_who_asked(
    people: Cast, order: Order
) -> None:
    mail = failed_link(order)
    reader = Reader(people.advisor)
    page = reader.get("/team/mail/", state="failed")
    assert page.headline == "1 e-mail could not be delivered"
    form = page.form(f"/team/mail/{mail.pk}/again")
    sent = reader.post(f"/team/mail/{mail.pk}/again", **form)
    assert (sent.status, sent.url) == (302, "/team/mail/?state=failed")
    mail.refresh_from_db()
    assert mail.state == "queued"
    entry = HistoryEntry.objects.get(event="send_mail_again")
    assert (entry.actor_id, entry.status) == (people.advisor.pk, "client_confirmation")
    assert "Jonas Wiebold sent an e-mail again." in reader.get(f"/team/orders/{order.pk}/").words


def test_the_orders_page_offers_it_too_and_leads_back_to_it(people: Cast, order: Order) -> None:
    mail = failed_link(order)
    reader = Reader(people.advisor)
    page = reader.get(f"/team/orders/{order.pk}/")
    assert "550 no such user" in page.words
    sent = reader.post(f"/team/mail/{mail.pk}/again", **page.form(f"/team/mail/{mail.pk}/again"))
    assert sent.url == f"/team/orders/{order.pk}/"


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/x", "/\\evil.example"])
def test_the_way_back_never_leaves_the_portal(people: Cast, order: Order, back: str) -> None:
    mail = failed_link(order)
    sent = Reader(people.advisor).post(f"/team/mail/{mail.pk}/again", next=back)
    assert sent.url == "/team/mail/"


def test_bodies_and_links_are_never_shown(people: Cast, order: Order) -> None:
    mail = failed_link(order)
    for path in ("/team/mail/", f"/team/orders/{order.pk}/"):
        html = Reader(people.advisor).get(path).html
        assert orders.token(order) not in html
        assert mail.link_seed not in html
        assert "would like to work for you" not in html


def test_only_an_advisor_may_ask_for_it(people: Cast, order: Order) -> None:
    mail = failed_link(order)
    page = Reader(people.accountant).get("/team/mail/")
    assert "Send again" not in page.words
    assert Reader(people.accountant).post(f"/team/mail/{mail.pk}/again").status == 403
    assert Reader(people.owner).post(f"/team/mail/{mail.pk}/again").status == 404
    with pytest.raises(Forbidden):
        send_again.send_again(people.accountant, mail.pk, MONDAY)


def test_a_mail_that_arrived_is_not_sent_again(people: Cast, order: Order) -> None:
    mail = OutboxMail.objects.get(purpose="client_confirmation")
    with pytest.raises(Conflict):
        send_again.send_again(people.advisor, mail.pk, MONDAY)
    assert Reader(people.advisor).post(f"/team/mail/{mail.pk}/again").status == 409


def test_a_dead_link_is_not_sent_again(people: Cast, order: Order) -> None:
    mail = failed_link(order)
    submit_order.send_link_again(people.owner, order.pk, MONDAY)
    with pytest.raises(Conflict, match="opens nothing any more"):
        send_again.send_again(people.advisor, mail.pk, MONDAY)


def test_a_mail_about_a_draft_does_not_exist_for_the_team(people: Cast, order: Order) -> None:
    mail = failed_link(order)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    with pytest.raises(NotFound):
        send_again.send_again(people.advisor, mail.pk, MONDAY)
    page = Reader(people.advisor).get("/team/mail/")
    assert page.headline == "0 e-mails"
    with pytest.raises(NotFound):
        send_again.send_again(people.advisor, 999999, MONDAY)
