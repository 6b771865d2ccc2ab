"""From the draft to the issued invoice, act by act."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kontor.actions import (
    answer_offer,
    draft_order,
    keep_clients,
    review_order,
    run_night,
    submit_order,
)
from kontor.actions.answer_offer import Answer
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.secret_link import token_of
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.orders.draft import ClientConfirmation, First, SkipReason
from kontor.orders.models import Decision, Order
from kontor.orders.record import draft_of
from tests.builders import clients, drafts, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def night(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, tzinfo=BERLIN)


def purposes() -> list[str]:
    return list(OutboxMail.objects.order_by("id").values_list("purpose", flat=True))


def test_an_order_goes_to_the_team_then_to_the_client_then_becomes_active(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    assert order.status == "team_review"
    order = review_order.approve(people.advisor, order.pk, orders.shown(order), MONDAY)
    assert order.status == "client_confirmation"
    answer = Answer(hash=orders.shown(order), name="Chloé Martin", purchase_order="PO-77")
    order = answer_offer.confirm(orders.token(order), answer, MONDAY + timedelta(days=1))
    assert (order.status, order.purchase_order) == ("active", "PO-77")
    events = HistoryEntry.objects.filter(about=f"order:{order.pk}").order_by("id")
    assert list(events.values_list("event", "actor", "status")) == [
        ("create", "member", "draft"),
        ("submit", "member", "team_review"),
        ("approve", "advisor", "client_confirmation"),
        ("client_confirm", "client", "active"),
    ]


def test_the_client_may_be_asked_before_the_team(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, to=First.CLIENT)
    assert order.status == "client_confirmation"
    answer = Answer(hash=orders.shown(order), name="Chloé Martin")
    order = answer_offer.confirm(orders.token(order), answer, MONDAY)
    assert order.status == "team_review"
    order = review_order.approve(people.advisor, order.pk, orders.shown(order), MONDAY)
    assert order.status == "active"


def test_a_new_revision_says_in_the_history_what_no_longer_counts(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    draft = replace(draft_of(Order.objects.get(pk=order.pk)), title="Spring catalogue")
    order = draft_order.save(
        people.owner, order.pk, draft, Order.objects.get(pk=order.pk).version, MONDAY
    )
    submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
    newest = HistoryEntry.objects.filter(about=f"order:{order.pk}", event="submit").latest("id")
    assert (newest.data["revision"], newest.data["voids"]) == (2, ["approved"])


def test_a_running_deadline_is_only_extended(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    with pytest.raises(Invalid):
        submit_order.set_valid_until(people.owner, order.pk, date(2027, 1, 8), MONDAY)
    order = submit_order.set_valid_until(people.owner, order.pk, date(2027, 1, 20), MONDAY)
    assert order.valid_until == date(2027, 1, 20)


def test_a_skipped_confirmation_leads_from_the_team_to_active_without_guarantee(
    people: Cast,
) -> None:
    skipped = ClientConfirmation(ask=False, skip_reason=SkipReason.OWN_FORM)
    order = orders.submitted(people.owner, people.client, confirmation=skipped)
    order = review_order.approve(people.advisor, order.pk, orders.shown(order), MONDAY)
    assert (order.status, order.skip_reason) == ("active", "own_form")
    assert "client_confirmation" not in purposes()
    for day in (date(2027, 1, 11), date(2027, 1, 18)):
        run_night.run(night(day))
    guarantee = Invoice.objects.get().guarantee
    assert guarantee is not None
    assert guarantee["granted"] is False


def test_skipping_needs_a_reason_and_another_reason_needs_words(people: Cast) -> None:
    for number, (reason, field) in enumerate(
        [(None, "confirmation.skip_reason"), (SkipReason.OTHER, "confirmation.skip_text")]
    ):
        skipped = ClientConfirmation(ask=False, skip_reason=reason)
        order = orders.drafted(
            people.owner, people.client, title=f"Order {number}", confirmation=skipped
        )
        with pytest.raises(Invalid) as refused:
            submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
        assert [fault.field for fault in refused.value.faults] == [field]


def test_an_incomplete_order_is_refused_with_every_fault_at_once(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client, title="", description="", sector="")
    with pytest.raises(Invalid) as refused:
        submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
    assert {fault.field for fault in refused.value.faults} == {"title", "description", "sector"}


def test_a_page_older_than_the_order_submits_nothing(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    with pytest.raises(Conflict):
        submit_order.submit(people.owner, order.pk, First.TEAM, order.version - 1, MONDAY)


def test_another_member_finds_nothing_and_the_team_cannot_submit(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    with pytest.raises(NotFound):
        submit_order.submit(people.stranger, order.pk, First.TEAM, order.version, MONDAY)
    with pytest.raises(Forbidden):
        submit_order.submit(people.advisor, order.pk, First.TEAM, order.version, MONDAY)


def test_the_team_never_finds_a_draft_and_only_advisors_approve(people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    with pytest.raises(NotFound):
        review_order.approve(people.advisor, draft.pk, "", MONDAY)
    order = orders.submitted(people.owner, people.client, title="Another one")
    with pytest.raises(Forbidden):
        review_order.approve(people.accountant, order.pk, orders.shown(order), MONDAY)


def test_nobody_reviews_their_own_order(people: Cast) -> None:
    people.owner.roles = ["member", "advisor"]
    people.owner.save()
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(Forbidden):
        review_order.approve(people.owner, order.pk, orders.shown(order), MONDAY)


def test_an_approval_of_something_else_than_the_present_revision_decides_nothing(
    people: Cast,
) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(Conflict):
        review_order.approve(people.advisor, order.pk, "0" * 64, MONDAY)
    order.refresh_from_db()
    assert order.status == "team_review"


def test_one_decision_per_link_and_the_second_click_is_told_so(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    answer = Answer(hash=orders.shown(order), name="Chloé Martin")
    answer_offer.confirm(orders.token(order), answer, MONDAY)
    for act in (answer_offer.confirm, answer_offer.reject, answer_offer.request_changes):
        with pytest.raises(Conflict):
            act(orders.token(order), Answer(hash=answer.hash, name="C", text="No"), MONDAY)
    assert Decision.objects.count() == 1


def test_the_last_day_counts_to_its_end_in_berlin(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    assert order.valid_until == date(2027, 1, 11)
    last_second = datetime(2027, 1, 11, 23, 59, 59, tzinfo=BERLIN)
    answer = Answer(hash=orders.shown(order), name="Chloé Martin")
    assert answer_offer.confirm(orders.token(order), answer, last_second).status == "active"


def test_a_late_answer_is_refused_and_lapses_the_order_before_any_nightly_run(
    people: Cast,
) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    answer = Answer(hash=orders.shown(order), name="Chloé Martin")
    with pytest.raises(Conflict):
        answer_offer.confirm(
            orders.token(order), answer, datetime(2027, 1, 12, 0, 0, tzinfo=BERLIN)
        )
    order.refresh_from_db()
    assert (order.status, order.lapsed) == ("rejected", True)
    assert "order_lapsed" in purposes()


def test_an_offer_approved_too_late_is_not_sent_but_lapses_in_the_night(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    late = datetime(2027, 1, 13, 9, tzinfo=BERLIN)
    review_order.approve(people.advisor, order.pk, orders.shown(order), late)
    assert "client_confirmation" not in purposes()
    run_night.run(night(date(2027, 1, 13)))
    order.refresh_from_db()
    assert (order.status, order.lapsed) == ("rejected", True)


def test_a_lapsed_offer_comes_back_with_a_new_date_and_a_new_link(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    old = orders.token(order)
    run_night.run(night(date(2027, 1, 12)))
    later = datetime(2027, 1, 13, 9, tzinfo=BERLIN)
    submit_order.set_valid_until(people.owner, order.pk, date(2027, 1, 20), later)
    answer = Answer(hash=orders.shown(order), name="Chloé Martin")
    with pytest.raises(Conflict):
        answer_offer.confirm(old, answer, later)
    assert answer_offer.confirm(orders.token(order), answer, later).status == "active"


def test_client_and_member_are_reminded_once_two_days_before_the_deadline(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    for day in (7, 8, 9, 9, 10, 11):
        run_night.run(night(date(2027, 1, day)))
    reminders = OutboxMail.objects.filter(purpose__startswith="valid_until_reminder")
    assert [mail.queued_at.day for mail in reminders] == [9, 9]
    assert {mail.to for mail in reminders} == {"chloe.martin@lefevre.example", people.owner.email}
    answer = Answer(hash=orders.shown(order), name="Chloé Martin")
    link = token_of(reminders.exclude(link_seed="").get().link_seed)
    assert answer_offer.confirm(link, answer, night(date(2027, 1, 11))).status == "active"


def test_nobody_is_reminded_of_a_link_as_young_as_the_reminder(people: Cast) -> None:
    soon = ClientConfirmation(valid_until=date(2027, 1, 6))
    orders.approved(people.owner, people.advisor, people.client, confirmation=soon)
    for day in (4, 5, 6):
        run_night.run(night(date(2027, 1, day)))
    assert not OutboxMail.objects.filter(purpose="valid_until_reminder").exists()


def test_a_changed_offer_voids_the_approval_and_an_unchanged_one_keeps_it(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    words = Answer(hash=orders.shown(order), text="Please start a week later.")
    answer_offer.request_changes(orders.token(order), words, MONDAY)
    order.refresh_from_db()
    assert order.status == "changes_requested"
    order = submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
    assert order.revision is not None
    assert (order.revision.number, order.approved_revision_id) == (1, order.revision_id)


def test_the_night_drafts_a_week_before_issues_on_the_day_and_only_once(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    run_night.run(night(date(2027, 1, 10)))
    assert Invoice.objects.get().status == "planned"
    run_night.run(night(date(2027, 1, 11)))
    assert Invoice.objects.get().status == "draft"
    assert purposes().count("draft_invoice") == 1
    run_night.run(night(date(2027, 1, 17)))
    assert Invoice.objects.get().status == "draft"
    for _ in range(5):
        run_night.run(night(date(2027, 1, 18)))
    invoice = Invoice.objects.get()
    assert (invoice.status, invoice.number) == ("issued", "RE-2027-000001")
    assert (invoice.issued_on, invoice.due_on) == (date(2027, 1, 18), date(2027, 2, 1))
    assert invoice.guarantee is not None
    assert invoice.guarantee["granted"] is True
    assert order.pk == invoice.order_id


def test_a_week_without_runs_is_caught_up_with_a_day_between_draft_and_issue(
    people: Cast,
) -> None:
    orders.active(people.owner, people.advisor, people.client)
    run_night.run(night(date(2027, 2, 20)))
    assert Invoice.objects.get().status == "draft"
    run_night.run(night(date(2027, 2, 21)))
    assert Invoice.objects.get().issued_on == date(2027, 2, 21)


def test_a_confirmation_does_not_pass_to_a_namesake_of_the_client(people: Cast) -> None:
    order = orders.confirm(orders.submitted(people.owner, people.client, to=First.CLIENT))
    order = submit_order.take_back(people.owner, order.pk, MONDAY)
    namesake = keep_clients.add(people.owner, drafts.client(street="Elsewhere 1"), MONDAY)
    draft = replace(draft_of(order), client_id=namesake.pk)
    order = draft_order.save(people.owner, order.pk, draft, order.version, MONDAY)
    orders.approve(people.advisor, orders.submit(people.owner, order))
    order.refresh_from_db()
    assert order.status == "client_confirmation"


def test_ten_offers_a_day_go_to_clients_that_nobody_knows_yet(people: Cast) -> None:
    stranger = clients.german_client(people.owner, name="Niemandsland GmbH", verified=False)
    for n in range(10):
        orders.submitted(people.owner, stranger, to=First.CLIENT, title=f"Offer {n}")
    with pytest.raises(Conflict, match="10 offers"):
        orders.submitted(people.owner, stranger, to=First.CLIENT)
    orders.submitted(people.owner, people.client, to=First.CLIENT)
    orders.submitted(people.owner, stranger)
    tomorrow = MONDAY + timedelta(days=1)
    sent = orders.submitted(people.owner, stranger, to=First.CLIENT, now=tomorrow)
    assert sent.status == "client_confirmation"
