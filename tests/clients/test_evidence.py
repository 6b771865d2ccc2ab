"""With what data were compared: one text, kept short, read in words."""

import pytest

from kontor.clients.evidence import HOW_LIMIT, how_faults, how_of, how_words, reason_faults


@pytest.mark.parametrize(
    ("kind", "text", "kept", "read"),
    [
        ("imprint", "", "imprint", "Imprint"),
        (
            "register",
            " HRB 4711: Berlin ",
            "register: HRB 4711: Berlin",
            "Commercial register: HRB 4711: Berlin",
        ),
        ("other", "A call", "A call", "A call"),
        ("other", "Call: register", "Call: register", "Call: register"),
        ("other", "", "", ""),
        ("", "", "", ""),
        ("stars", "Aries", "Aries", "Aries"),
    ],
)
def test_evidence_is_chosen_or_typed(kind: str, text: str, kept: str, read: str) -> None:
    assert how_of(kind, text) == kept
    assert how_words(kept).english() == read


def test_what_came_with_the_directory_says_so() -> None:
    assert how_words("directory").english() == "Brought in with the directory"


def test_evidence_and_reason_are_needed_and_fit_in_one_line() -> None:
    assert [fault.missing for fault in how_faults("  ")] == [True]
    assert [fault.missing for fault in reason_faults("")] == [True]
    assert how_faults("imprint") == []
    assert reason_faults("Moved.") == []
    assert [fault.field for fault in how_faults("x" * (HOW_LIMIT + 1))] == ["how"]
    assert [fault.field for fault in how_faults("one\ntwo")] == ["how"]
