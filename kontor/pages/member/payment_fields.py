"""The choices of the payments, and the row of one instalment (R39–R44).

Which fields count depends on what is chosen: whatever stands in the others is kept on the page
and read by nobody.
"""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.orders.draft import Every, Mode
from kontor.orders.limits import HIGHEST_AMOUNT, SHARE_DECIMALS
from kontor.pages.shared.forms import AmountField, DayField

MODES = [
    (Mode.SINGLE.value, _("Single payment")),
    (Mode.INSTALMENTS.value, _("Instalments")),
    (Mode.ADVANCE.value, _("Advance payment")),
    (Mode.RECURRENT.value, _("Recurrent payments")),
]
WHOLE, DEPOSIT = "whole", "deposit"
ADVANCES = [(WHOLE, _("The whole amount")), (DEPOSIT, _("A deposit, then a final invoice"))]
PERCENT, EURO = "percent", "euro"
MEASURES = [(PERCENT, "%"), (EURO, "€")]
MEASURES_OF_PARTS = [(PERCENT, _("in percent")), (EURO, _("in euros, net"))]
UNITS_OF_TIME = [
    (Every.WEEK.value, pgettext_lazy("every so many", "weeks")),
    (Every.MONTH.value, pgettext_lazy("every so many", "months")),
    (Every.QUARTER.value, pgettext_lazy("every so many", "quarters")),
    (Every.YEAR.value, pgettext_lazy("every so many", "years")),
]
TIMES, UNTIL, OPEN = "times", "until", "open"
ENDS = [
    (TIMES, _("After a number of invoices")),
    (UNTIL, _("On a day")),
    (OPEN, _("Until further notice")),
]

# The first billing date is asked for in each mode's own words; instalments have one per row.
FIRST_DATE = {
    Mode.SINGLE: "billing_date",
    Mode.ADVANCE: "advance_date",
    Mode.RECURRENT: "first_date",
}
OF_MODE = {
    Mode.SINGLE: {"billing_date"},
    Mode.INSTALMENTS: {"parts_in"},
    Mode.ADVANCE: {"advance", "advance_date", "deposit", "deposit_in", "final_date"},
    Mode.RECURRENT: {"first_date", "every", "every_unit", "last_day", "ends", "times", "until"},
}

# What stands in the fields of a mode that was never chosen. How a recurrent payment ends is
# always asked: by itself it would go on for ever.
USUAL = {
    "parts_in": PERCENT,
    "advance": WHOLE,
    "deposit_in": PERCENT,
    "every": "1",
    "every_unit": Every.MONTH.value,
    "ends": "",
}


class PartFields(forms.Form):
    """One instalment: when it is billed, and its share of the order's net."""

    use_required_attribute = False

    on = DayField(label=_("Billing date"))
    share = AmountField(label=_("Part"), decimals=SHARE_DECIMALS, maximum=HIGHEST_AMOUNT)

    net = None


def chosen_mode(texts: Mapping[str, str]) -> Mode:
    """The mode of payment as typed; the single payment for anything else."""
    mode = texts["mode"]
    return Mode(mode) if mode in set(Mode) else Mode.SINGLE


def is_open_ended(texts: Mapping[str, str]) -> bool:
    """Whether the service goes on until further notice, so that it has no last day."""
    return chosen_mode(texts) is Mode.RECURRENT and texts["ends"] == OPEN


def idle_fields(texts: Mapping[str, str]) -> set[str]:
    """The fields that do not count, as things are chosen."""
    mode = chosen_mode(texts)
    idle = set().union(*(names for other, names in OF_MODE.items() if other is not mode))
    if texts["advance"] != DEPOSIT:
        idle |= {"deposit", "deposit_in", "final_date"}
    idle |= {TIMES, UNTIL} - {texts["ends"]}
    if texts["every_unit"] == Every.WEEK:
        idle.add("last_day")
    return idle | ({"service_to"} if is_open_ended(texts) else set())
