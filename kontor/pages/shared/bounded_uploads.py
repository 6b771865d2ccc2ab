"""Uploaded files on their way in: written to a temporary file, and no further than the limit.

What is too large is read to its end and thrown away, so that the browser gets a sentence and not
a broken connection, and neither memory nor disk fills up.
"""

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from kontor.foundation.uploads import LARGEST

_KEY = "kontor.too_large"


class BoundedFiles(TemporaryFileUploadHandler):
    """The only upload handler (settings): a file beyond the limit is left out of the form."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        if start + len(raw_data) > LARGEST and self.request is not None:
            self.request.META.setdefault(_KEY, []).append(self.file_name or "")
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)


def too_large(request: HttpRequest) -> list[str]:
    """The names of the files that were left out of the form."""
    _ = request.FILES  # reads the form, if nobody has
    names: list[str] = request.META.get(_KEY, [])
    return names
