"""An uploaded file, judged by what is in it: PDF, PNG or JPEG, whole and without a password.

Neither its name nor the type that a browser sends with it decides anything.
"""

import re
import unicodedata
from base64 import b64encode
from dataclasses import dataclass

from kontor.formats.child import Child, ChildFailed
from kontor.formats.uploaded import MOST_PAGES, MOST_PIXELS, Trouble
from kontor.foundation.refusal import Unreadable
from kontor.foundation.sentence import S, Sentence

LARGEST = 10_000_000
LONGEST_NAME = 120
SECONDS = 20
ENDINGS = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
}
TOO_LARGE = S("The file is larger than 10 MB. Scan it in a lower resolution, or split it.")

_DAMAGED = S("The file is damaged or incomplete. Save it once more and choose the new one.")
_SENTENCES: dict[Trouble, Sentence] = {
    Trouble.UNKNOWN: S("This is no PDF, PNG or JPEG. Save the document as PDF and choose that."),
    Trouble.ENCRYPTED: S("The PDF is protected by a password. Save it without one."),
    Trouble.BROKEN: _DAMAGED,
    Trouble.PAGES: S(
        "The PDF has more than {n} pages. Leave in it only the pages that matter.", n=MOST_PAGES
    ),
    Trouble.PIXELS: S(
        "The picture has more than {n} million pixels. Make it smaller.",
        n=MOST_PIXELS // 1_000_000,
    ),
}
# Not in a name: what systems use in paths, and what leaves the quotes of a header.
_SIGNS = re.compile(r'[\s"*:<>?|]+')
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})

_reader = Child("kontor.formats.uploaded", seconds=SECONDS)


@dataclass(frozen=True)
class Upload:
    """A file that is what it looks like: a safe name, and the media type of its content."""

    name: str
    media_type: str


def read_upload(name: str, data: bytes) -> Upload:
    """The file as it may be kept. Raises Unreadable with what is wrong and how to mend it."""
    if not data:
        raise Unreadable(S("The file is empty. Choose another one."))
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE)
    try:
        found = _reader.ask({"data": b64encode(data).decode()})
    except ChildFailed:
        raise Unreadable(_DAMAGED) from None
    if found["trouble"]:
        raise Unreadable(_SENTENCES[Trouble(found["trouble"])])
    return Upload(safe_name(name, found["media_type"]), found["media_type"])


def safe_name(name: str, media_type: str) -> str:
    """The last part of the name, without signs that mislead, ending as its content does."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(
        sign for sign in last if sign.isspace() or unicodedata.category(sign) not in _UNSEEN
    )
    kept = _SIGNS.sub(" ", seen).strip(" .")
    stem, _, ending = kept.rpartition(".")
    if ending.lower() not in ENDINGS[media_type]:
        stem, ending = kept, ENDINGS[media_type][0]
    stem = stem[: LONGEST_NAME - len(ending) - 1].strip(" .") or "proof"
    return f"{stem}.{ending.lower()}"
