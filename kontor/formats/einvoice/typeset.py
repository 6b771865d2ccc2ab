"""The child process that makes the PDF/A-3: `python -m kontor.formats.einvoice.typeset`.

One question per line: {"sheet": {…}, "xml": text, "code": SVG text, "profile": …}; an offer has
its sheet alone, a reminder {"layout": "reminder", …} and no XML. One answer per line:
{"pdf": base64} or {"fault": what the typesetter says}. The templates are constants and the data
are input. The typesetter may read below a folder that is empty and gone; its only fonts are the
packaged ones.
"""

import base64
import io
import json
import tempfile
from pathlib import Path
from typing import Final

import pikepdf
import typst

from kontor.formats import child
from kontor.formats.einvoice import xmp
from kontor.formats.einvoice.printable import FONT_FOLDER
from kontor.formats.einvoice.values import Profile

HERE: Final = Path(__file__).parent
LAYOUTS: Final = {
    "document": HERE / "layout.typ",
    "reminder": HERE.parent / "reminder" / "reminder.typ",
}
MEMORY: Final = 512 * child.MEBIBYTE
STANDARD: Final = "a-3b"


class Typesetter:
    """The compiler with its fonts, kept warm between documents."""

    def __init__(self, empty_folder: str) -> None:
        frame = (HERE / "frame.typ").read_bytes()
        self.layouts = {name: frame + path.read_bytes() for name, path in LAYOUTS.items()}
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(FONT_FOLDER)],
        )
        self.compiler = typst.Compiler(
            input=self.layouts["document"],
            root=empty_folder,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=empty_folder,
            package_cache_path=empty_folder,
        )

    def answer(self, question: child.Answer) -> child.Answer:
        """The finished document, or the typesetter's words about the text it cannot set."""
        attachment = xmp.ATTACHMENTS[Profile(question.get("profile", Profile.EN16931))]
        xml = str(question.get("xml", ""))
        data = {
            "data": json.dumps(question["sheet"]),
            "xml": xml,
            "code": str(question.get("code", "")),
            "attachment": attachment.name,
        }
        try:
            raw = self.compiler.compile(
                input=self.layouts[str(question.get("layout", "document"))],
                format="pdf",
                sys_inputs=data,
                pdf_standards=STANDARD,
                timestamp=0,
            )
        except typst.TypstError as fault:
            return {"fault": fault.message}
        if not isinstance(raw, bytes):
            return {"fault": "the typesetter gave no document"}
        finished = _with_metadata(raw, attachment) if xml else raw
        return {"pdf": base64.b64encode(finished).decode()}


def _with_metadata(raw: bytes, attachment: xmp.Attachment) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        packet = xmp.merge(pdf.Root.Metadata.read_bytes(), attachment)
        pdf.Root.Metadata.write(packet)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        typesetter = Typesetter(folder)
    child.serve(typesetter.answer, memory=MEMORY)
