"""German and English from the first string on."""

from tools import messages


def test_every_sentence_has_its_german() -> None:
    said = {*messages.said_in_code(), *messages.said_in_templates()}
    assert messages.faults(messages.catalogue(), said) == []


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    said = {*messages.said_in_code(), *messages.said_in_templates()}
    known = {(message.one, message.context) for message in said}
    kept = {
        (entry.id if isinstance(entry.id, str) else entry.id[0], entry.context or "")
        for entry in messages.catalogue()
    }
    assert sorted(kept - known - {("", "")}) == []
