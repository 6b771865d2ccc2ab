"""`/team/invoices/numbers`: every number series counted anew, and whether a number is missing."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.number_report import SeriesReport
from kontor.invoicing.number_reports import number_reports
from kontor.invoicing.series import titles_of_prefixes
from kontor.pages.team.door import door


@dataclass(frozen=True)
class SeriesRow:
    """A series and year with what is wrong with it; `title` None: letters of no series."""

    report: SeriesReport
    title: Sentence | None
    faults: tuple[Sentence, ...]


@door
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    titles = titles_of_prefixes()
    rows = [
        SeriesRow(report, titles.get(report.key.rpartition("-")[0]), tuple(_faults(report)))
        for report in number_reports()
    ]
    context = {"rows": rows, "faulty": sum(1 for row in rows if row.faults)}
    return render(request, "team/invoice_numbers.html", context)


def _faults(report: SeriesReport) -> list[Sentence]:
    """What is wrong with the series, the numbers named."""
    said = []
    if report.missing:
        said.append(S("No invoice bears: {numbers}.", numbers=", ".join(report.missing_named)))
    if report.doubled:
        said.append(S("Given twice: {numbers}.", numbers=", ".join(report.doubled_named)))
    if report.out_of_order:
        numbers = ", ".join(report.out_of_order_named)
        said.append(S("On an earlier day than the number before: {numbers}.", numbers=numbers))
    if not report.complete and not said:
        last = report.named(report.drawn)
        said.append(S("The series itself says that {number} is its last number.", number=last))
    return said
