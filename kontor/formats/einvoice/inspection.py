"""Is the PDF what it must be before it is stored? All that can be checked without veraPDF."""

import io
from collections.abc import Iterator
from typing import Final

import pikepdf
from lxml import etree

from kontor.formats.einvoice import xmp
from kontor.formats.einvoice.values import Profile
from kontor.formats.einvoice.xml import GUIDELINES, NAMESPACES

_PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
# The first is made of fonts that have one, the second draws its letters itself.
_WITHOUT_DESCRIPTOR: Final = ("/Type0", "/Type3")


def inspect(pdf: bytes, xml: bytes) -> list[str]:
    """What is wrong with `pdf` as the document of `xml`, one English sentence each; [] = fine."""
    try:
        profile = _profile(xml)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return list(_faults(document, xml, xmp.ATTACHMENTS[profile]))
    except (pikepdf.PdfError, etree.XMLSyntaxError, KeyError, AttributeError) as fault:
        return [f"The document cannot be read: {fault}"]


def _profile(xml: bytes) -> Profile:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    path = ".//ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
    guideline = etree.fromstring(xml, parser).findtext(path, namespaces=NAMESPACES)
    return {urn: profile for profile, urn in GUIDELINES.items()}[str(guideline)]


def _faults(pdf: pikepdf.Pdf, xml: bytes, attachment: xmp.Attachment) -> Iterator[str]:
    for problem in pdf.check_pdf_syntax():
        yield f"The PDF is damaged: {problem}"
    if pdf.is_encrypted:
        yield "The PDF is encrypted."
    if "/ID" not in pdf.trailer:
        yield "The PDF has no ID."
    yield from _colour_faults(pdf)
    yield from _attachment_faults(pdf, xml, attachment)
    yield from _metadata_faults(pdf, attachment)
    yield from _object_faults(pdf)


def _colour_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = pdf.Root.get("/OutputIntents", pikepdf.Array())
    if not any(each.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in each for each in intents):
        yield "The PDF has no output intent with a colour profile."


def _attachment_faults(pdf: pikepdf.Pdf, xml: bytes, attachment: xmp.Attachment) -> Iterator[str]:
    associated = list(pdf.Root.get("/AF", pikepdf.Array()))
    if len(associated) != 1:
        yield f"The PDF has {len(associated)} associated files instead of one."
        return
    file = associated[0]
    stream = file.EF.F
    if file.get("/AFRelationship") != "/Alternative":
        yield "The XML is not marked as an alternative of the PDF."
    if str(file.get("/UF")) != attachment.name or str(file.get("/F")) != attachment.name:
        yield f"The XML is not called {attachment.name}."
    if stream.get("/Subtype") != "/text/xml":
        yield "The XML is not marked as text/xml."
    if "/ModDate" not in stream.get("/Params", pikepdf.Dictionary()):
        yield "The XML has no date."
    if [(name, each.obj.objgen) for name, each in pdf.attachments.items()] != [
        (attachment.name, file.objgen)
    ]:
        yield "The XML is not listed among the embedded files."
    if stream.read_bytes() != xml:
        yield "The XML inside is not the one that was checked."


def _metadata_faults(pdf: pikepdf.Pdf, attachment: xmp.Attachment) -> Iterator[str]:
    metadata = pdf.Root.Metadata
    if "/Filter" in metadata:
        yield "The metadata are compressed."
    tree = etree.fromstring(metadata.read_bytes())
    if _text(tree, f"{{{_PDFA}}}part") != ["3"] or _text(tree, f"{{{_PDFA}}}conformance") != ["B"]:
        yield "The metadata do not say PDF/A-3b."
    bags = list(tree.iter(f"{{{xmp.EXTENSION}}}schemas"))
    if len(bags) != 1:
        yield f"The metadata have {len(bags)} bags of extension schemas instead of one."
    for bag in bags:
        if bag.getprevious() is not None:
            yield "The extension schemas do not stand first in their description."
        if _declared(bag) != ("fx", sorted(xmp.PROPERTIES)):
            yield "The metadata do not declare the four Factur-X properties."
    for name, value in attachment.properties.items():
        if _text(tree, f"{{{xmp.FACTUR_X}}}{name}") != [value]:
            yield f"The metadata do not say {name} {value}."


def _text(tree: etree._Element, tag: str) -> list[str]:
    return [each.text or "" for each in tree.iter(tag)]


def _declared(bag: etree._Element) -> tuple[str, list[str]]:
    """Prefix and property names declared for the Factur-X namespace, sorted."""
    for uri in bag.iter(f"{{{xmp.SCHEMA}}}namespaceURI"):
        entry = uri.getparent()
        if uri.text == xmp.FACTUR_X and entry is not None:
            prefix = "".join(_text(entry, f"{{{xmp.SCHEMA}}}prefix"))
            return prefix, sorted(_text(entry, f"{{{xmp.PROPERTY}}}name"))
    return "", []


def _object_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/JavaScript" in pdf.Root.get("/Names", pikepdf.Dictionary()):
        yield "The PDF contains a script."
    for each in pdf.objects:
        for part in _parts(each):
            yield from _part_faults(part)


def _parts(each: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The object and the dictionaries that stand inside it, not those it only refers to."""
    if isinstance(each, pikepdf.Array):
        inner = list(each)
    elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        yield each
        inner = [value for _, value in each.items()]
    else:
        return
    for value in inner:
        if not getattr(value, "is_indirect", True):  # numbers and texts have no parts
            yield from _parts(value)


def _part_faults(part: pikepdf.Object) -> Iterator[str]:
    if not _has_its_glyphs(part):
        yield f"The font {part.get('/FontName', part.get('/BaseFont'))} is not embedded."
    if "/OpenAction" in part or "/AA" in part:
        yield "The PDF acts by itself when opened."
    if part.get("/S") == "/JavaScript" or "/JS" in part:
        yield "The PDF contains a script."
    if "LZW" in str(part.get("/Filter", "")):
        yield "The PDF contains a compression that PDF/A forbids."


def _has_its_glyphs(part: pikepdf.Object) -> bool:
    """Whether the file holds what the font draws; true of everything that is no font."""
    if part.get("/Type") == "/FontDescriptor":
        return any(key in part for key in _FONT_FILES)
    by_itself = part.get("/Type") != "/Font" or part.get("/Subtype") in _WITHOUT_DESCRIPTOR
    return by_itself or "/FontDescriptor" in part
