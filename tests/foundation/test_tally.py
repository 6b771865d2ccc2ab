"""Who asks too often is told to wait, counted in the database for all processes alike."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from kontor.foundation import tally
from kontor.foundation.models import Tally
from kontor.foundation.refusal import TooOften
from kontor.foundation.tally import MINUTE

pytestmark = pytest.mark.django_db


def test_each_key_is_counted_for_itself_up_to_its_limit() -> None:
    for _ in range(3):
        tally.count_up_to(3, "search:1", MINUTE)
    with pytest.raises(TooOften, match="Wait 1 minute"):
        tally.count_up_to(3, "search:1", MINUTE)
    tally.count_up_to(3, "search:2", MINUTE)


def test_after_the_span_counting_begins_anew() -> None:
    assert [tally.count("search:1", MINUTE) for _ in range(3)] == [1, 2, 3]
    Tally.objects.update(began=Now() - timedelta(seconds=61))
    tally.refuse_more_than(3, "search:1", MINUTE)
    assert tally.count("search:1", MINUTE) == 1


def test_looking_counts_nothing() -> None:
    tally.count("wrong link:192.0.2.7", MINUTE)
    for _ in range(3):
        tally.refuse_more_than(2, "wrong link:192.0.2.7", MINUTE)
    tally.count("wrong link:192.0.2.7", MINUTE)
    with pytest.raises(TooOften):
        tally.refuse_more_than(2, "wrong link:192.0.2.7", MINUTE)


def test_what_is_a_day_old_is_forgotten() -> None:
    tally.count("search:1", MINUTE)
    tally.count("search:2", MINUTE)
    Tally.objects.filter(key="search:1").update(began=Now() - timedelta(hours=25))
    tally.forget_old()
    assert [row.key for row in Tally.objects.all()] == ["search:2"]
