"""The template tags and filters of all parts, built into every template by the settings."""

from django import template

from kontor.pages.shared import kept_typing
from kontor.pages.shared.parts import (
    bank_words,
    chart,
    data,
    fields,
    icons,
    invoice_kind,
    pieces,
    status,
    words,
)

register = template.Library()

for room in (
    *(icons, words, bank_words, status, invoice_kind, fields, pieces, chart, data),
    kept_typing,
):
    register.tags.update(room.register.tags)
    register.filters.update(room.register.filters)
