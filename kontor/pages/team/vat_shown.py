"""What the register said of a client's VAT number, beside what stands in the directory."""

from dataclasses import dataclass
from datetime import datetime

from kontor.clients.change_models import VatCheck
from kontor.clients.models import Client
from kontor.clients.queries import vat_checks
from kontor.clients.vat_register import WHY, Verdict, Why
from kontor.foundation.sentence import Sentence
from kontor.pages.team.client_words import VERDICT_TAGS

LATEST = 20


@dataclass(frozen=True)
class VatShown:
    """`tag`: words, tone and icon. `answer`: the newest real one; `failed`: a later question."""

    tag: tuple[Sentence, str, str]
    answer: VatCheck | None
    failed: VatCheck | None
    why: Sentence | None

    @property
    def at(self) -> datetime:
        """When what the tag says became known."""
        return (self.answer or self.failed).at  # type: ignore[union-attr]  # one of them is there


def vat_shown(client: Client) -> VatShown | None:
    """What is known of the present number; None where nobody has asked. One query."""
    checks = list(vat_checks(client)[:LATEST]) if client.vat_number else []
    if not checks:
        return None
    answer = next((check for check in checks if check.verdict != Verdict.NOT_CHECKED), None)
    failed = checks[0] if checks[0].verdict == Verdict.NOT_CHECKED else None
    return VatShown(
        tag=VERDICT_TAGS[answer.verdict if answer else Verdict.NOT_CHECKED],
        answer=answer,
        failed=failed,
        why=WHY[Why(failed.why)] if failed else None,
    )
