"""`/team/invoices/export`: all invoices of a period for an auditor, as a ZIP to download."""

import tempfile

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kontor.actions import export_documents
from kontor.foundation.refusal import Invalid
from kontor.invoicing.auditor_period import month_before
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import DayField, add_fault, written_day
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.second_factor import shows_again
from kontor.pages.team.door import auditors_door
from kontor.pages.team.export_history import export_history

UNPROCESSABLE = 422


class PeriodForm(forms.Form):
    """The first and the last day."""

    use_required_attribute = False
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))


@auditors_door
@require_http_methods(["GET", "HEAD", "POST"])
@shows_again
def page(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it makes; what is wrong stands at its field."""
    if request.method != "POST":
        period = month_before(today_of(request))
        days = {"first": written_day(period.first), "last": written_day(period.last)}
        return _show(request, PeriodForm(initial=days))
    form = PeriodForm(request.POST)
    return _file(request, form) if form.is_valid() else _show(request, form, UNPROCESSABLE)


def _file(request: HttpRequest, form: PeriodForm) -> HttpResponseBase:
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    target = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it, after the last byte
    try:
        export_documents.export(reader(request), first, last, target, now_of(request))
    except Invalid as invalid:
        target.close()
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, form, UNPROCESSABLE)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    name = f"invoices-{first}-{last}.zip"
    answer = FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _show(request: HttpRequest, form: PeriodForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "history": export_history()}
    return render(request, "team/invoice_export.html", context, status=status)
