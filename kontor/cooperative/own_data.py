"""The cooperative's own row."""

from kontor.cooperative.models import Cooperative


def cooperative() -> Cooperative:
    """The cooperative; every installation has exactly one (migration 0003)."""
    return Cooperative.objects.get()
