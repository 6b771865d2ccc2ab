"""The gap report: every number series there is, counted by the database from the invoices."""

from collections import defaultdict
from typing import Final

from django.db import connection

from kontor.invoicing.models import NumberSeries
from kontor.invoicing.number_report import Counted, SeriesReport, Step, report_of

_NUMBERS: Final = r"""
SELECT regexp_replace(number, '-\d+$', '') AS key,
       substring(number FROM '\d+$')::bigint AS n, issued_on
  FROM kontor_invoice WHERE number ~ '^.+-\d+$'
"""
_COUNTED: Final = f"""
SELECT key, count(*), min(n), max(n), min(issued_on), max(issued_on)
  FROM ({_NUMBERS}) AS numbers GROUP BY key
"""  # noqa: S608  # made of constants alone
_STEPS: Final = f"""
SELECT key, n, before, coalesce(issued_on < day_before, false) FROM (
  SELECT key, n, issued_on, coalesce(lag(n) OVER series, 0) AS before,
         lag(issued_on) OVER series AS day_before
    FROM ({_NUMBERS}) AS numbers WINDOW series AS (PARTITION BY key ORDER BY n)
) AS steps WHERE n <> before + 1 OR issued_on < day_before ORDER BY key, n
"""  # noqa: S608


def number_reports() -> list[SeriesReport]:
    """A report for each series that has numbers, by their letters and years; three queries."""
    drawn = dict(NumberSeries.objects.filter(last__gt=0).values_list("key", "last"))
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED)
        counted = {key: Counted(*rest) for key, *rest in cursor.fetchall()}
        cursor.execute(_STEPS)
        steps = defaultdict(list)
        for key, *rest in cursor.fetchall():
            steps[key].append(Step(*rest))
    return [
        report_of(key, drawn.get(key, 0), counted.get(key), steps[key])
        for key in sorted(drawn.keys() | counted.keys())
    ]
