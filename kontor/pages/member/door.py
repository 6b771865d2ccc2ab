"""The members' door, and the bar above their pages."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.pages.member import attention
from kontor.pages.shared.doors import Bar, Door, reader
from kontor.pages.shared.now import now_of
from kontor.pages.shared.parts.shapes import Link, NavigationItem
from kontor.people.roles import TEAM, Role

_COUNT = "kontor.attention"


def attention_count(request: HttpRequest) -> int:
    """How many things need the reader, counted once per request."""
    if _COUNT not in request.META:
        request.META[_COUNT] = attention.how_many(reader(request), now_of(request))
    count: int = request.META[_COUNT]
    return count


def _bar(request: HttpRequest) -> Bar:
    rooms = (
        (_("Overview"), "/", attention_count(request)),
        (_("Orders"), "/orders", 0),
        (_("Clients"), "/clients", 0),
        (_("Invoices"), "/invoices", 0),
        (pgettext_lazy("money", "Account"), "/account", 0),
    )
    return Bar(
        navigation=[
            NavigationItem(label, url, count, current=_stands_in(request.path, url))
            for label, url, count in rooms
        ],
        account_links=_other_rooms(request),
    )


def _stands_in(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(f"{url}/"))


def _other_rooms(request: HttpRequest) -> list[Link]:
    in_team = any(reader(request).has(role) for role in TEAM)
    return [Link(_("To the team’s pages"), "/team/")] if in_team else []


door = Door(frozenset({Role.MEMBER}), _bar, "frame_member.html")
