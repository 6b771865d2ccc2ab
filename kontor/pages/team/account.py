"""`/team/people/<id>/account`: a member's account, for those who keep the money (spec § 11)."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.refusal import NotFound
from kontor.pages.shared.account_page import context_of, csv_of
from kontor.pages.team.door import auditors_door
from kontor.people.models import Person
from kontor.people.roles import Role
from kontor.receivables.models import CreditLine


@auditors_door
@require_safe
def show(request: HttpRequest, member_id: int) -> HttpResponse:
    return render(request, "team/account.html", context_of(request, _member(member_id)))


@auditors_door
@require_safe
def table(request: HttpRequest, member_id: int) -> HttpResponse:
    """The same as a file, with `year` as on the page."""
    return csv_of(request, _member(member_id))


def _member(member_id: int) -> Person:
    """Somebody who is or was a member. Raises NotFound."""
    credited = CreditLine.objects.values("member")
    known = Q(roles__contains=[Role.MEMBER.value]) | Q(pk__in=credited)
    member = Person.objects.filter(known, pk=member_id).first()
    if member is None:
        raise NotFound
    return member
