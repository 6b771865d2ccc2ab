"""The template tags and filters of all parts, built into every template by the settings."""

from django import template

from kontor.pages.shared.parts import chart, data, fields, icons, pieces, status, words

register = template.Library()

for room in (icons, words, status, fields, pieces, chart, data):
    register.tags.update(room.register.tags)
    register.filters.update(room.register.filters)
