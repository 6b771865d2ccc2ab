"""The columns of lists of clients as files; never contact persons, notes or reasons of blocks."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from kontor.foundation.country_names import country_name
from kontor.foundation.days import day_of
from kontor.foundation.saying import spoken
from kontor.pages.shared.tables import Column


def _day(instant: datetime | None) -> date | None:
    return day_of(instant) if instant else None


CLIENTS = (
    Column(_("Client"), lambda row: row.name),
    Column(_("Addition"), lambda row: row.addition),
    Column(_("Street and number"), lambda row: row.street),
    Column(_("Postcode"), lambda row: row.postcode),
    Column(_("Town"), lambda row: row.town),
    Column(_("Country"), lambda row: country_name(row.country, spoken())),
    Column(_("VAT number"), lambda row: row.vat_number),
    Column(_("Checked on"), lambda row: _day(row.verified_at)),
    Column(_("Blocked on"), lambda row: _day(row.blocked_at)),
)
