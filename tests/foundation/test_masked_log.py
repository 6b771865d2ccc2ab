"""No token of a secret link in the log, whoever writes the line."""

import logging

import pytest

from kontor.foundation.masked_log import MaskedLinks

STDOUT = logging.StreamHandler
TOKEN = "s3cret_-" * 5 + "abc"


def written(message: str, *values: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, values, None)
    assert MaskedLinks().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "path",
    [
        "/c/{}",
        "/i/{}",
        "/i/{}/pdf",
        "/c/{}/more",
        "https://k.example/c/{}",
        "/sign-in/new-password/{}",
        "/sign-in/invitation/{}",
    ],
)
def test_the_token_is_not_in_the_line(path: str) -> None:
    line = written("%s: %s", "Conflict", path.format(TOKEN))
    assert line == f"Conflict: {path.format('…')}"


def test_every_other_line_is_written_as_it_is() -> None:
    assert written("%s: %s", "Not Found", "/orders/17/100%") == "Not Found: /orders/17/100%"


def test_what_the_portal_writes_goes_through_the_mask() -> None:
    written_to = [each for each in logging.getLogger().handlers if type(each) is STDOUT]
    assert written_to
    for handler in written_to:
        assert any(isinstance(each, MaskedLinks) for each in handler.filters)
