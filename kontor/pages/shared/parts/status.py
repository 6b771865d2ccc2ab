"""Word, icon and colour of every status of orders and invoices (spec § 6, § 9)."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy

register = template.Library()

Look = tuple[str | Promise, str, str]

ORDER: dict[str, Look] = {
    "draft": (pgettext_lazy("order", "Draft"), "outline", "pencil"),
    "team_review": (pgettext_lazy("order", "{cooperative} Confirmation"), "accent", "scan-search"),
    "client_confirmation": (pgettext_lazy("order", "Client Confirmation"), "wait", "hourglass"),
    "changes_requested": (pgettext_lazy("order", "Changes requested"), "wait", "pencil-line"),
    "active": (pgettext_lazy("order", "Active"), "good", "check"),
    "rejected": (pgettext_lazy("order", "Rejected"), "stop", "x"),
    "lapsed": (pgettext_lazy("order", "Rejected, lapsed"), "stop", "calendar-x"),
    "cancelled": (pgettext_lazy("order", "Cancelled"), "quiet", "ban"),
    "completed": (pgettext_lazy("order", "Completed"), "quiet", "check-check"),
}

INVOICE: dict[str, Look] = {
    "planned": (pgettext_lazy("invoice", "Planned"), "quiet", "calendar"),
    "draft": (pgettext_lazy("invoice", "Draft"), "accent", "file-clock"),
    "awaiting_update": (pgettext_lazy("invoice", "Awaiting update"), "wait", "hand"),
    "issued": (pgettext_lazy("invoice", "Issued"), "accent", "send"),
    "paid": (pgettext_lazy("invoice", "Paid"), "good", "check"),
    "disputed": (pgettext_lazy("invoice", "Disputed"), "wait", "message-square-warning"),
    "cancelled": (pgettext_lazy("invoice", "Cancelled"), "quiet", "ban"),
    "stopped": (pgettext_lazy("invoice", "Stopped"), "outline", "square"),
}


def order_words(status: str, cooperative: str, *, lapsed: bool = False) -> str:
    """The name of an order's status in the reader's language."""
    words = str(ORDER["lapsed" if lapsed else status][0])
    return words.replace("{cooperative}", cooperative)


@register.inclusion_tag("parts/tag.html", takes_context=True)
def order_tag(context: template.Context, status: str, lapsed: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002
    """The tag of an order's status; the team's review is named after the cooperative."""
    frame = context.get("frame")
    cooperative = getattr(frame, "short_name", "Kontor")
    _words, tone, icon = ORDER["lapsed" if lapsed else status]
    words = order_words(status, cooperative, lapsed=lapsed)
    return {"words": words, "tone": tone, "icon": icon}


@register.inclusion_tag("parts/tag.html")
def invoice_tag(status: str, extra: str = "") -> dict[str, Any]:
    """The tag of an invoice's status; `extra` follows after a comma: *Planned, final*."""
    words, tone, icon = INVOICE[status]
    return {"words": f"{words}, {extra}" if extra else words, "tone": tone, "icon": icon}


@register.inclusion_tag("parts/tag.html")
def overdue_tag(days: int) -> dict[str, Any]:
    """The second, red tag of an invoice that is late by `days`."""
    words = ngettext("Overdue, {n} day", "Overdue, {n} days", days).replace("{n}", str(days))
    return {"words": words, "tone": "stop", "icon": "triangle-alert"}


@register.inclusion_tag("parts/tag.html")
def client_tag(verified: bool) -> dict[str, Any]:  # noqa: FBT001 - one fact, one tag
    """Whether the team has checked a client's data."""
    if verified:
        return {"words": gettext("Checked"), "tone": "good", "icon": "circle-check"}
    return {"words": gettext("Being checked"), "tone": "wait", "icon": "hourglass"}
