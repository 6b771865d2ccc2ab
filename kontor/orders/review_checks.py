"""The review's automatic checks (spec § 7): each key once, with level and reasoning."""

from collections.abc import Callable

from kontor.orders import client_checks, vat_checks, work_checks
from kontor.orders.checks import Check, CheckFacts


def checks(facts: CheckFacts) -> tuple[Check, ...]:
    """Every check once, in the order of the specification, *ok* where nothing is found."""
    return tuple(check(facts) for check in _ALL)


_ALL: tuple[Callable[[CheckFacts], Check], ...] = (
    client_checks.client_blocked,
    client_checks.client_unverified,
    client_checks.client_similar,
    client_checks.contact_is_member,
    client_checks.client_overdue,
    work_checks.sector_licence,
    work_checks.sector_not_processable,
    work_checks.hourly_wage,
    vat_checks.vat_plausible,
    work_checks.bogus_self_employment,
    work_checks.duplicate_order,
    work_checks.proof_waiting,
)
