"""Whether the official check can be trusted here: nothing is issued before it has shown that."""

import logging

from kontor.formats.einvoice.rules import Verdict
from kontor.formats.einvoice.selftest import self_test
from kontor.invoicing.faults import UNTRUSTED

log = logging.getLogger(__name__)
_shown = False


def trouble() -> str:
    """Why the official check cannot be trusted in this process, or nothing.

    Each layer must catch a document broken on purpose and pass one in order; asked once per
    process until it holds, so that a layer put right later is seen.
    """
    global _shown  # noqa: PLW0603  # one fact of this process
    if _shown:
        return ""
    faults = [sentence.format(layer=place) for sentence, place in self_test()]
    if faults:
        log.error("%s %s", UNTRUSTED, " ".join(faults))
        return "\n".join([UNTRUSTED.text, *faults])
    _shown = True
    return ""


def fault_text(verdict: Verdict) -> str:
    """Why the rules refuse a document, one reason a line: a problem, then the rules' own text."""
    findings = [f"{found.rule}: {found.text}" for found in verdict.findings if found.blocks]
    return "\n".join([verdict.problem, *findings]).strip()
