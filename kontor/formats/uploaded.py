"""The child process that looks into an uploaded file: `python -m kontor.formats.uploaded`.

One question per line: {"data": the bytes as base64}. One answer per line:
{"media_type": text, "pages": number, "trouble": a key of `Trouble` or empty}. What the file is
called, and what its sender says it is, are never asked. Hostile files take only this process with
them (kontor/formats/child.py).
"""

import io
from base64 import b64decode
from collections.abc import Callable
from enum import StrEnum

import pikepdf
from PIL import Image

from kontor.formats import child

MEMORY = 640 * child.MEBIBYTE
MOST_PAGES = 200
MOST_PIXELS = 50_000_000  # a phone's 48 megapixels fit; four bytes each while decoding


class Trouble(StrEnum):
    """Why a file is not taken."""

    UNKNOWN = "unknown"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    PAGES = "pages"
    PIXELS = "pixels"


class Refused(Exception):
    """The file is not taken."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def answer(question: child.Answer) -> child.Answer:
    """What the file is, as the module's text describes it."""
    data = b64decode(str(question["data"]))
    media_type, pages, trouble = "", 0, ""
    try:
        media_type, pages_of = _kind_of(data)
        pages = pages_of(data)
    except Refused as refused:
        trouble = refused.trouble
    except Exception:  # noqa: BLE001  # a parser may stumble over a hostile file in any way
        trouble = Trouble.BROKEN
    return {"media_type": media_type, "pages": pages, "trouble": trouble}


def _kind_of(data: bytes) -> tuple[str, Callable[[bytes], int]]:
    for start, media_type, pages_of in KINDS:
        if data.startswith(start):
            return media_type, pages_of
    raise Refused(Trouble.UNKNOWN)


def _pages_of_pdf(data: bytes) -> int:
    """Without mending: half a file would otherwise pass as a whole one."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused(Trouble.ENCRYPTED)
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise Refused(Trouble.ENCRYPTED) from None
    if pages > MOST_PAGES:
        raise Refused(Trouble.PAGES)
    if not pages:
        raise Refused(Trouble.BROKEN)
    return pages


def _one_picture(kind: str) -> Callable[[bytes], int]:
    def page_of(data: bytes) -> int:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise Refused(Trouble.PIXELS)
            picture.load()
        return 1

    return page_of


KINDS: tuple[tuple[bytes, str, Callable[[bytes], int]], ...] = (
    (b"%PDF-", "application/pdf", _pages_of_pdf),
    (b"\x89PNG\r\n\x1a\n", "image/png", _one_picture("PNG")),
    (b"\xff\xd8\xff", "image/jpeg", _one_picture("JPEG")),
)


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = None  # our own bound is asked before anything is decoded
    child.serve(answer, memory=MEMORY)
