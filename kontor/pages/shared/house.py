"""The cooperative as pages show it: its row, read once per request, and its line of facts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from kontor.cooperative.models import Cooperative
from kontor.cooperative.own_data import cooperative, read_once


def reads_house_once(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the settings stay the same while one request is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with read_once():
            return answer(request)

    return middleware


def house_of(_request: HttpRequest) -> Cooperative:
    """The cooperative's own data, the same row however often asked."""
    return cooperative()


def legal_line(house: Cooperative) -> str:
    """Who stands behind the page: name, seat, register, VAT number."""
    vat_number = gettext("VAT number {number}").replace("{number}", house.vat_number)
    facts = (
        house.name,
        house.street,
        f"{house.postcode} {house.town}".strip(),
        house.register_number,
        vat_number if house.vat_number else "",
    )
    return " · ".join(fact for fact in facts if fact)
