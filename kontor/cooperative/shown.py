"""What a page has shown of a setting: it goes back with the form, so that a stale page is known."""

import json
from collections.abc import Mapping
from hashlib import sha256


def shown(values: Mapping[str, object]) -> str:
    """A short text that is the same for the same values."""
    plain = {name: str(value) for name, value in values.items()}
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]
