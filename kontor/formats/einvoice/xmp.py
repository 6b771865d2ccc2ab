"""The metadata of the PDF say that an e-invoice is inside (Factur-X 1.09, PDF/A-3 extension).

The typesetter writes XMP with a bag of extension schemas, but cannot add Factur-X to it. There
may be one bag only, and strict readers look for it only in a Description whose first child it is:
so the bag is lifted out into a Description of its own that stands first.
"""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from kontor.formats.einvoice.values import Profile

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EXTENSION: Final = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA: Final = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY: Final = "http://www.aiim.org/pdfa/ns/property#"
FACTUR_X: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"

# Name and description of the four properties, in the words of the Factur-X specification.
PROPERTIES: Final = {
    "DocumentFileName": "name of the embedded XML invoice file",
    "DocumentType": "INVOICE",
    "Version": "The actual version of the Factur-X XML schema",
    "ConformanceLevel": "The conformance level of the embedded Factur-X data",
}

_Element = etree._Element  # noqa: SLF001 - lxml gives its element class no public name


@dataclass(frozen=True)
class Attachment:
    """How the XML is called inside the PDF, and what the metadata say about it."""

    name: str
    level: str
    version: str

    @property
    def properties(self) -> dict[str, str]:
        """The four Factur-X properties."""
        return {
            "DocumentType": "INVOICE",
            "DocumentFileName": self.name,
            "Version": self.version,
            "ConformanceLevel": self.level,
        }


ATTACHMENTS: Final = {
    Profile.EN16931: Attachment(name="factur-x.xml", level="EN 16931", version="1.0"),
    Profile.XRECHNUNG: Attachment(name="xrechnung.xml", level="XRECHNUNG", version="3.0"),
}


def merge(packet: bytes, attachment: Attachment) -> bytes:
    """The XMP packet with the Factur-X schema and properties; merging twice changes nothing.

    Raises:
        ValueError: the packet holds no RDF.
    """
    tree = etree.fromstring(packet, etree.XMLParser(resolve_entities=False, no_network=True))
    rdf = tree if tree.tag == _in(RDF, "RDF") else tree.find(f".//{_in(RDF, 'RDF')}")
    if rdf is None:
        raise ValueError("the metadata hold no RDF")
    bag = _lifted_bag(rdf)
    _drop_factur_x(rdf, bag)
    _declare(bag)
    _state(rdf, attachment)
    return (
        b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        + etree.tostring(tree, encoding="UTF-8", xml_declaration=False)
        + b'<?xpacket end="r"?>'
    )


def _in(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _lifted_bag(rdf: _Element) -> _Element:
    """The one bag of extension schemas, alone in the first Description."""
    schemas = rdf.find(f".//{_in(EXTENSION, 'schemas')}")
    if schemas is None:
        schemas = etree.Element(_in(EXTENSION, "schemas"), nsmap={"pdfaExtension": EXTENSION})
        etree.SubElement(schemas, _in(RDF, "Bag"))
    old = schemas.getparent()
    description = etree.Element(_in(RDF, "Description"), {_in(RDF, "about"): ""})
    description.append(schemas)
    if old is not None and len(old) == 0:
        rdf.remove(old)
    rdf.insert(0, description)
    bag = schemas.find(_in(RDF, "Bag"))
    if bag is None:
        raise ValueError("the extension schemas stand in no bag")
    return bag


def _drop_factur_x(rdf: _Element, bag: _Element) -> None:
    for entry in bag.findall(_in(RDF, "li")):
        if entry.findtext(_in(SCHEMA, "namespaceURI")) == FACTUR_X:
            bag.remove(entry)
    for description in rdf.findall(_in(RDF, "Description")):
        if description.find(f"{{{FACTUR_X}}}*") is not None:
            rdf.remove(description)


def _resource(parent: _Element) -> _Element:
    return etree.SubElement(parent, _in(RDF, "li"), {_in(RDF, "parseType"): "Resource"})


def _add(parent: _Element, namespace: str, name: str, text: str | None = None) -> _Element:
    element = etree.SubElement(parent, _in(namespace, name))
    element.text = text
    return element


def _declare(bag: _Element) -> None:
    schema = _resource(bag)
    _add(schema, SCHEMA, "schema", "Factur-X PDFA Extension Schema")
    _add(schema, SCHEMA, "namespaceURI", FACTUR_X)
    _add(schema, SCHEMA, "prefix", "fx")
    listed = _add(_add(schema, SCHEMA, "property"), RDF, "Seq")
    for name, description in PROPERTIES.items():
        entry = _resource(listed)
        _add(entry, PROPERTY, "name", name)
        _add(entry, PROPERTY, "valueType", "Text")
        _add(entry, PROPERTY, "category", "external")
        _add(entry, PROPERTY, "description", description)


def _state(rdf: _Element, attachment: Attachment) -> None:
    names = {"rdf": RDF, "fx": FACTUR_X}
    about = {_in(RDF, "about"): ""}
    description = etree.SubElement(rdf, _in(RDF, "Description"), about, nsmap=names)
    for name, value in attachment.properties.items():
        _add(description, FACTUR_X, name, value)
