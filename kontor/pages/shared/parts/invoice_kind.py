"""What an invoice is, in a word, and what cancels what."""

from typing import Any

from django import template
from django.urls import reverse

from kontor.foundation.sentence import Sentence
from kontor.invoicing.kinds import KINDS
from kontor.invoicing.models import Invoice
from kontor.pages.shared.counterparts import Counterpart, counterpart_of

register = template.Library()


@register.filter
def kind_words(kind: str) -> Sentence:
    """*Deposit invoice* for `deposit`."""
    return KINDS[kind]


@register.inclusion_tag("parts/counterpart.html")
def counterpart(other: Counterpart | Invoice, route: str) -> dict[str, Any]:
    """The line that leads to the PDF of what cancels an invoice, or of what it cancels.

    `route` is the reader's own for documents; nothing is shown where there is no counterpart.
    """
    found = counterpart_of(other) if isinstance(other, Invoice) else other
    if not found:
        return {}
    return {"other": found, "url": reverse(route, args=[found.id, "pdf"])}
