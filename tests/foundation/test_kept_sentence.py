"""A sentence that is kept in a row comes back as it was, with the kinds of its values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kontor.foundation.kept_sentence import kept, sentences_in
from kontor.foundation.sentence import Sentence
from kontor.foundation.written import Money, Weekday

DAY = date(2027, 1, 4)


@pytest.mark.parametrize(
    "sentence",
    [
        Sentence("Nothing was changed."),
        Sentence("{name} paid {sum}.", name="Müller", sum=Money(Decimal("1234.50"))),
        Sentence("On {day}, a {weekday}.", day=DAY, weekday=Weekday(DAY)),
        Sentence("At {moment}.", moment=datetime(2027, 1, 4, 10, 30, tzinfo=UTC)),
        Sentence("{rate} percent, {n} times.", rate=Decimal("1.27"), n=3),
        Sentence("{one} and more.", one=Sentence("Paid on {day}.", day=DAY)),
        Sentence.plural("{n} day", "{n} days", 2),
    ],
    ids=str,
)
def test_what_is_kept_is_what_was_said(sentence: Sentence) -> None:
    assert sentences_in(kept([sentence])) == [sentence]
