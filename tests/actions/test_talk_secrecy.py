"""Nothing that member and team say to each other ever reaches the client (R48, R49, spec § 12)."""

from datetime import date, timedelta

import pytest

from kontor.actions import run_night, talk, talk_client
from kontor.foundation.models import OutboxMail
from kontor.orders.models import Order, Revision
from tests.actions.test_first_path import night
from tests.builders import orders
from tests.builders.links import linked
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

COMMENT, TO_TEAM, TO_MEMBER = "zq-comment-1", "zq-member-2", "zq-advisor-3"
ABOUT_CLIENT, ABOUT_BLOCK = "zq-client-4", "zq-block-5"
CANARIES = (COMMENT, TO_TEAM, TO_MEMBER, ABOUT_CLIENT, ABOUT_BLOCK)


@pytest.fixture
def people() -> Cast:
    return cast()


def talked_about(people: Cast, order: Order, key: str) -> None:
    """Everything that can be said, said once more."""
    client, owner, advisor = people.client, people.owner, people.advisor
    talk.say(owner, order.pk, TO_TEAM, f"{key}-1", MONDAY)
    talk.say(advisor, order.pk, TO_MEMBER, f"{key}-2", MONDAY)
    talk_client.say(owner, client.pk, owner.pk, ABOUT_CLIENT, f"{key}-3", MONDAY)
    talk_client.say(advisor, client.pk, owner.pk, ABOUT_BLOCK, f"{key}-4", MONDAY)


def silent(*texts: str) -> bool:
    return not any(canary in text for canary in CANARIES for text in texts)


@pytest.fixture
def invoiced(people: Cast) -> Order:
    """An order from its submission to its invoice, with talk at every station."""
    order = orders.submitted(people.owner, people.client, comment=COMMENT)
    talked_about(people, order, "submitted")
    orders.approve(people.advisor, order)
    talked_about(people, order, "approved")
    orders.confirm(order, MONDAY + timedelta(days=1))
    talked_about(people, order, "active")
    for day in (date(2027, 1, 11), date(2027, 1, 18)):
        run_night.run(night(day))
    return order


def test_no_mail_to_a_client_holds_a_word_of_it(invoiced: Order) -> None:
    mails = OutboxMail.objects.filter(audience="client")
    assert {mail.purpose for mail in mails} >= {"client_confirmation", "order_confirmed"}
    for mail in mails:
        assert silent(mail.subject, mail.text, mail.html, mail.to_name), mail.purpose
    about_talk = OutboxMail.objects.filter(purpose="thread_message")
    assert {mail.audience for mail in about_talk} == {"member", "team"}
    assert not about_talk.filter(address=invoiced.contact_email).exists()
    assert not silent(*(mail.text for mail in about_talk))


def test_neither_the_offer_nor_its_page_holds_a_word_of_it(people: Cast, invoiced: Order) -> None:
    waiting = orders.submitted(people.owner, people.client, comment=COMMENT)
    talked_about(people, waiting, "waiting")
    orders.approve(people.advisor, waiting)
    for order in (waiting, invoiced):
        page = Reader(None).get(f"/c/{orders.token(order)}")
        assert page.status == 200
        assert silent(page.html)
    assert silent(*(str(revision.content) for revision in Revision.objects.all()))


def test_neither_the_invoice_nor_its_page_holds_a_word_of_it(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client, comment=COMMENT)
    talked_about(people, order, "active")
    made = linked(order)
    assert made.invoice.printed
    assert silent(str(made.invoice.printed))
    page = Reader(None).get(f"/i/{made.token}")
    assert page.status == 200
    assert silent(page.html)
