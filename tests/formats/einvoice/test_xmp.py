"""Factur-X joins the metadata without a second bag, and only once."""

import pytest
from lxml import etree

from kontor.formats.einvoice import xmp
from kontor.formats.einvoice.values import Profile

BARE = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b"<dc:format>application/pdf</dc:format>%s</rdf:Description></rdf:RDF></x:xmpmeta>"
)
BAG = (
    b'<e:schemas xmlns:e="http://www.aiim.org/pdfa/ns/extension/"><rdf:Bag>'
    b'<rdf:li rdf:parseType="Resource"/></rdf:Bag></e:schemas>'
)
ZUGFERD = xmp.ATTACHMENTS[Profile.EN16931]


def entries(packet: bytes) -> tuple[int, int, int]:
    """Bags, entries of the bag, descriptions."""
    tree = etree.fromstring(packet)
    bags = tree.findall(f".//{{{xmp.EXTENSION}}}schemas/{{{xmp.RDF}}}Bag")
    return len(bags), len(bags[0]), len(tree.findall(f".//{{{xmp.RDF}}}Description"))


@pytest.mark.parametrize(("packet", "in_bag"), [(BARE % b"", 1), (BARE % BAG, 2)])
def test_there_is_one_bag_and_it_stands_first(packet: bytes, in_bag: int) -> None:
    merged = xmp.merge(packet, ZUGFERD)
    assert entries(merged) == (1, in_bag, 3)
    first = etree.fromstring(merged).find(f".//{{{xmp.RDF}}}Description/*")
    assert first is not None
    assert first.tag == f"{{{xmp.EXTENSION}}}schemas"
    assert b"application/pdf" in merged


def test_merging_again_changes_nothing_and_another_profile_replaces_the_first() -> None:
    once = xmp.merge(BARE % BAG, ZUGFERD)
    assert xmp.merge(once, ZUGFERD) == once
    other = xmp.merge(once, xmp.ATTACHMENTS[Profile.XRECHNUNG])
    assert b"xrechnung.xml" in other
    assert b"factur-x.xml" not in other
    assert entries(other) == entries(once)


def test_metadata_without_rdf_are_refused() -> None:
    with pytest.raises(ValueError, match="no RDF"):
        xmp.merge(b"<x/>", ZUGFERD)
