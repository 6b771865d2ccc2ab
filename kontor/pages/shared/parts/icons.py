"""Icons from lucide, drawn into the page without any style of their own."""

from functools import cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

register = template.Library()


@cache
def icon_svg(name: str, size: int = 16, extra_class: str = "") -> SafeString:
    """The icon as SVG, hidden from screen readers: a word always stands beside it."""
    attributes = {
        "class": f"icon {extra_class}".strip(),
        "aria-hidden": "true",
        "focusable": "false",
    }
    return mark_safe(lucide(name, size=size, **attributes))  # noqa: S308 - drawn from a package


@register.simple_tag
def icon(name: str, size: int = 16, extra_class: str = "") -> SafeString:
    """`{% icon "clock" %}`, `{% icon "clock" size=14 extra_class="wait" %}`."""
    return icon_svg(str(name), size, str(extra_class))
