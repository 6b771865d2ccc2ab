"""The instalments as typed, in euros: each row's net, and what is still to distribute."""

from collections.abc import Sequence
from decimal import Decimal

from kontor.foundation.money import ZERO
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.orders.draft import Part
from kontor.orders.shares import net_of, part_nets


def nets_of(parts: Sequence[Part], net: Decimal) -> list[Decimal | None]:
    """The net of each row as far as it is known; once they make the whole, the last is the rest."""
    whole = part_nets(parts, net)
    return list(whole) if whole else [net_of(part.share, net) for part in parts]


def rest_of(parts: Sequence[Part], net: Decimal) -> Sentence | None:
    """What the parts lack of the order's net, or have too much; None while nothing is typed."""
    if not net or not parts:
        return None
    rest = net - sum((part or ZERO for part in nets_of(parts, net)), ZERO)
    if rest > 0:
        return S("Still to distribute: {rest}", rest=Money(rest))
    if rest < 0:
        return S("{excess} more than the whole", excess=Money(-rest))
    return S("The whole is distributed")
