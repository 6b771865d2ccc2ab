"""Days, hours and minutes of the house: the usual number until an administrator sets another."""

import pytest

from kontor.cooperative.deadline_list import SPANS, span_faults
from kontor.cooperative.deadlines import deadline, deadlines
from kontor.cooperative.models import Deadline
from tests.builders import house


def test_every_usual_number_lies_within_its_bounds() -> None:
    assert span_faults({key: span.default for key, span in SPANS.items()}) == []


@pytest.mark.parametrize("key", SPANS)
def test_what_lies_outside_is_refused_with_the_bounds(key: str) -> None:
    span = SPANS[key]
    for value in (span.least - 1, span.most + 1, None):
        (fault,) = span_faults({key: value})
        assert fault.field == key
        assert str(span.most) in str(fault.sentence)
    assert span_faults({key: span.least}) == span_faults({key: span.most}) == []


@pytest.mark.django_db
def test_a_number_of_the_house_counts_at_once() -> None:
    house.cooperative()
    assert deadline("offer_days") == 7
    Deadline.objects.create(key="offer_days", value=10)
    assert deadline("offer_days") == deadlines()["offer_days"] == 10
    assert deadline("term_days") == 14
