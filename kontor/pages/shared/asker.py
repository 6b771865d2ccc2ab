"""From which address somebody asks, behind as many proxies as stand in front of us."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Who asks. What a visitor writes into X-Forwarded-For stands before what our proxies add.

    So only as many entries from its end count as proxies stand in front (KONTOR_PROXIES).
    """
    added = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [request.META["REMOTE_ADDR"], *(hop.strip() for hop in reversed(added) if hop)]
    return str(hops[min(settings.KONTOR_PROXIES, len(hops) - 1)])
