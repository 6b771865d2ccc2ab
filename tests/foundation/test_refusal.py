"""Refusals carry a sentence; faults name their place."""

from kontor.foundation.refusal import Fault, Invalid
from kontor.foundation.sentence import S


def test_the_headline_counts_what_is_missing() -> None:
    missing = [Fault("title", S("Enter a title."), missing=True)]
    assert str(Invalid(missing)) == "1 thing is missing"
    assert str(Invalid([*missing, Fault("hours", S("Too many."))])) == "2 entries need a change"


def test_a_fault_can_be_seen_from_a_level_above() -> None:
    assert Fault("unit_price", S("x")).under("lines[0]").field == "lines[0].unit_price"
    assert Fault("", S("x")).under("client").field == "client"
