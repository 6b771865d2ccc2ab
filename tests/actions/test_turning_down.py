"""The team says no, or not yet (R61–R68)."""

from datetime import date, timedelta

import pytest

from kontor.actions import answer_offer, run_night, submit_order, turn_down_order
from kontor.actions.answer_offer import Answer
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.invoicing.models import Invoice
from kontor.orders.draft import First
from kontor.orders.grounds import GROUNDS
from kontor.orders.review_models import GroundText
from tests.actions.test_first_path import night
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def mails(purpose: str) -> list[str]:
    return list(OutboxMail.objects.filter(purpose=purpose).values_list("to", flat=True))


def test_a_returned_order_is_answered_and_submitted_again(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    shown = orders.shown(order)
    order = turn_down_order.return_with_question(
        people.advisor, order.pk, shown, "On which days?", MONDAY
    )
    assert order.status == "changes_requested"
    assert mails("order_returned") == [people.owner.email]
    order = submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
    assert order.status == "team_review"


def test_a_question_without_words_returns_nothing(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(Invalid):
        turn_down_order.return_with_question(
            people.advisor, order.pk, orders.shown(order), "  ", MONDAY
        )


def test_rejecting_needs_a_ground_and_tells_the_member_why(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    shown = orders.shown(order)
    with pytest.raises(Invalid):
        turn_down_order.reject(people.advisor, order.pk, shown, [], "", MONDAY)
    order = turn_down_order.reject(people.advisor, order.pk, shown, ["licence"], "", MONDAY)
    assert (order.status, order.lapsed) == ("rejected", False)
    mail = OutboxMail.objects.get(purpose="order_rejected")
    assert "Erlaubnis" in mail.text


def test_the_member_reads_the_words_about_each_ground_in_their_language(people: Cast) -> None:
    people.owner.language = "en"
    people.owner.save()
    order = orders.submitted(people.owner, people.client)
    turn_down_order.reject(
        people.advisor,
        order.pk,
        orders.shown(order),
        ["minimum_wage", "statute", "statute"],
        "Call me.",
        MONDAY,
        {"statute": "Not with our statute.", "licence": "Of no chosen ground."},
    )
    text = OutboxMail.objects.get(purpose="order_rejected").text
    assert "Not with our statute." in text
    assert GROUNDS["minimum_wage"].text.english().split(".")[0] in " ".join(text.split())
    assert "no chosen" not in text
    entry = HistoryEntry.objects.get(event="reject")
    assert entry.data["grounds"] == ["statute", "minimum_wage"]
    assert entry.data["text"] == (
        f"Not with our statute.\n\n{GROUNDS['minimum_wage'].text.english()}\n\nCall me."
    )


def test_the_house_says_a_ground_in_its_own_words(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    GroundText.objects.create(key="disagreement", text_de="Wir sehen das anders.", text_en="No.")
    turn_down_order.refuse(people.advisor, order.pk, ["disagreement"], "", MONDAY)
    assert "Wir sehen das anders." in OutboxMail.objects.get(purpose="order_rejected").text


@pytest.mark.parametrize("words", ["", " \n", "a" * 2001, "\x00"])
def test_words_that_cannot_be_sent_are_refused_at_their_ground(people: Cast, words: str) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(Invalid) as refused:
        turn_down_order.reject(
            people.advisor,
            order.pk,
            orders.shown(order),
            ["statute"],
            "",
            MONDAY,
            {"statute": words},
        )
    assert {fault.field for fault in refused.value.faults} == {"text_statute"}
    assert not OutboxMail.objects.exists()


def test_refusing_an_active_order_stops_what_is_planned(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    later = MONDAY + timedelta(days=2)
    with pytest.raises(Invalid):
        turn_down_order.refuse(people.advisor, order.pk, ["licence"], "", later)
    order = turn_down_order.refuse(people.advisor, order.pk, ["client_debt"], "", later)
    assert order.status == "rejected"
    run_night.run(night(date(2027, 1, 18)))
    run_night.run(night(date(2027, 1, 19)))
    assert Invoice.objects.get().status == "stopped"


def test_refusing_while_the_client_has_the_link_withdraws_it(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    link, answer = orders.token(order), Answer(hash=orders.shown(order), name="Chloé Martin")
    turn_down_order.refuse(people.advisor, order.pk, ["no_cooperation"], "", MONDAY)
    assert mails("offer_withdrawn") == ["chloe.martin@lefevre.example"]
    with pytest.raises(Conflict):
        answer_offer.confirm(link, answer, MONDAY)


def test_a_client_who_has_confirmed_hears_that_the_order_ends(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, First.CLIENT)
    orders.confirm(order)
    shown = orders.shown(order)
    turn_down_order.reject(people.advisor, order.pk, shown, ["statute"], "Canary.", MONDAY)
    active = orders.active(people.owner, people.advisor, people.client)
    turn_down_order.refuse(people.advisor, active.pk, ["client_debt"], "Canary.", MONDAY)
    told = OutboxMail.objects.filter(purpose="order_ended")
    assert [mail.to for mail in told] == ["chloe.martin@lefevre.example"] * 2
    assert not any("Canary" in mail.text or "statute" in mail.text for mail in told)


def test_only_advisors_turn_down_and_never_their_own_order(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    shown = orders.shown(order)
    with pytest.raises(Forbidden):
        turn_down_order.reject(people.accountant, order.pk, shown, ["statute"], "", MONDAY)
    people.owner.roles = ["member", "advisor"]
    people.owner.save()
    with pytest.raises(Forbidden):
        turn_down_order.refuse(people.owner, order.pk, ["disagreement"], "", MONDAY)
