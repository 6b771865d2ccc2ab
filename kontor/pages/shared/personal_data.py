"""The answer that hands out somebody's data as a ZIP, and `/profile/data` with one's own."""

import tempfile

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from kontor.actions import export_personal_data
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.second_factor import shows_again


@require_POST
@shows_again
def own_data(request: HttpRequest) -> HttpResponseBase:
    """What is kept about the reader."""
    return data_file(request, reader(request).pk)


def data_file(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """The ZIP. Raises NotFound, Forbidden or Unavailable."""
    target = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it, after the last byte
    try:
        export_personal_data.export(reader(request), person_id, target, now_of(request))
    except BaseException:
        target.close()
        raise
    target.seek(0)
    name = f"personal-data-{person_id}-{today_of(request)}.zip"
    answer = FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
