"""What a member is credited for an invoice (spec § 11): pure, euros in, euros out."""

from dataclasses import dataclass
from decimal import Decimal

from kontor.foundation.money import HUNDRED, ZERO, to_cents


@dataclass(frozen=True)
class Earning:
    """An issued invoice as the member's account sees it; amounts in euros.

    `fee_percent`: of the net, as it stood on the invoice date. `paid`: what has arrived of the
    gross, and what was written off. `guaranteed`: the cooperative has taken the claim (§ 8).
    """

    net: Decimal
    gross: Decimal
    fee_percent: Decimal
    paid: Decimal
    guaranteed: bool = False
    cancelled: bool = False

    @property
    def fee(self) -> Decimal:
        """What the cooperative keeps, rounded half up to the cent."""
        return to_cents(self.net * self.fee_percent / HUNDRED)

    @property
    def in_full(self) -> Decimal:
        """What the member gets once all is paid: the net less the fee."""
        return self.net - self.fee


def credited(earning: Earning) -> Decimal:
    """What all lines of the invoice come to: in full, a part in proportion, or nothing.

    A claim that the cooperative has taken is credited in full, whatever is paid later.
    """
    if earning.cancelled:
        return ZERO
    if earning.guaranteed or earning.paid >= earning.gross:
        return earning.in_full
    return to_cents(earning.in_full * earning.paid / earning.gross)
