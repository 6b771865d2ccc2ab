"""How often somebody asks for something, counted in the database for all processes alike."""

from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from kontor.foundation.models import Tally
from kontor.foundation.refusal import TooOften

# One statement: two requests at once are both counted.
_COUNT = """
INSERT INTO kontor_tally AS tally (key, began, n) VALUES (%(key)s, now(), 1)
ON CONFLICT (key) DO UPDATE SET (began, n) = (
  SELECT CASE WHEN lasts THEN tally.began ELSE now() END,
    CASE WHEN lasts THEN tally.n ELSE 0 END + 1
  FROM (SELECT tally.began > now() - make_interval(secs => %(span)s) AS lasts) AS span
)
RETURNING n
"""
KEPT = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def count(key: str, span: timedelta) -> int:
    """Count once more under the key: how often that makes within the span."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "span": span.total_seconds()})
        (n,) = cursor.fetchone()
    return int(n)


def count_up_to(most: int, key: str, span: timedelta) -> None:
    """Count once more under the key. Raises TooOften above `most` times within the span."""
    if count(key, span) > most:
        raise TooOften(span)


def refuse_more_than(most: int, key: str, span: timedelta) -> None:
    """Raise TooOften where the key was counted that often already; nothing is counted."""
    within = Tally.objects.filter(key=key, began__gt=Now() - span, n__gte=most)
    if within.exists():
        raise TooOften(span)


def forget_old() -> None:
    """Remove what was counted more than a day ago; nobody asks about it any more."""
    Tally.objects.filter(began__lt=Now() - KEPT).delete()
