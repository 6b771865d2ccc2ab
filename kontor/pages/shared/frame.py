"""Everything around a page, as the context value `frame` (shape `Frame`) of every template."""

from collections.abc import Sequence

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kontor.cooperative.models import Cooperative
from kontor.pages.shared.doors import bar_of
from kontor.pages.shared.house import house_of, legal_line
from kontor.pages.shared.now import today_of
from kontor.pages.shared.parts.shapes import Demo, DemoPerson, Frame, Link, Reader
from kontor.pages.shared.parts.words import reader_language
from kontor.people.demo import PEOPLE
from kontor.people.models import Person
from kontor.people.roles import Role

ROLES = {
    Role.MEMBER: _("Member"),
    Role.ADVISOR: _("Advisor"),
    Role.ACCOUNTANT: _("Accountant"),
    Role.ADMIN: _("Administrator"),
}


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor. Without a database there is no frame, but still an error page."""
    try:
        return {"frame": _frame(request)}
    except DatabaseError:
        return {}


def initials_of(name: str) -> str:
    """The letters in a person's round face: first and last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _frame(request: HttpRequest) -> Frame:
    house = house_of(request)
    bar = bar_of(request)
    reader = _reader(request)
    return Frame(
        short_name=house.short_name,
        full_name=house.name,
        language_url=reverse("language"),
        claim=house.strapline_en if reader_language() == "en" else house.strapline_de,
        navigation=bar.navigation,
        reader=reader,
        account_links=_account_links(bar.account_links) if reader else (),
        sign_out_url=reverse("account_logout") if reader else "",
        foot_links=_foot_links(house),
        legal_line=legal_line(house),
        demo=_demo(request) if settings.KONTOR_DEMO else None,
    )


def _reader(request: HttpRequest) -> Reader | None:
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return None
    roles = ", ".join(str(ROLES[role]) for role in ROLES if person.has(role))
    return Reader(person.name, initials_of(person.name), roles)


def _account_links(others: Sequence[Link]) -> Sequence[Link]:
    return [Link(_("Your profile"), reverse("profile")), *others]


def _foot_links(house: Cooperative) -> Sequence[Link]:
    links = [Link(_("Legal notice"), reverse("legal_notice"))]
    if house.phone:
        links.append(Link(house.phone, "tel:" + "".join(house.phone.split())))
    return links


def _demo(request: HttpRequest) -> Demo:
    person = getattr(request, "user", None)
    email = person.email if isinstance(person, Person) else ""
    return Demo(
        today=today_of(request),
        forward_url=reverse("demo_forward"),
        switch_url=f"{reverse('demo')}be/",
        people=[
            DemoPerson(known.name.split()[0], who, known.email == email)
            for who, known in PEOPLE.items()
        ],
        links=[Link(_("Guide"), reverse("demo")), Link(_("Mailbox"), reverse("mailbox"))],
    )
