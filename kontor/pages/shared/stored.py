"""Stored files for a page: their bytes, or a sentence where the store does not give them."""

import logging

from kontor.foundation import files
from kontor.foundation.refusal import Unavailable
from kontor.foundation.sentence import S

log = logging.getLogger(__name__)


def bytes_of(sha256: str) -> bytes:
    """The bytes under the hash. Raises Unavailable; the operator finds the reason in the log."""
    try:
        return files.read(sha256)
    except (OSError, files.DamagedFile) as trouble:
        log.exception("a stored file cannot be read: %s", sha256)
        raise Unavailable(
            S("This file cannot be read right now. Try again in a few minutes.")
        ) from trouble
