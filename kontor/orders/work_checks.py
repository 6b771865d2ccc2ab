"""The checks about the work itself: sector, wage, dependence, doubles, proofs (spec § 7)."""

from kontor.foundation.money import HUNDRED
from kontor.foundation.sentence import S, Sentence, one_after_another
from kontor.orders.checks import Check, CheckFacts, Level, Ref, RefKind, in_order
from kontor.orders.dependence import FULL_TIME, MOST_FROM_ONE_CLIENT
from kontor.orders.sectors import Mark
from kontor.orders.wage import WageVerdict


def sector_licence(facts: CheckFacts) -> Check:
    """A stop for what needs a licence or a guarantee (R61)."""
    key = "sector_licence"
    if facts.sector.mark is not Mark.LICENCE:
        return in_order(key, S("No licence needed"))
    text = S("“{sector}” needs a licence or a guarantee.", sector=_sector_name(facts))
    return Check(key, Level.STOP, S("Sector needs a licence"), text, refs=(_TO_SECTOR,))


def sector_not_processable(facts: CheckFacts) -> Check:
    """A stop for what the cooperative cannot invoice (R63)."""
    key = "sector_not_processable"
    if facts.sector.mark is not Mark.NOT_PROCESSABLE:
        return in_order(key, S("Sector can be processed"))
    text = S("“{sector}” cannot be processed through the cooperative.", sector=_sector_name(facts))
    return Check(key, Level.STOP, S("Sector cannot be processed"), text, refs=(_TO_SECTOR,))


_TO_SECTOR = Ref(RefKind.ADJUST, S("Adjust the sector"))


def _sector_name(facts: CheckFacts) -> str:
    return f"{facts.sector.german} / {facts.sector.english}"


def hourly_wage(facts: CheckFacts) -> Check:
    """A stop below the minimum wage (R64), a look where it cannot be judged or hours differ."""
    wage = facts.wage
    if wage.verdict is WageVerdict.BELOW:
        level, title = Level.STOP, S("Hourly wage below the minimum wage")
    elif wage.verdict is WageVerdict.OPEN or wage.minimum is None:
        level, title = Level.LOOK, S("Hourly wage cannot be judged")
    elif wage.hours_differ:
        level, title = Level.LOOK, S("Working time differs from the lines")
    else:
        level, title = Level.OK, S("Hourly wage above the minimum wage")
    return Check("hourly_wage", level, title, wage.sentence, wage.steps)


def bogus_self_employment(facts: CheckFacts) -> Check:
    """A look at who lives on one client, or works there full time (R65)."""
    key, signs = "bogus_self_employment", _signs(facts)
    if not signs:
        return in_order(key, S("No signs of bogus self-employment"))
    title = S("Signs of bogus self-employment")
    return Check(key, Level.LOOK, title, one_after_another(*signs))


def _signs(facts: CheckFacts) -> list[Sentence]:
    signs, share, hours = [], facts.share_of_fees, facts.weekly_hours
    if share is not None and share > MOST_FROM_ONE_CLIENT:
        signs.append(
            S(
                "{percent} % of the member’s fees over twelve months come from this client; more "
                "than five sixths.",
                percent=round(share * HUNDRED),
            )
        )
    if hours is not None and hours >= FULL_TIME:
        signs.append(
            S(
                "The order repeats about {hours} hours a week for one client; from {full} on "
                "that is full time.",
                hours=round(hours),
                full=FULL_TIME,
            )
        )
    return signs


def duplicate_order(facts: CheckFacts) -> Check:
    """A look at orders of the member with the same client, title and period."""
    key, same = "duplicate_order", facts.same_orders
    if not same:
        return in_order(key, S("No such order yet"))
    numbers = ", ".join(order.number for order in same)
    refs = tuple(
        ref
        for order in same
        for ref in (
            Ref(RefKind.ORDER, S("See {order}", order=order.number), order.id),
            Ref(RefKind.COMPARE, S("Compare with {order}", order=order.number), order.id),
        )
    )
    text = S("Same client and dates: {orders}.", orders=numbers)
    return Check(key, Level.LOOK, S("A similar order exists"), text, refs=refs)


def proof_waiting(facts: CheckFacts) -> Check:
    """A look at proofs that nobody has accepted or refused."""
    key, waiting = "proof_waiting", facts.proofs_waiting
    if not waiting:
        return in_order(key, S("No proof waiting"))
    text = S.plural(
        "{n} proof waits to be accepted or refused.",
        "{n} proofs wait to be accepted or refused.",
        waiting,
    )
    refs = (Ref(RefKind.PROOFS, S("To the proofs")),)
    return Check(key, Level.LOOK, S("Proof waiting"), text, refs=refs)
