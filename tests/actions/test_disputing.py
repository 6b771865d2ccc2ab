"""The client says that something is wrong with an invoice, and the team answers (spec § 9)."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from kontor.actions import (
    cancel_one,
    correct_invoice,
    dispute_invoice,
    resolve_dispute,
    run_night,
)
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.secret_link import token_of
from kontor.invoicing.models import Dispute, Invoice
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house
from tests.builders.delivery import LATER, delivered, documented, links_to
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

WORDS = "The order number is missing.\nPlease add 4711."
ANSWER = "You are right, we are sorry."


@pytest.fixture
def people() -> Cast:
    return cast()


def disputed(people: Cast) -> Invoice:
    """RE-2027-000001 over 2,100.00, disputed by its client."""
    invoice = delivered(people)
    dispute_invoice.dispute(links_to(invoice)[0], WORDS, LATER)
    invoice.refresh_from_db()
    return invoice


def mails(purpose: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(purpose=purpose).order_by("id"))


def test_it_is_disputed_in_the_clients_words_and_everybody_is_told(people: Cast) -> None:
    invoice = disputed(people)
    dispute = Dispute.objects.get()
    assert invoice.status == "disputed"
    assert (dispute.invoice, dispute.text, dispute.state) == (invoice, WORDS, "open")
    (to_member,), (to_team,) = mails("invoice_disputed"), mails("invoice_disputed_team")
    assert (to_member.to, to_member.audience) == (people.owner.email, "member")
    assert to_team.audience == "team"
    assert f"/team/invoices/{invoice.pk}/" in to_team.text
    for mail in (to_member, to_team):
        assert "Please add 4711." in mail.text
    line = HistoryEntry.objects.get(event="dispute")
    assert (line.actor, line.actor_name, line.data["text"]) == ("client", "", WORDS)


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_words_are_needed(people: Cast, text: str) -> None:
    invoice = delivered(people)
    with pytest.raises(Invalid) as refused:
        dispute_invoice.dispute(links_to(invoice)[0], text, LATER)
    assert [fault.field for fault in refused.value.faults] == ["text"]
    assert not Dispute.objects.exists()


def test_words_have_the_limits_of_the_clients_other_words(people: Cast) -> None:
    token = links_to(delivered(people))[0]
    for text in ("x" * 2001, "wrong\u202e"):
        with pytest.raises(Invalid):
            dispute_invoice.dispute(token, text, LATER)
    dispute_invoice.dispute(token, "x" * 2000, LATER)


def test_a_second_click_disputes_nothing_more(people: Cast) -> None:
    invoice = delivered(people)
    first, second = links_to(invoice)
    dispute_invoice.dispute(first, WORDS, LATER)
    for token in (first, second):
        with pytest.raises(Conflict):
            dispute_invoice.dispute(token, "Again", LATER)
        assert dispute_invoice.dispute(token, WORDS, LATER) == Dispute.objects.get()
    assert Dispute.objects.get().text == WORDS
    assert len(mails("invoice_disputed")) == 1


def test_a_wrong_link_is_nothing(people: Cast) -> None:
    delivered(people)
    with pytest.raises(NotFound):
        dispute_invoice.dispute("x" * 43, WORDS, LATER)


def test_what_asks_for_no_money_any_more_is_not_disputed(people: Cast) -> None:
    invoice = delivered(people)
    token = links_to(invoice)[0]
    Invoice.objects.update(status="paid")
    with pytest.raises(Conflict, match="no money any more"):
        dispute_invoice.dispute(token, WORDS, LATER)
    cancellation = cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    documented(cancellation)
    with pytest.raises(Conflict, match="is cancelled"):
        dispute_invoice.dispute(token, WORDS, LATER)
    with pytest.raises(Conflict, match="cancels another"):
        dispute_invoice.dispute(links_to(cancellation)[0], WORDS, LATER)
    assert not Dispute.objects.exists()


def test_it_is_kept_with_an_answer_to_client_and_member(people: Cast) -> None:
    invoice = disputed(people)
    resolve_dispute.resolve(people.accountant, invoice.pk, "keep", ANSWER, LATER)
    invoice.refresh_from_db()
    dispute = Dispute.objects.get()
    assert (invoice.status, dispute.state, dispute.answer) == ("issued", "kept", ANSWER)
    assert (dispute.closed_by, dispute.closed_at) == (people.accountant, LATER)
    answered = mails("dispute_resolved")
    assert {mail.to for mail in answered} == {
        "chloe.martin@lefevre.example",
        "compta@lefevre.example",
    }
    for mail in answered:
        assert ANSWER in mail.text
        assert people.accountant.name not in mail.text
    assert [token_of(mail.link_seed) for mail in answered] == links_to(invoice)
    (to_member,) = mails("dispute_resolved_member")
    assert ANSWER in to_member.text
    assert HistoryEntry.objects.get(event="resolve_dispute").data["outcome"] == "keep"


def test_one_that_was_paid_meanwhile_is_answered_too(people: Cast) -> None:
    invoice = disputed(people)
    Invoice.objects.filter(pk=invoice.pk).update(status="paid")
    resolve_dispute.resolve(people.advisor, invoice.pk, "keep", ANSWER, LATER)
    invoice.refresh_from_db()
    assert (invoice.status, Dispute.objects.get().state) == ("paid", "kept")


def test_a_kept_invoice_can_be_disputed_again(people: Cast) -> None:
    invoice = disputed(people)
    resolve_dispute.resolve(people.advisor, invoice.pk, "keep", ANSWER, LATER)
    dispute_invoice.dispute(links_to(invoice)[0], "Still wrong", LATER)
    assert list(Dispute.objects.order_by("id").values_list("state", flat=True)) == ["kept", "open"]
    assert len(mails("invoice_disputed")) == 2


def test_it_is_cancelled_with_an_answer(people: Cast) -> None:
    invoice = disputed(people)
    resolve_dispute.resolve(people.advisor, invoice.pk, "cancel", ANSWER, LATER)
    invoice.refresh_from_db()
    assert invoice.status == "cancelled"
    assert Dispute.objects.get().state == "cancelled"
    assert Invoice.objects.get(cancels=invoice).number == "ST-2027-000001"
    assert "ST-2027-000001" in mails("dispute_resolved")[0].text


def test_it_is_corrected_with_an_answer(people: Cast) -> None:
    invoice = disputed(people)
    resolve_dispute.resolve(people.accountant, invoice.pk, "correct", ANSWER, LATER)
    dispute, draft = Dispute.objects.get(), Invoice.objects.get(replaces=invoice)
    assert (dispute.state, dispute.answer) == ("corrected", ANSWER)
    assert draft.status == "draft"
    assert len(mails("corrected_draft")) == 1


@pytest.mark.parametrize(
    ("outcome", "text", "field"), [("keep", " ", "text"), ("burn", ANSWER, "outcome")]
)
def test_an_answer_has_words_and_one_of_three_outcomes(
    people: Cast, outcome: str, text: str, field: str
) -> None:
    invoice = disputed(people)
    with pytest.raises(Invalid) as refused:
        resolve_dispute.resolve(people.advisor, invoice.pk, outcome, text, LATER)
    assert [fault.field for fault in refused.value.faults] == [field]


def test_it_is_answered_once(people: Cast) -> None:
    invoice = disputed(people)
    resolve_dispute.resolve(people.advisor, invoice.pk, "keep", ANSWER, LATER)
    with pytest.raises(Conflict):
        resolve_dispute.resolve(people.accountant, invoice.pk, "cancel", ANSWER, LATER)
    assert len(mails("dispute_resolved_member")) == 1


def test_cancelling_by_another_way_ends_the_dispute(people: Cast) -> None:
    invoice = disputed(people)
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    dispute = Dispute.objects.get()
    assert (dispute.state, dispute.closed_by, dispute.answer) == ("cancelled", people.advisor, "")


def test_only_advisor_and_accountant_answer_and_nobody_their_own(people: Cast) -> None:
    invoice = disputed(people)
    admin = house.person("Ina Roth", Role.ADMIN)
    for person in (people.owner, people.stranger, admin):
        with pytest.raises(Forbidden):
            resolve_dispute.resolve(person, invoice.pk, "keep", ANSWER, LATER)
    Person.objects.filter(pk=people.owner.pk).update(roles=["member", "advisor"])
    with pytest.raises(Forbidden):
        resolve_dispute.resolve(
            Person.objects.get(pk=people.owner.pk), invoice.pk, "keep", ANSWER, LATER
        )


def test_the_corrected_invoice_goes_out_the_day_after(people: Cast) -> None:
    invoice = delivered(people)
    draft = correct_invoice.correct(people.advisor, invoice.pk, LATER)
    assert (draft.replaces, draft.position, draft.kind) == (invoice, invoice.position, invoice.kind)
    assert (draft.net, draft.most_net) == (Decimal("2100.00"), Decimal("2100.00"))
    run_night.run(LATER)
    draft.refresh_from_db()
    assert draft.status == "draft"
    run_night.run(datetime(2027, 2, 4, 4, tzinfo=LATER.tzinfo))
    draft.refresh_from_db()
    assert (draft.status, draft.number) == ("issued", "RE-2027-000002")
    assert draft.issued_on == date(2027, 2, 4)
