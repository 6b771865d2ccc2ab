"""The deadlines of this house: the usual ones, unless an administrator has set another number."""

from kontor.cooperative.deadline_list import SPANS
from kontor.cooperative.kept import by_version
from kontor.cooperative.models import Deadline


def deadline(key: str) -> int:
    """The number that counts now, in the unit of its `Span`. KeyError for an unknown key."""
    return _changed().get(key, SPANS[key].default)


def deadlines() -> dict[str, int]:
    """All of them by their key, in the order of the page."""
    return {key: deadline(key) for key in SPANS}


@by_version
def _changed() -> dict[str, int]:
    return dict(Deadline.objects.values_list("key", "value"))
