"""The team's desk: claims, the directory's changes, invitations, and what the house sets."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kontor.foundation.guards import append_only_sql, frozen_once_sql

# What the house sets: whoever writes there, the cooperative's row gets another version.
SETTINGS = ["rate", "deadline", "mailtext", "sectorentry", "groundtext", "seriesprefix"]

NEW_VERSION = """
CREATE FUNCTION kontor_settings_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE kontor_cooperative SET version = gen_random_uuid();
  RETURN NULL;
END $$;
"""

# Django's own layout of a cache that all processes share (CACHES in the settings).
CACHE = """
CREATE TABLE kontor_cache (
  cache_key varchar(255) NOT NULL PRIMARY KEY,
  value text NOT NULL,
  expires timestamp with time zone NOT NULL
);
CREATE INDEX kontor_cache_expires ON kontor_cache (expires);
"""

# A message may move to the twin that stays when two clients are merged; nothing else of it moves.
MESSAGES_MOVE = (
    "DROP TRIGGER kontor_clientmessage_keep ON kontor_clientmessage;"
    "DROP TRIGGER kontor_clientmessage_keep_all ON kontor_clientmessage;"
    + frozen_once_sql("kontor_clientmessage", "true", ["client_id"])
)

# What was decided stands; it moves like a message.
PROPOSALS_STAY = frozen_once_sql("kontor_clientproposal", "OLD.state <> 'open'", ["client_id"])

# Whatever points at a client that was merged into another goes to the one that stays: also what is
# written while they are merged. The row that is found is kept as it is until the writer is done.
TO_KEPT_CLIENT = """
CREATE FUNCTION kontor_to_kept_client() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept bigint;
BEGIN
  LOOP
    SELECT merged_into_id INTO kept FROM kontor_client WHERE id = NEW.client_id FOR KEY SHARE;
    EXIT WHEN kept IS NULL;
    NEW.client_id := kept;
  END LOOP;
  RETURN NEW;
END $$;
"""
OF_CLIENTS = ["order", "clientmessage", "clientquestion", "clientproposal"]

# One step leads to the client that stays: it was merged into none, and none into the one that goes.
MERGED_ONCE = """
CREATE FUNCTION kontor_merged_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM kontor_client
             WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL
                OR merged_into_id = NEW.id) THEN
    RAISE EXCEPTION 'A chain of merged clients refused'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kontor_client_merged_once BEFORE INSERT OR UPDATE OF merged_into_id ON kontor_client
  FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION kontor_merged_once();
"""

# § 247 BGB; of later half-years nothing is known yet, and none is claimed (spec § 11).
BASE_RATES = [(date(2025, 7, 1), Decimal("1.27")), (date(2026, 1, 1), Decimal("1.27"))]


def changes_version(table):
    return f"""
CREATE TRIGGER kontor_{table}_changed AFTER INSERT OR UPDATE OR DELETE ON kontor_{table}
  FOR EACH STATEMENT EXECUTE FUNCTION kontor_settings_changed();
"""


def leads_to_kept(table):
    return f"""
CREATE TRIGGER kontor_{table}_to_kept_new BEFORE INSERT ON kontor_{table}
  FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION kontor_to_kept_client();
CREATE TRIGGER kontor_{table}_to_kept BEFORE UPDATE OF client_id ON kontor_{table}
  FOR EACH ROW WHEN (NEW.client_id IS DISTINCT FROM OLD.client_id AND NEW.client_id IS NOT NULL)
  EXECUTE FUNCTION kontor_to_kept_client();
