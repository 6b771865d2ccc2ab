"""The checks of an order as the review shows them, each with links to what it speaks about."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from kontor.orders import checks
from kontor.orders.checks import Level, Ref, RefKind
from kontor.orders.grounds import OF_CHECK
from kontor.orders.models import Order
from kontor.pages.shared.parts.shapes import Check, Link, Wage
from kontor.pages.shared.wage_lines import steps_shown


def checks_shown(order: Order, found: Sequence[checks.Check]) -> list[Check]:
    """What was found, in words of the page."""
    return [
        Check(
            level=check.level.value,
            title=check.title,
            sentence=check.text,
            facts=steps_shown(check.steps),
            links=[Link(ref.label, _url(order, ref)) for ref in check.refs],
        )
        for check in found
    ]


def wage_in_order(found: Sequence[checks.Check]) -> Wage | None:
    """The wage as its member reads it, where the check is in order and shows its headline alone."""
    for check in found:
        if check.key == "hourly_wage" and check.level is Level.OK:
            facts = steps_shown(check.steps)
            return Wage(check.steps[-1].result, enough=True, words=check.text, facts=facts)
    return None


def reject_query(found: Sequence[checks.Check], queue_query: str) -> str:
    """The address of the page to reject: the queue's filter, and the grounds that fit a stop."""
    stopped = [check.key for check in found if check.level is Level.STOP]
    fitting = dict.fromkeys(OF_CHECK[key] for key in stopped)
    query = [queue_query.removeprefix("?"), urlencode({"ground": list(fitting)}, doseq=True)]
    words = "&".join(part for part in query if part)
    return f"?{words}" if words else ""


def _url(order: Order, ref: Ref) -> str:
    client = reverse("team_client", args=[ref.id])
    return {
        RefKind.ORDER: reverse("team_review", args=[ref.id]),
        RefKind.COMPARE: reverse("team_compare_orders", args=[order.pk, ref.id]),
        RefKind.PROOFS: "#proofs",
        RefKind.ADJUST: reverse("team_adjust", args=[order.pk]),
        RefKind.CLIENT: client,
        RefKind.VERIFY: f"{client}#verify",
        RefKind.CONVERSATION: reverse("team_client_talk", args=[ref.id, order.owner_id]),
    }[ref.kind]
