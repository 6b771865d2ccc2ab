"""What a member is told about the sector they chose (R61, R63)."""

from kontor.foundation.sentence import S, Sentence
from kontor.orders.sector_list import sectors
from kontor.orders.sectors import Mark

WARNINGS: dict[Mark, Sentence] = {
    Mark.LICENCE: S(
        "This activity needs a licence. Tell the team in the comment which one you have; without"
        " it the order is rejected."
    ),
    Mark.NOT_PROCESSABLE: S(
        "This activity cannot be processed through the cooperative. The team will reject the order."
    ),
}


def warning_of(key: str) -> Sentence | None:
    """What choosing this sector leads to; None where it is fine, or none is chosen."""
    sector = sectors().get(key)
    return WARNINGS.get(sector.mark) if sector else None
