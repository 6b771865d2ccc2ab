"""Profiles, news and digests; members who leave (spec § 3, § 17)."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

from kontor.actions import answer_offer, keep_people, run_night, send_digests
from kontor.actions.answer_offer import Answer
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict
from kontor.invoicing.models import Invoice
from kontor.people.models import HeldNotice
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def mailed_to(address: str) -> list[str]:
    """The purposes of the mails to an address, in the order of their queueing."""
    return list(
        OutboxMail.objects.filter(to=address).order_by("id").values_list("purpose", flat=True)
    )


def test_who_chose_nothing_is_told_at_once(people: Cast) -> None:
    orders.active(people.owner, people.advisor, people.client)
    assert mailed_to(people.owner.email) == ["order_approved", "client_confirmed"]
    assert not HeldNotice.objects.exists()


def test_a_digest_tells_once_a_day_of_everything_held_back(people: Cast) -> None:
    keep_people.choose_notifications(people.owner, {"review": "digest", "client": "digest"})
    order = orders.approved(people.owner, people.advisor, people.client)
    orders.confirm(order, MONDAY)
    assert mailed_to(people.owner.email) == []
    for moment in (MONDAY, TUESDAY, TUESDAY + timedelta(hours=2)):
        run_night.run(moment)
    digest = OutboxMail.objects.get(purpose="digest", to=people.owner.email)
    for words in (
        "Freigegeben: Autumn catalogue",
        "Bestätigt von Chloé Martin: Autumn catalogue",
        f"/orders/{order.pk}/",
    ):
        assert words in digest.text
    assert digest.html.count(f"/orders/{order.pk}/") == 2
    run_night.run(TUESDAY + timedelta(days=1))
    assert OutboxMail.objects.filter(purpose="digest").count() == 1


def test_a_digest_holds_what_came_before_today_and_each_once(people: Cast) -> None:
    keep_people.choose_notifications(people.owner, {"review": "digest"})
    orders.approved(people.owner, people.advisor, people.client)
    assert list(send_digests.due(MONDAY)) == []
    assert list(send_digests.due(TUESDAY)) == [people.owner.pk]
    assert send_digests.send(people.owner.pk, TUESDAY) is True
    assert send_digests.send(people.owner.pk, TUESDAY) is False


def test_desk_only_is_told_by_no_mail_but_stands_on_the_pages(people: Cast) -> None:
    keep_people.choose_notifications(people.owner, {"client": "desk"})
    orders.rejected(people.owner, people.advisor, people.client)
    assert "client_rejected" not in mailed_to(people.owner.email)
    assert not HeldNotice.objects.exists()
    assert "rejects the offer" in Reader(people.owner).get("/").words


def test_an_invoice_draft_is_mailed_whatever_was_asked_for(people: Cast) -> None:
    keep_people.choose_notifications(people.owner, {"draft_invoice": "desk", "invoice": "desk"})
    orders.active(people.owner, people.advisor, people.client)
    run_night.run(MONDAY + timedelta(days=8))
    assert mailed_to(people.owner.email)[-1] == "draft_invoice"


def test_leaving_ends_every_session_at_once(people: Cast) -> None:
    people.owner.set_password("long enough to be good")
    people.owner.save()
    reader = Reader(people.owner)
    assert reader.get("/").status == 200
    keep_people.deactivate(" ADA.Brandt@people.example ", MONDAY)
    assert reader.get("/").url.startswith("/sign-in/")
    sent = Reader(None).post(
        "/sign-in/", login=people.owner.email, password="long enough to be good"
    )
    assert sent.url == "/sign-in/closed/"
    assert HistoryEntry.objects.get(event="deactivate").about == f"person:{people.owner.pk}"


def test_what_a_leaving_member_has_begun_goes_on(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    keep_people.deactivate(people.owner.email, MONDAY)
    answer = Answer(hash=orders.shown(order), name="Chloé Martin")
    answer_offer.confirm(orders.token(order), answer, MONDAY)
    run_night.run(MONDAY + timedelta(days=8))
    assert Invoice.objects.get().status == "draft"
    purposes = mailed_to(people.owner.email)
    assert "client_confirmed" not in purposes
    assert purposes[-1] == "draft_invoice"


def test_what_was_held_back_for_somebody_who_left_is_not_sent(people: Cast) -> None:
    keep_people.choose_notifications(people.owner, {"review": "digest"})
    orders.approved(people.owner, people.advisor, people.client)
    keep_people.deactivate(people.owner.email, MONDAY)
    run_night.run(TUESDAY)
    assert "digest" not in mailed_to(people.owner.email)
    assert not HeldNotice.objects.filter(told_at=None).exists()


def test_a_closed_account_opens_again_as_it_was(people: Cast) -> None:
    keep_people.deactivate(people.owner.email, MONDAY)
    keep_people.reactivate(people.owner.email, TUESDAY)
    people.owner.refresh_from_db()
    assert Reader(people.owner).get("/").status == 200
    with pytest.raises(Conflict):
        keep_people.reactivate(people.owner.email, TUESDAY)


@pytest.mark.parametrize("email", ["nobody@people.example", ""])
def test_only_a_known_account_is_closed(people: Cast, email: str) -> None:
    with pytest.raises(Conflict):
        keep_people.deactivate(email, MONDAY)


def test_lost_second_factors_are_forgotten_and_the_owner_is_told(people: Cast) -> None:
    Authenticator.objects.create(user=people.owner, type=Authenticator.Type.TOTP, data={})
    reader = Reader(people.owner)
    reader.get("/")
    keep_people.forget_second_factors(people.owner.email, MONDAY)
    assert not Authenticator.objects.filter(user=people.owner).exists()
    assert reader.get("/").url.startswith("/sign-in/")
    assert mailed_to(people.owner.email) == ["account_changed"]


def test_closing_twice_is_refused_in_words(people: Cast) -> None:
    keep_people.deactivate(people.owner.email, MONDAY)
    with pytest.raises(Conflict, match="closed already"):
        keep_people.deactivate(people.owner.email, MONDAY)


def test_the_team_finds_what_is_open_of_members_who_left(people: Cast) -> None:
    advisor = Reader(people.advisor)
    assert "Members who have left" not in advisor.get("/team/").words
    orders.drafted(people.owner, people.client, title="A draft stays their own")
    orders.submitted(people.owner, people.client, title="In review")
    orders.active(people.owner, people.advisor, people.client, title="With an invoice to come")
    orders.rejected(people.owner, people.advisor, people.client)
    orders.submitted(people.stranger, people.client, title="Of one who stays")
    keep_people.deactivate(people.owner.email, MONDAY)
    page = advisor.get("/team/left/")
    assert page.all("//tbody/tr/th/span") == ["In review", "With an invoice to come"]
    assert "18 January 2027" in page.words
    assert "Members who have left 2" in advisor.get("/team/").words
    Invoice.objects.update(status="stopped", billing_date=date(2027, 1, 18))
    assert advisor.get("/team/left/").all("//tbody/tr/th/span") == ["In review"]
