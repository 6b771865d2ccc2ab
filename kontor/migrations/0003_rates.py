"""Rates of law and statute that are known today, each with its first day (spec § 7, § 11)."""

from datetime import date
from decimal import Decimal

from django.db import migrations

RATES = [
    ("fee_percent", date(2020, 1, 1), Decimal(9)),
    ("employer_share_percent", date(2020, 1, 1), Decimal(21)),
    ("minimum_wage", date(2026, 1, 1), Decimal("13.90")),
    ("minimum_wage", date(2027, 1, 1), Decimal("14.60")),
]


def add_rates(apps, schema_editor):
    rate = apps.get_model("kontor", "Rate")
    for key, valid_from, value in RATES:
        rate.objects.get_or_create(key=key, valid_from=valid_from, defaults={"value": value})


class Migration(migrations.Migration):
    dependencies = [("kontor", "0002_guards")]
    operations = [migrations.RunPython(add_rates, migrations.RunPython.noop)]