"""


def add_base_rates(apps, schema_editor):
    rate = apps.get_model("kontor", "Rate")
    for valid_from, value in BASE_RATES:
        rate.objects.get_or_create(
            key="base_rate_percent", valid_from=valid_from, defaults={"value": value}
        )


class Migration(migrations.Migration):

    dependencies = [
        ("kontor", "0004_order_in_full"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ClientProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changes", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("key", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("value", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="GroundText",
            fields=[
                ("key", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("text_de", models.CharField(max_length=2000)),
                ("text_en", models.CharField(max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name="MailText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=40)),
                ("message", models.CharField(max_length=600)),
                ("language", models.CharField(max_length=2)),
                ("text", models.CharField(max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name="ReviewClaim",
            fields=[
                ("order", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="claim", serialize=False, to="kontor.order")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SectorEntry",
            fields=[
                ("key", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("german", models.CharField(max_length=80)),
                ("english", models.CharField(max_length=80)),
                ("mark", models.CharField(max_length=16)),
                ("treatment", models.CharField(max_length=20)),
                ("offered", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="SeriesPrefix",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(max_length=12)),
                ("from_year", models.PositiveSmallIntegerField()),
                ("prefix", models.CharField(max_length=6)),
            ],
        ),
        migrations.CreateModel(
            name="VatCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=30)),
                ("verdict", models.CharField(max_length=12)),
                ("name", models.CharField(blank=True, help_text="as the register says it", max_length=300)),
                ("address", models.CharField(blank=True, help_text="as the register says it", max_length=500)),
                ("reference", models.CharField(blank=True, help_text="the register's own", max_length=40)),
                ("why", models.CharField(blank=True, help_text="it could not be asked", max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="clientmessage",
            name="client_message_side",
        ),
        migrations.AddField(
            model_name="client",
            name="block_reason",
            field=models.CharField(blank=True, help_text="for the team only", max_length=500),
        ),
        migrations.AddField(
            model_name="client",
            name="block_review_on",
            field=models.DateField(help_text="the team looks at the block again", null=True),
        ),
        migrations.AddField(
            model_name="client",
            name="blocked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="client",
            name="blocked_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="client",
            name="merged_into",
            field=models.ForeignKey(help_text="the twin that stays", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kontor.client"),
        ),
        migrations.AddField(
            model_name="client",
            name="version",
            field=models.IntegerField(default=1, help_text="counts changes of what is typed; a stale page carries an old one"),
        ),
        migrations.AddField(
            model_name="clientmessage",
            name="sent_to",
            field=models.CharField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="cooperative",
            name="version",
            field=models.UUIDField(default=uuid4, editable=False, help_text="another one after every change of a setting; a trigger sees to it (kept.py)"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(condition=models.Q(("merged_into__isnull", True), ("ordered_at__isnull", False), ("verified_at__isnull", True)), fields=["ordered_at"], name="client_unverified"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(condition=models.Q(("block_review_on__isnull", False)), fields=["block_review_on"], name="client_block_review"),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("block", "none"), _negated=True), models.Q(("block_reason", ""), ("block_review_on__isnull", True), ("blocked_at__isnull", True), ("blocked_by__isnull", True)), _connector="OR"), name="client_block_whole"),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.CheckConstraint(condition=models.Q(("merged_into__isnull", True), models.Q(("merged_into", models.F("pk")), _negated=True), _connector="OR"), name="client_merged_into_another"),
        ),
        migrations.AddConstraint(
            model_name="clientmessage",
            constraint=models.CheckConstraint(condition=models.Q(("side__in", ["member", "team", "client"])), name="client_message_side"),
        ),
        migrations.AddConstraint(
            model_name="clientmessage",
            constraint=models.CheckConstraint(condition=models.Q(("sent_to", ""), ("side", "team"), _connector="OR"), name="client_message_sent_by_team"),
        ),
        migrations.AddField(
            model_name="accountinvitation",
            name="invited_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="accountinvitation",
            name="person",
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="clientproposal",
            name="client",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kontor.client"),
        ),
        migrations.AddField(
            model_name="clientproposal",
            name="decided_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="clientproposal",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name="mailtext",
            constraint=models.UniqueConstraint(fields=("purpose", "message", "language"), name="mail_text_once"),
        ),
        migrations.AddConstraint(
            model_name="mailtext",
            constraint=models.CheckConstraint(condition=models.Q(("language__in", ["de", "en"])), name="mail_text_language"),
        ),
        migrations.AddField(
            model_name="reviewclaim",
            name="advisor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name="seriesprefix",
            constraint=models.UniqueConstraint(fields=("series", "from_year"), name="series_prefix_once"),
        ),
        migrations.AddConstraint(
            model_name="seriesprefix",
            constraint=models.CheckConstraint(condition=models.Q(("series__in", ["invoice", "cancellation"])), name="series_prefix_series"),
        ),
        migrations.AddField(
            model_name="vatcheck",
            name="asked_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="vatcheck",
            name="client",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kontor.client"),
        ),
        migrations.AddIndex(
            model_name="clientproposal",
            index=models.Index(condition=models.Q(("state", "open")), fields=["at"], name="client_proposal_pile"),
        ),
        migrations.AddConstraint(
            model_name="clientproposal",
            constraint=models.UniqueConstraint(condition=models.Q(("state", "open")), fields=("client", "member"), name="client_proposal_one_open"),
        ),
        migrations.AddConstraint(
            model_name="clientproposal",
            constraint=models.CheckConstraint(condition=models.Q(("state__in", ["open", "accepted", "declined", "withdrawn"])), name="client_proposal_state"),
        ),
        migrations.AddConstraint(
            model_name="clientproposal",
            constraint=models.CheckConstraint(condition=models.Q(("state", "open"), ("decided_at__isnull", False), _connector="XOR"), name="client_proposal_decided"),
        ),
        migrations.AddConstraint(
            model_name="reviewclaim",
            constraint=models.CheckConstraint(condition=models.Q(("until__gt", models.F("since"))), name="review_claim_runs_out"),
        ),
        migrations.AddIndex(
            model_name="vatcheck",
            index=models.Index(fields=["client", "-id"], name="vat_check_of_client"),
        ),
        migrations.AddConstraint(
            model_name="vatcheck",
            constraint=models.CheckConstraint(condition=models.Q(("verdict__in", ["valid", "invalid", "not_checked"])), name="vat_check_verdict"),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("key__in", ["fee_percent", "employer_share_percent"]), ("value__gte", 0), ("value__lte", 100)), models.Q(("key", "minimum_wage"), ("value__gte", 0)), models.Q(("key", "base_rate_percent"), ("valid_from__day", 1), ("valid_from__month__in", [1, 7]), ("value__gte", -100), ("value__lte", 100)), _connector="OR"), name="rate_can_be"),
        ),
        migrations.AddConstraint(
            model_name="sectorentry",
            constraint=models.CheckConstraint(condition=models.Q(("mark__in", ["fine", "licence", "not_processable"])), name="sector_entry_mark"),
        ),
        migrations.AddConstraint(
            model_name="sectorentry",
            constraint=models.CheckConstraint(condition=models.Q(("treatment__in", ["standard", "reduced", "exempt"])), name="sector_entry_treatment"),
        ),
        migrations.AddConstraint(
            model_name="seriesprefix",
            constraint=models.CheckConstraint(condition=models.Q(("prefix__regex", "^[A-Z][A-Z0-9]{0,5}$")), name="series_prefix_letters"),
        ),
        migrations.RunSQL(NEW_VERSION),
        *(migrations.RunSQL(changes_version(table)) for table in SETTINGS),
        migrations.RunSQL(CACHE),
        migrations.RunSQL(append_only_sql("kontor_vatcheck")),
        migrations.RunSQL(PROPOSALS_STAY),
        migrations.RunSQL(MESSAGES_MOVE),
        migrations.RunSQL(TO_KEPT_CLIENT),
        *(migrations.RunSQL(leads_to_kept(table)) for table in OF_CLIENTS),
        migrations.RunSQL(MERGED_ONCE),
        migrations.RunPython(add_base_rates, migrations.RunPython.noop),
    ]
