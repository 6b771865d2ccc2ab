"""The EU's register of VAT numbers (VIES), asked through its REST service.

`POST …/check-vat-number` with the number and the cooperative's own, so that the answer carries a
consultation number. Source: https://ec.europa.eu/taxation_customs/vies/#/technical-information.
"""

import json
import logging
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from kontor.clients.vat_register import (
    NoRegister,
    VatAnswer,
    VatRegister,
    Verdict,
    Why,
    not_checked,
    split,
)
from kontor.cooperative.own_data import cooperative
from kontor.foundation import asking
from kontor.foundation.asking import NoAnswer

SECONDS = 6.0
MOST_BYTES = 64 * 1024
# The register's own codes, where they do not say that it could not be asked at all.
_CODES = {
    "MS_UNAVAILABLE": Why.STATE_UNAVAILABLE,
    "TIMEOUT": Why.STATE_UNAVAILABLE,
    "SERVICE_UNAVAILABLE": Why.UNREACHABLE,
    "SERVER_BUSY": Why.BUSY,
    "GLOBAL_MAX_CONCURRENT_REQ": Why.BUSY,
    "GLOBAL_MAX_CONCURRENT_REQ_TIME": Why.BUSY,
    "MS_MAX_CONCURRENT_REQ": Why.BUSY,
    "MS_MAX_CONCURRENT_REQ_TIME": Why.BUSY,
    "INVALID_REQUESTER_INFO": Why.OWN_NUMBER,
}
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_SILENT = "---"

logger = logging.getLogger(__name__)


def register() -> VatRegister:
    """The register of this installation (`KONTOR_VIES`), which knows who asks."""
    if not settings.KONTOR_VIES:
        return NoRegister()
    own_number = re.sub(r"\s", "", cooperative().vat_number).upper()
    return Vies(settings.KONTOR_VIES, own_number)


@dataclass(frozen=True)
class Vies:
    """The register behind an address; `own_number`: the VAT number of whoever asks."""

    address: str
    own_number: str
    seconds: float = SECONDS

    def ask(self, number: str) -> VatAnswer:
        """What the register says about the number; *not checked* whenever that is in doubt."""
        question = self._question(number)
        if question is None:
            return not_checked(Why.REFUSED)
        try:
            status, data = asking.ask(
                f"{self.address}/check-vat-number",
                json.dumps(question).encode(),
                seconds=self.seconds,
                most_bytes=MOST_BYTES,
            )
        except NoAnswer as none:
            logger.warning("The VAT register did not answer: %s", none)
            return not_checked(Why.UNREACHABLE)
        return _answer(status, data, question)

    def _question(self, number: str) -> dict[str, str] | None:
        parts, own = split(number), split(self.own_number)
        if parts is None:
            return None
        question = {"countryCode": parts[0], "vatNumber": parts[1]}
        if own:
            question |= {"requesterMemberStateCode": own[0], "requesterNumber": own[1]}
        return question


def _answer(status: int, data: bytes, question: dict[str, str]) -> VatAnswer:
    said = _read(data)
    code = _code(said)
    if code:
        return not_checked(_CODES.get(code, Why.REFUSED))
    if status != asking.OK:
        return not_checked(Why.UNREACHABLE)
    valid = said.get("valid")
    if not isinstance(valid, bool) or said.get("vatNumber") != question["vatNumber"]:
        return not_checked(Why.UNREADABLE)
    return VatAnswer(
        Verdict.VALID if valid else Verdict.INVALID,
        name=_text(said, "name", 300),
        address=_text(said, "address", 500),
        reference=_text(said, "requestIdentifier", 40),
    )


def _read(data: bytes) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _code(said: dict[str, Any]) -> str:
    """What went wrong in the register's own words; empty where it answered."""
    wrappers = said.get("errorWrappers")
    if isinstance(wrappers, list) and wrappers:
        first = wrappers[0]
        return str(first.get("error") or "?") if isinstance(first, dict) else "?"
    told = str(said.get("userError") or "")
    return "" if told in ("VALID", "INVALID") else told


def _text(said: dict[str, Any], name: str, limit: int) -> str:
    text = said.get(name)
    if not isinstance(text, str) or text.strip() == _SILENT:
        return ""
    lines = (_UNPRINTABLE.sub(" ", line).strip() for line in text.splitlines())
    return ", ".join(line for line in lines if line)[:limit]
