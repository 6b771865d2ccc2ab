"""Files as members upload them: whole ones, and hostile ones."""

import io
import struct
import zlib

import pikepdf
from PIL import Image


def pdf(text: str = "Signed.", pages: int = 1) -> bytes:
    """A PDF of blank pages that carries the text, so that two texts are two files."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    made.docinfo["/Title"] = text
    return _saved(made)


def pdf_with_password(user: str = "secret", owner: str = "owner") -> bytes:
    """An encrypted PDF; without a user password it opens, and is encrypted all the same."""
    made = pikepdf.new()
    made.add_blank_page()
    return _saved(made, encryption=pikepdf.Encryption(user=user, owner=owner))


def _saved(made: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    kept = io.BytesIO()
    made.save(kept, encryption=encryption or False, deterministic_id=encryption is None)
    return kept.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture; `kind` as Pillow names it: PNG, JPEG, GIF."""
    kept = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(kept, kind)
    return kept.getvalue()


def bomb(side: int = 40_000) -> bytes:
    """A PNG of a few bytes that says it is `side` × `side` pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, data)
        for name, data in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(b"\0" * 1_000_000)),
            (b"IEND", b""),
        )
    )


def pdf_bomb(megabytes: int = 1024) -> bytes:
    """A PDF whose cross-reference stream says it unpacks to a gigabyte."""
    packed = zlib.compressobj(9)
    block = b"\0" * 1_000_000
    stream = b"".join(packed.compress(block) for _ in range(megabytes)) + packed.flush()
    head = b"%PDF-1.5\n"
    entry = (
        b"1 0 obj\n<</Type/XRef/Size 2/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length "
        + str(len(stream)).encode()
        + b">>\nstream\n"
    )
    tail = b"\nendstream\nendobj\nstartxref\n" + str(len(head)).encode() + b"\n%%EOF\n"
    return head + entry + stream + tail


def _chunk(name: bytes, data: bytes) -> bytes:
    sum_ = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)
