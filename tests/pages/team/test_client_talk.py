"""Writing to a client from the conversation about it, and what member and team see (R19, R60)."""

import pytest

from kontor.actions import talk_client
from kontor.clients.models import ClientMessage
from kontor.foundation.models import OutboxMail
from kontor.orders.models import Order
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

CHLOE = "chloe.martin@lefevre.example"
INVOICES = "compta@lefevre.example"
TO_CHLOE = {"mail-address": CHLOE, "mail-name": "Chloé Martin"}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    return orders.submitted(people.owner, people.client)


def url(people: Cast) -> str:
    return f"/team/clients/{people.client.pk}/conversations/{people.owner.pk}/"


def send(people: Cast, **typed: str) -> Page:
    reader, here = Reader(people.advisor), url(people)
    form = reader.get(here).form(f"{here}mail#errors")
    return reader.post(f"{here}mail", **{**form, **TO_CHLOE, "mail-text": "Hello.", **typed})


def said(page: Page) -> list[str]:
    return page.all("//ol[@class='thread']/li")


def test_the_form_begins_with_the_email_for_invoices_and_names_no_contact_person(
    people: Cast, order: Order
) -> None:
    page = Reader(people.advisor).get(url(people))
    assert page.form(f"{url(people)}mail#errors")["mail-address"] == INVOICES
    assert CHLOE not in page.html
    assert "Ada Brandt reads this too." in page.words


def test_what_is_sent_stands_in_the_conversation_with_its_state(people: Cast, order: Order) -> None:
    sent = send(people)
    assert (sent.status, sent.url) == (302, f"{url(people)}#conversation")
    mail = OutboxMail.objects.get(about__startswith="conversation", audience="client")
    assert (mail.to, mail.to_name) == (CHLOE, "Chloé Martin")
    (entry,) = said(Reader(people.advisor).get(url(people)))
    assert entry.endswith(f"Hello. By e-mail to {CHLOE} On its way")


def test_a_mail_that_fails_can_be_sent_again_from_there(people: Cast, order: Order) -> None:
    send(people)
    mail = OutboxMail.objects.get(about__startswith="conversation", audience="client")
    answer = f"550 {CHLOE}: no such user"
    OutboxMail.objects.filter(pk=mail.pk).update(state="failed", answer=answer)
    reader = Reader(people.advisor)
    page = reader.get(url(people))
    assert f"The mail server said: {answer}" in page.words
    again = f"/team/mail/{mail.pk}/again"
    assert reader.post(again, **page.form(again)).url == url(people)
    assert not reader.get(url(people)).all(f"//form[@action='{again}']")


def test_another_address_may_be_typed_and_faults_keep_what_was_typed(
    people: Cast, order: Order
) -> None:
    wrong = send(people, **{"mail-address": "nobody", "mail-name": "Luc"})
    assert wrong.status == 422
    assert "no @" in wrong.fault_at("id_mail-address")
    form = wrong.form(f"{url(people)}mail#errors")
    assert (form["mail-address"], form["mail-name"]) == ("nobody", "Luc")
    own = send(people, **{"mail-address": people.owner.email})
    assert own.status == 422
    assert not ClientMessage.objects.exists()
    done = send(people, **{"mail-address": " Luc@Lefevre.example "})
    assert done.status == 302
    assert ClientMessage.objects.get().sent_to == "Luc@lefevre.example"


def test_the_answer_of_the_client_stands_under_their_name(people: Cast, order: Order) -> None:
    reader, here = Reader(people.advisor), url(people)
    form = reader.get(here).form(f"{here}answer#errors")
    assert reader.post(f"{here}answer", **form).status == 422
    form["answer-text"] = "We pay on Friday."
    assert reader.post(f"{here}answer", **form).url == f"{here}#conversation"
    for person, path in (
        (people.advisor, here),
        (people.owner, f"/clients/{people.client.pk}/conversation"),
    ):
        (entry,) = said(Reader(person).get(path))
        assert "Imprimerie Lefèvre SARL entered by Jonas Wiebold" in entry
        assert entry.endswith("We pay on Friday.")


@pytest.mark.parametrize(("to", "shown"), [(CHLOE, CHLOE), (INVOICES, "the client")])
def test_members_see_the_address_only_of_their_own_contact_person(
    people: Cast, order: Order, to: str, shown: str
) -> None:
    send(people, **{"mail-address": to})
    page = Reader(people.owner).get(f"/clients/{people.client.pk}/conversation")
    assert said(page)[0].endswith(f"Hello. By e-mail to {shown} On its way")
    assert (to in page.html) is (to == CHLOE)


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.ADMIN])
def test_who_only_reads_learns_no_address(people: Cast, order: Order, role: Role) -> None:
    send(people)
    reader = Reader(house.person("Some Body", role))
    page = reader.get(url(people))
    assert "By e-mail to the client" in page.words
    assert CHLOE not in page.html
    assert not page.all("//form[contains(@action, 'mail') or contains(@action, 'answer')]")
    assert reader.post(f"{url(people)}mail", **{"mail-text": "x"}).status == 403
    assert reader.post(f"{url(people)}answer", **{"answer-text": "x"}).status == 403


def test_lists_of_the_team_name_no_address(people: Cast, order: Order) -> None:
    send(people)
    reader = Reader(people.advisor)
    for path in ("/team/mail/", "/team/conversations/?of=clients", "/team/conversations/"):
        assert CHLOE not in reader.get(path).html


def test_the_conversation_takes_at_most_twelve_queries(
    people: Cast, order: Order, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        talk_client.write_to_client(
            people.advisor, people.client.pk, people.owner.pk, CHLOE, "", "Hi.", f"{number}", MONDAY
        )
    for person, path in (
        (people.advisor, url(people)),
        (people.owner, f"/clients/{people.client.pk}/conversation"),
    ):
        reader = Reader(person)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert reader.browser.get(path).status_code == 200
