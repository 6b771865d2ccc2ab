"""The activities to choose from."""

import pytest

from kontor.orders.sectors import SHIPPED, Mark, read_sectors

HEAD = "key,german,english,mark,treatment\n"


def test_the_named_sectors_are_there_with_their_marks() -> None:
    marks = {
        "graphic-design": Mark.FINE,
        "photography": Mark.FINE,
        "translation": Mark.FINE,
        "security": Mark.LICENCE,
        "craft": Mark.NOT_PROCESSABLE,
        "sale-of-goods": Mark.NOT_PROCESSABLE,
    }
    assert {key: SHIPPED[key].mark for key in marks} == marks


def test_every_sector_can_be_told_apart_in_both_languages() -> None:
    assert len(SHIPPED) >= 60
    assert len({sector.name("de") for sector in SHIPPED.values()}) == len(SHIPPED)
    assert len({sector.name("en") for sector in SHIPPED.values()}) == len(SHIPPED)
    assert all(key == sector.key and len(key) <= 40 for key, sector in SHIPPED.items())


@pytest.mark.parametrize(
    "row",
    [
        "dance,Tanz,Dance,dangerous,standard",
        "dance,Tanz,Dance,fine,cheap",
        "dance,Tanz,,fine,standard",
        "dance,Tanz",
        "dance,Tanz,Dance,fine,standard\ndance,Tanzen,Dancing,fine,standard",
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(ValueError, match=r"line [23] of the sectors"):
        read_sectors(HEAD + row)
