"""A history played again by the table of an order's life."""

from kontor.orders.replaying import replay

WAY = [
    ("create", "draft"),
    ("submit", "team_review"),
    ("take", "team_review"),
    ("approve", "client_confirmation"),
    ("client_confirm", "active"),
    ("invoice_issue", "active"),
]


def test_a_whole_way_fits() -> None:
    assert list(replay(WAY, "active")) == []


def test_another_present_status_does_not() -> None:
    assert list(replay(WAY, "completed")) == ["the history leads to active, the order is completed"]


def test_a_step_that_is_missing_shows_at_the_next() -> None:
    cut = [told for told in WAY if told[0] != "approve"]
    assert list(replay(cut, "active")) == ["“client_confirm” leads from team_review to active"]


def test_what_is_not_in_the_table_changes_nothing() -> None:
    assert list(replay([*WAY, ("take", "rejected")], "rejected")) == [
        "“take” leads from active to rejected"
    ]


def test_a_draft_may_hold_proofs_before_it_is_submitted() -> None:
    assert list(replay([WAY[0], ("upload_proof", "draft"), *WAY[1:]], "active")) == []


def test_it_begins_with_the_draft() -> None:
    assert list(replay(WAY[1:], "active")) == ["“submit” leads from nowhere to team_review"]
    assert list(replay([], "draft")) == ["the history leads to nowhere, the order is draft"]
