"""Keeps the tokens of secret links out of the log: Django logs the path of every refusal. Pure."""

import logging
import re

# What stands behind these and is long enough for a token (secret_link.py).
_TOKEN = re.compile(r"((?:/[ci]|/new-password|/invitation)/)[A-Za-z0-9_-]{20,}")


class MaskedLinks(logging.Filter):
    """Rewrites each record before it is written; lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _TOKEN.sub(r"\1…", record.getMessage()), ()
        return True
