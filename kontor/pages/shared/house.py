"""The cooperative as pages show it: its row, read once per request, and its line of facts."""

from django.http import HttpRequest
from django.utils.translation import gettext

from kontor.cooperative.models import Cooperative
from kontor.cooperative.own_data import cooperative

_KEY = "kontor.house"


def house_of(request: HttpRequest) -> Cooperative:
    """The cooperative's own data, the same row however often asked."""
    if _KEY not in request.META:
        request.META[_KEY] = cooperative()
    house: Cooperative = request.META[_KEY]
    return house


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
