"""The team's door, and the bar above its pages."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontor.pages.shared.doors import Bar, Door, reader
from kontor.pages.shared.parts.shapes import Link, NavigationItem
from kontor.pages.team.house_rooms import ROOMS
from kontor.pages.team.piles import piles_of
from kontor.pages.team.pills import BANK
from kontor.people.roles import TEAM, Role


def is_advisor(request: HttpRequest) -> bool:
    """Whether the reader decides about orders; everybody else in the team only looks."""
    return reader(request).has(Role.ADVISOR)


def keeps_clients(request: HttpRequest) -> bool:
    """Whether the reader keeps the directory of clients (spec § 3)."""
    return reader(request).has(Role.ADVISOR) or reader(request).has(Role.ADMIN)


def keeps_money(request: HttpRequest) -> bool:
    """Whether the reader decides about money; others of the team look (spec § 3)."""
    return reader(request).has(Role.ACCOUNTANT)


def _bar(request: HttpRequest) -> Bar:
    desk = reverse("team_desk")
    rooms = (
        (_("Desk"), desk, piles_of(request).all),
        (_("Orders"), reverse("team_orders"), 0),
        (_("Clients"), reverse("team_clients"), 0),
        (_("Invoices"), reverse("team_invoices"), 0),
        (_("Bank"), reverse("team_bank"), _bank(request)),
        (_("Reminders"), reverse("team_reminders"), 0),
        (_("E-mails"), reverse("team_mails"), 0),
        *_settings(request),
    )
    # People, refunds, exports and reports have no word of their own in the bar.
    path = request.path.replace(reverse("team_people"), reverse("team_settings"), 1)
    path = path.replace(reverse("team_refunds"), reverse("team_bank"), 1)
    path = path.replace(reverse("team_exports"), reverse("team_invoices"), 1)
    path = path.replace(reverse("team_reports"), reverse("team_invoices"), 1)
    here = next((url for _label, url, _n in reversed(rooms) if path.startswith(url)), desk)
    return Bar(
        navigation=[NavigationItem(label, url, n, current=url == here) for label, url, n in rooms],
        account_links=_other_rooms(request),
    )


def _bank(request: HttpRequest) -> int:
    """What waits there for accountants."""
    found = piles_of(request).found
    return sum(found[name].count for name in BANK) if keeps_money(request) else 0


def _settings(request: HttpRequest) -> Iterator[tuple[Promise, str, int]]:
    if ROOMS and reader(request).has(Role.ADMIN):
        yield _("Settings"), reverse(ROOMS[0].page), 0


def _other_rooms(request: HttpRequest) -> list[Link]:
    member = reader(request).has(Role.MEMBER)
    return [Link(_("To your own orders"), reverse("home"))] if member else []


door = Door(TEAM, _bar, "frame_team.html")
auditors_door = Door(frozenset({Role.ACCOUNTANT, Role.ADMIN}), _bar, "frame_team.html")
admins_door = Door(frozenset({Role.ADMIN}), _bar, "frame_team.html")
