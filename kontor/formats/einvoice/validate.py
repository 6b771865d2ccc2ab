"""The child process that judges XML by the official rules: `python -m …einvoice.validate`.

One question per line: {"xml": text, "profile": "en16931" | "xrechnung"}. One answer per line:
{"layers": […], "findings": [{"rule", "flag", "text", "layer"}], "problem": text}. A layer is
named in "layers" only if it ran to its end.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, cast

from lxml import etree
from saxonche import PySaxonProcessor

from kontor.formats import child
from kontor.formats.einvoice import sums
from kontor.formats.einvoice.official import LAYERS, Layer, RulesMissing, locate
from kontor.formats.einvoice.values import Profile

MEMORY = 1024 * child.MEBIBYTE
LARGEST = 20 * child.MEBIBYTE  # no invoice; parsed it would fill the memory
SVRL = "{http://purl.oclc.org/dsdl/svrl}"

Finding = dict[str, str]


def answer(question: child.Answer) -> child.Answer:
    """The verdict on one document, as the module's text describes it."""
    ran: list[str] = []
    findings: list[Finding] = []
    try:
        tree = _parsed(str(question["xml"]))
        for layer in LAYERS[Profile(question["profile"])]:
            findings.extend(_judge(layer, tree))
            ran.append(layer)
    except (RulesMissing, Unjudged) as problem:
        return {"layers": ran, "findings": findings, "problem": str(problem)}
    return {"layers": ran, "findings": findings, "problem": ""}


class Unjudged(Exception):
    """The document could not be judged; the message says why."""


def _parsed(xml: str) -> etree._ElementTree:
    """The document, read without entities: Saxon's own parser would open files for them."""
    if len(xml) > LARGEST:
        raise Unjudged("the document is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.ElementTree(etree.fromstring(xml.encode(), parser))
    except etree.XMLSyntaxError as fault:
        raise Unjudged(f"the document is not XML: {fault.msg}") from None
    if tree.docinfo.internalDTD is not None:
        raise Unjudged("the document has a DOCTYPE")
    return tree


def _judge(layer: Layer, tree: etree._ElementTree) -> Iterator[Finding]:
    if layer is Layer.XSD:
        yield from _schema_findings(tree)
    elif layer is Layer.SUMS:
        for rule, text in sums.faults(tree.getroot()):
            yield {"rule": rule, "flag": "fatal", "text": text, "layer": layer}
    else:
        yield from _schematron_findings(layer, tree)


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(locate(Layer.XSD)))


def _schema_findings(tree: etree._ElementTree) -> Iterator[Finding]:
    schema = _schema()
    schema.validate(tree)
    for fault in cast("Iterable[Any]", schema.error_log):  # the stubs know no iterator
        yield {"rule": fault.type_name, "flag": "fatal", "text": fault.message, "layer": Layer.XSD}


@cache
def _processor() -> Any:
    return PySaxonProcessor(license=False)


@cache
def _stylesheet(layer: Layer) -> Any:
    compiler = _processor().new_xslt30_processor()
    return compiler.compile_stylesheet(stylesheet_file=str(locate(layer)))


def _schematron_findings(layer: Layer, tree: etree._ElementTree) -> Iterator[Finding]:
    document = _processor().parse_xml(xml_text=etree.tostring(tree, encoding="unicode"))
    report = etree.fromstring(_stylesheet(layer).transform_to_string(xdm_node=document).encode())
    if report.find(f"{SVRL}fired-rule") is None:
        raise Unjudged(f"no rule of {layer} looked at the document")
    for found in report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
        yield {
            "rule": found.get("id", ""),
            "flag": found.get("flag", "fatal"),
            "text": " ".join("".join(map(str, found.itertext())).split()),
            "layer": layer,
        }


if __name__ == "__main__":
    child.serve(answer, memory=MEMORY)
