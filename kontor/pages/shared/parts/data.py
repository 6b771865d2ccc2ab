"""Values for scripts, in `data-` attributes: the content security policy forbids inline scripts."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """`data-passkey-options="{{ options|as_json }}"`."""
    return json.dumps(value, cls=DjangoJSONEncoder)
