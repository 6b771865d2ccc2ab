"""The amount that a page showed, in a hidden field: nobody decides on money that moved since."""

import re
from decimal import Decimal

from django.http import HttpRequest


def shown_amount(request: HttpRequest, name: str) -> Decimal:
    """What no page of ours has sent equals no amount."""
    sent = request.POST.get(name, "")
    return Decimal(sent) if re.fullmatch(r"-?[0-9]{1,12}\.[0-9]{2}", sent) else Decimal("NaN")
