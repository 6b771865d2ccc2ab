"""Secret links: the token is derived from a seed and the secret key, and never stored.

The outbox keeps the seed, the receiving row keeps the token's SHA-256; a copy of the
database alone therefore opens no link (spec § 6, reliability § 5.4).
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from django.conf import settings


def new_seed() -> str:
    """128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def token_of(seed: str) -> str:
    """The token of a seed: 43 characters that are safe in an address."""
    mac = hmac.new(settings.SECRET_KEY.encode(), b"link:" + seed.encode(), hashlib.sha256)
    return urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()


def digest(token: str) -> str:
    """What is stored of a token and looked up by index: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def mark_of(seed: str) -> str:
    """What stands for the token in texts that are kept: unguessable, so no typed text holds it."""
    return "link-" + hashlib.sha256(b"mark:" + seed.encode()).hexdigest()[:32]
