"""The life of an order, row by row (spec § 6)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.refusal import Conflict
from kontor.orders.states import (
    TABLE,
    Event,
    Standing,
    Status,
    Who,
    actors_of,
    next_status,
    possible_events,
)

D, T, C, R = (
    Status.DRAFT,
    Status.TEAM_REVIEW,
    Status.CLIENT_CONFIRMATION,
    Status.CHANGES_REQUESTED,
)
A, X, Z, DONE = Status.ACTIVE, Status.REJECTED, Status.CANCELLED, Status.COMPLETED


@pytest.mark.parametrize(
    ("before", "event", "standing", "after"),
    [
        (D, "submit", Standing(), T),
        (R, "submit", Standing(), T),
        (D, "submit", Standing(to_client_first=True), C),
        (R, "submit", Standing(to_client_first=True), C),
        (D, "submit", Standing(to_client_first=True, asked=False), T),
        (R, "submit", Standing(to_client_first=True, confirmed=True), T),
        (T, "approve", Standing(), C),
        (T, "approve", Standing(asked=False), A),
        (T, "approve", Standing(confirmed=True), A),
        (T, "return", Standing(), R),
        (T, "reject", Standing(), X),
        (C, "client_confirm", Standing(approved=True), A),
        (C, "client_confirm", Standing(), T),
        (C, "accept_proof", Standing(approved=True, proof_waiting=True), A),
        (C, "accept_proof", Standing(proof_waiting=True), T),
        (C, "client_request_changes", Standing(), R),
        (C, "client_reject", Standing(), X),
        (C, "lapse", Standing(deadline_passed=True), X),
        (C, "set_valid_until", Standing(), C),
        (C, "send_link_again", Standing(), C),
        (X, "set_valid_until", Standing(lapsed=True), C),
        (T, "take_back", Standing(), D),
        (C, "take_back", Standing(), D),
        (T, "refuse", Standing(), X),
        (C, "refuse", Standing(), X),
        (R, "refuse", Standing(), X),
        (A, "refuse", Standing(), X),
        (Z, "refuse", Standing(invoices_planned=True), X),
        (A, "request_cancellation", Standing(), A),
        (A, "carry_out_cancellation", Standing(cancellation_requested=True), Z),
        (A, "withdraw_cancellation", Standing(cancellation_requested=True), A),
        (A, "decline_cancellation", Standing(cancellation_requested=True), A),
        (DONE, "request_cancellation", Standing(), DONE),
        (DONE, "carry_out_cancellation", Standing(cancellation_requested=True), Z),
        (D, "edit", Standing(), D),
        (R, "edit", Standing(), R),
        (T, "adjust", Standing(), T),
        (A, "change_contact", Standing(), A),
        (X, "upload_proof", Standing(), X),
        (T, "accept_proof", Standing(proof_waiting=True), T),
        (A, "accept_proof", Standing(proof_waiting=True), A),
        (R, "refuse_proof", Standing(proof_waiting=True), R),
        (A, "propose_change", Standing(), A),
        (A, "complete", Standing(all_invoices_closed=True), DONE),
        (DONE, "reopen", Standing(), A),
        (D, "delete", Standing(), None),
        (D, "put_away", Standing(ever_submitted=True), D),
    ],
)
def test_each_row_leads_where_the_specification_says(
    before: Status, event: str, standing: Standing, after: Status | None
) -> None:
    assert next_status(before, Event(event), standing) == after
    assert Event(event) in possible_events(before, standing)


@pytest.mark.parametrize(
    ("before", "event", "standing"),
    [
        (D, "approve", Standing()),
        (D, "change_contact", Standing()),
        (D, "upload_proof", Standing()),
        (D, "refuse", Standing()),
        (D, "delete", Standing(ever_submitted=True)),
        (D, "put_away", Standing()),
        (T, "client_confirm", Standing()),
        (T, "edit", Standing()),
        (C, "approve", Standing()),
        (C, "client_confirm", Standing(deadline_passed=True, approved=True)),
        (C, "client_reject", Standing(deadline_passed=True)),
        (C, "client_request_changes", Standing(deadline_passed=True)),
        (C, "lapse", Standing()),
        (C, "accept_proof", Standing()),
        (X, "set_valid_until", Standing()),
        (X, "set_valid_until", Standing(lapsed=True, client_blocked=True)),
        (X, "set_valid_until", Standing(lapsed=True, offer_unchanged=False)),
        (X, "refuse", Standing()),
        (Z, "refuse", Standing()),
        (A, "carry_out_cancellation", Standing()),
        (A, "request_cancellation", Standing(cancellation_requested=True)),
        (A, "complete", Standing()),
        (A, "take_back", Standing()),
        (DONE, "refuse", Standing()),
        (DONE, "reopen", Standing(all_invoices_closed=True)),
        (Z, "reopen", Standing()),
    ],
)
def test_any_other_pair_is_refused_with_a_sentence(
    before: Status, event: str, standing: Standing
) -> None:
    with pytest.raises(Conflict) as refused:
        next_status(before, Event(event), standing)
    assert refused.value.sentence.english().endswith(".")
    assert Event(event) not in possible_events(before, standing)


standings = st.builds(Standing)


@given(st.sampled_from(Status), standings)
def test_what_is_possible_is_exactly_what_is_not_refused(status: Status, now: Standing) -> None:
    possible = possible_events(status, now)
    for event in Event:
        if event in possible:
            next_status(status, event, now)
        else:
            with pytest.raises(Conflict):
                next_status(status, event, now)


@given(standings)
def test_no_way_leads_to_active_around_a_gate(now: Standing) -> None:
    for status, event in product(set(Status) - {A, DONE}, Event):  # DONE has passed both
        if event in possible_events(status, now) and next_status(status, event, now) is A:
            approves = event is Event.APPROVE
            confirms = event in (Event.CLIENT_CONFIRM, Event.ACCEPT_PROOF)
            assert approves or now.approved
            assert confirms or now.confirmed or not now.asked


@given(st.sampled_from(Status), st.sampled_from(Event), standings)
def test_at_most_one_row_applies(status: Status, event: Event, now: Standing) -> None:
    rows = [
        row
        for row in TABLE
        if row.event is event and status in row.before and (not row.when or row.when.holds(now))
    ]
    assert len(rows) <= 1


def test_the_team_never_edits_and_the_client_never_approves() -> None:
    assert actors_of(Event.EDIT) == {Who.MEMBER}
    assert actors_of(Event.APPROVE) == {Who.ADVISOR}
    assert actors_of(Event.CLIENT_CONFIRM) == {Who.CLIENT}
    assert all(actors_of(event) for event in Event)
