"""`/team/exports/`: the books of a period for the tax adviser, and tables of it (spec § 11)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kontor.actions import export_books
from kontor.foundation.refusal import Invalid, NotFound, refuse_faults
from kontor.invoicing.auditor_period import month_before, period_faults
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import DayField, add_fault, written_day
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.second_factor import shows_again
from kontor.pages.shared.tables import table_file
from kontor.pages.team.door import auditors_door
from kontor.pages.team.export_history import exports_history
from kontor.pages.team.export_tables import TABLES
from kontor.people.roles import Role

UNPROCESSABLE = 422


class ExportForm(forms.Form):
    """The first and the last day, and whether to go on without what the bank entries lack."""

    use_required_attribute = False
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))
    without_undecided = forms.BooleanField(
        label=_("Without bank entries that are undecided or not in euros"), required=False
    )


@auditors_door
@require_http_methods(["GET", "HEAD", "POST"])
@shows_again
def page(request: HttpRequest) -> HttpResponse:
    """The form, and the file that `what` names; what is wrong stands at its field."""
    if request.method != "POST":
        period = month_before(today_of(request))
        days = {"first": written_day(period.first), "last": written_day(period.last)}
        return _show(request, ExportForm(initial=days))
    what = request.POST.get("what", export_books.BATCH)
    if what != export_books.BATCH and what not in TABLES:
        raise NotFound
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _show(request, form, UNPROCESSABLE)
    try:
        return (
            _bookings(request, form) if what == export_books.BATCH else _table(request, form, what)
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field if fault.field in form.fields else "__all__", fault)
        return _show(request, form, UNPROCESSABLE)


def _bookings(request: HttpRequest, form: ExportForm) -> HttpResponse:
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    file = export_books.export_bookings(
        reader(request),
        first,
        last,
        now_of(request),
        without_undecided=form.cleaned_data["without_undecided"],
    )
    answer = HttpResponse(file, content_type="text/csv; charset=windows-1252")
    name = f"EXTF_Buchungsstapel_{first}_{last}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _table(request: HttpRequest, form: ExportForm, what: str) -> HttpResponse:
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    refuse_faults(period_faults(first, last))
    table = TABLES[what]
    rows = table.rows(first, last)
    answer = table_file(f"{what}-{first}-{last}", table.columns, rows)
    export_books.note_table(reader(request), what, (first, last), rows.count(), now_of(request))
    return answer


def _show(request: HttpRequest, form: ExportForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "tables": TABLES,
        "history": exports_history(),
        "sets_numbers": reader(request).has(Role.ADMIN),
    }
    return render(request, "team/exports.html", context, status=status)
