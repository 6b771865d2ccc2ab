"""What a member proposes about a client, beside what stands there now."""

from kontor.clients.facts import Kind, faults_to_change
from kontor.clients.proposed import LABELS, Difference, applied, differences, reason_faults
from kontor.clients.record import TYPED
from tests.builders import drafts

CHANGES = {
    "town": {"before": "Strasbourg", "after": "Kehl"},
    "kind": {"before": "company", "after": "association"},
    "invoice_email": {"before": "", "after": "compta@lefevre.example"},
}


def test_every_field_that_can_be_changed_has_a_name() -> None:
    assert set(LABELS) == set(TYPED)


def test_the_difference_is_told_in_the_order_of_the_form_against_what_stands_there_now() -> None:
    found = list(differences(drafts.client(town="Lahr"), CHANGES))
    assert found == [
        Difference("kind", "company", "company", "association"),
        Difference("town", "Strasbourg", "Lahr", "Kehl"),
        Difference("invoice_email", "", "", "compta@lefevre.example"),
    ]
    assert [each.has_changed for each in found] == [False, True, False]


def test_what_stands_there_already_is_no_conflict() -> None:
    (_, town, _) = differences(drafts.client(town="Kehl"), CHANGES)
    assert town.is_done
    assert not town.has_changed


def test_only_chosen_fields_are_applied() -> None:
    after = applied(drafts.client(), CHANGES, ["kind", "name"])
    assert after == drafts.client(kind=Kind.ASSOCIATION)


def test_what_was_missing_before_may_go_on_missing() -> None:
    bare = drafts.client(street="", postcode="")
    assert not faults_to_change(bare, drafts.client(street="", postcode="7"), drafts.TODAY)
    assert faults_to_change(drafts.client(), bare, drafts.TODAY)


def test_a_proposal_is_declined_with_a_reason_of_at_most_500_characters() -> None:
    assert reason_faults(" ")[0].missing
    assert reason_faults("x" * 501)
    assert not reason_faults("x" * 500)
