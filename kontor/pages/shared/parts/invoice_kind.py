"""What an invoice is, in a word, and what cancels or replaces what."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse

from kontor.foundation.sentence import Sentence
from kontor.invoicing.kinds import KINDS
from kontor.invoicing.models import Invoice
from kontor.pages.shared.counterparts import Counterpart, counterparts_of

register = template.Library()


@register.filter
def kind_words(kind: str) -> Sentence:
    """*Deposit invoice* for `deposit`."""
    return KINDS[kind]


@register.inclusion_tag("parts/counterpart.html")
def counterpart(others: Sequence[Counterpart] | Invoice, route: str) -> dict[str, Any]:
    """The lines that lead to what cancels or replaces an invoice, and to what it does that to.

    `route` is the reader's own page of an invoice; nothing is shown where there is no counterpart.
    """
    found = counterparts_of(others) if isinstance(others, Invoice) else others
    return {"others": [(other, reverse(route, args=[other.id])) for other in found]}
