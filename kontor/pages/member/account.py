"""`/account`: what the member was credited for each invoice and why, and what is still to come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.pages.member.door import door
from kontor.pages.shared.account_page import context_of, csv_of
from kontor.pages.shared.doors import reader


@door
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "member/account.html", context_of(request, reader(request)))


@door
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """`/account.csv`, with `year` as on the page."""
    return csv_of(request, reader(request))
