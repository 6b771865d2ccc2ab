"""The official verdict on an e-invoice: schema, Factur-X, CEN and KoSIT rules by profile.

Everything that is not a clean run of every layer means *not valid*: a crash, a time-out, a rule
file that is missing. Two popular libraries answer "valid" there.
"""

from dataclasses import dataclass
from typing import Final

from kontor.formats.child import Child, ChildFailed, ChildTimedOut
from kontor.formats.einvoice.official import LAYERS, Layer
from kontor.formats.einvoice.values import Profile

HARMLESS: Final = {"warning", "information", "info"}
# Factur-X 1.09.2 warns about this on every document.
IGNORED: Final = {(Layer.FACTUR_X, "PEPPOL-EN16931-R008")}

TIMED_OUT: Final = "The official check took too long, so the invoice counts as not valid."
CRASHED: Final = "The official check broke off, so the invoice counts as not valid."
INCOMPLETE: Final = "The official rules could not all be applied, so the invoice is not valid."


@dataclass(frozen=True)
class Finding:
    """One rule that was hit; `flag` is the rule's own: fatal, error, warning, information."""

    rule: str
    flag: str
    text: str
    layer: str

    @property
    def blocks(self) -> bool:
        """Whether the finding keeps the invoice from being issued; an unknown flag does."""
        return self.flag not in HARMLESS


@dataclass(frozen=True)
class Verdict:
    """What the official rules say.

    `layers` are those that ran to their end. `problem` is empty, or one of the three sentences
    above saying why nothing can be said; `detail` is then the technical reason.
    """

    valid: bool
    layers: tuple[str, ...]
    findings: tuple[Finding, ...]
    problem: str = ""
    detail: str = ""


validator = Child("kontor.formats.einvoice.validate", seconds=20)


def validate(xml: bytes, profile: Profile, *, by: Child = validator) -> Verdict:
    """The verdict of all layers of `profile` on `xml` (UTF-8). Never raises for a bad document."""
    try:
        answer = by.ask({"xml": xml.decode(), "profile": profile})
        findings = tuple(Finding(**found) for found in answer["findings"])
        layers, detail = tuple(answer["layers"]), str(answer["problem"])
    except ChildTimedOut as fault:
        return Verdict(valid=False, layers=(), findings=(), problem=TIMED_OUT, detail=str(fault))
    except (ChildFailed, UnicodeDecodeError, KeyError, TypeError) as fault:
        return Verdict(valid=False, layers=(), findings=(), problem=CRASHED, detail=str(fault))
    kept = tuple(each for each in findings if not _ignored(each))
    complete = not detail and layers == LAYERS[profile]
    return Verdict(
        valid=complete and not any(each.blocks for each in kept),
        layers=layers,
        findings=kept,
        problem="" if complete else INCOMPLETE,
        detail=detail,
    )


def _ignored(finding: Finding) -> bool:
    return not finding.blocks and (finding.layer, finding.rule) in IGNORED
