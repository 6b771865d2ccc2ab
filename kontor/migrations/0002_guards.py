"""What must stay is guarded by the database itself (spec § 6, § 9)."""

from django.db import migrations

from kontor.foundation.guards import append_only_sql, frozen_once_sql, function_sql

APPEND_ONLY = ["historyentry", "revision", "decision", "document"]

# Status, the rehearsal's fault and nothing else of a numbered invoice may still change.
FREE_AFTER_ISSUE = ["status", "fault"]


class Migration(migrations.Migration):
    dependencies = [("kontor", "0001_first"), ("procrastinate", "0001_initial")]
    operations = [
        migrations.RunSQL(function_sql()),
        *(migrations.RunSQL(append_only_sql(f"kontor_{table}")) for table in APPEND_ONLY),
        migrations.RunSQL(
            frozen_once_sql("kontor_invoice", "OLD.number IS NOT NULL", FREE_AFTER_ISSUE)
        ),
        migrations.RunSQL("CREATE SEQUENCE kontor_order_number"),
    ]
