"""Instalments and deposits: the order's net in parts, to the cent, each over the VAT groups."""

from collections.abc import Sequence
from decimal import Decimal

from kontor.foundation.money import HUNDRED, ZERO, split, to_cents
from kontor.orders.draft import Part, Share
from kontor.orders.limits import FEWEST_PARTS, share_faults
from kontor.orders.totals import Amounts, VatGroup, amounts_of, group_of


def net_of(share: Share, net: Decimal) -> Decimal | None:
    """The share of the order's net, half up; None unless one of its two forms is well given."""
    if share == Share() or any(share_faults(share)):
        return None
    return share.amount if share.percent is None else to_cents(net * share.percent / HUNDRED)


def part_nets(parts: Sequence[Part], net: Decimal) -> tuple[Decimal, ...] | None:
    """The net of every instalment; where all are percents the last takes the rest (spec § 9).

    None while they are not at least two parts above 0 that sum to the whole.
    """
    nets = [known for part in parts if (known := net_of(part.share, net)) is not None]
    percents = [part.share.percent for part in parts if part.share.percent is not None]
    if len(nets) < len(parts) or len(parts) < FEWEST_PARTS:
        return None
    if len(percents) == len(parts):
        if sum(percents) != HUNDRED:
            return None
        nets[-1] = net - sum(nets[:-1], ZERO)
    return tuple(nets) if sum(nets) == net and min(nets) > 0 else None


def spread(nets: Sequence[Decimal], groups: Sequence[VatGroup]) -> list[Amounts]:
    """What the invoice over each of `nets` asks for; the nets sum to the groups' bases.

    Each part is split over what the groups have left, in proportion. The largest group takes the
    cents that rounding leaves, so that no group is ever billed more than it holds. VAT is
    computed per invoice; its sum may differ from the order's by cents.
    """
    left = [group.basis for group in groups]
    invoices = []
    for net in nets:
        by_size = sorted(range(len(left)), key=left.__getitem__)
        bases = dict(zip(by_size, split(net, [left[at] for at in by_size]), strict=True))
        left = [basis - bases[at] for at, basis in enumerate(left)]
        invoices.append(
            amounts_of(
                group_of(group.treatment, group.rate, bases[at]) for at, group in enumerate(groups)
            )
        )
    return invoices
