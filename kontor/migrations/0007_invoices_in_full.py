"""Invoices in full: what each may be at most, held, changed, disputed, corrected; dated VAT rates."""

from datetime import date

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kontor.foundation.guards import frozen_once_sql

# What was confirmed of the invoices that are there: § 9, the final invoice stands for the whole.
CONFIRMED = """
ALTER TABLE kontor_invoice DISABLE TRIGGER USER;
UPDATE kontor_invoice AS invoice SET most_net = CASE invoice.kind
    WHEN 'cancellation' THEN 0
    WHEN 'final' THEN (revision.content->>'net')::numeric
    ELSE invoice.net END
  FROM kontor_revision AS revision WHERE revision.id = invoice.revision_id;
ALTER TABLE kontor_invoice ENABLE TRIGGER USER;
"""

MOST_STAYS = """
CREATE TRIGGER kontor_invoice_keep_most BEFORE UPDATE OF most_net ON kontor_invoice
  FOR EACH ROW WHEN (OLD.most_net IS DISTINCT FROM NEW.most_net)
  EXECUTE FUNCTION kontor_refuse();
"""

# § 12 (1), (2) UStG, and § 28 (1), (2) UStG for the second half of 2020; every day that can be
# typed (from 2000 on) has a rate.
VAT_RATES = [
    ("vat_standard_percent", date(1998, 4, 1), 16),
    ("vat_standard_percent", date(2007, 1, 1), 19),
    ("vat_standard_percent", date(2020, 7, 1), 16),
    ("vat_standard_percent", date(2021, 1, 1), 19),
    ("vat_reduced_percent", date(1983, 7, 1), 7),
    ("vat_reduced_percent", date(2020, 7, 1), 5),
    ("vat_reduced_percent", date(2021, 1, 1), 7),
]


# Else any row could call itself a correction, and a plan row be invoiced twice.
CORRECTION = """
CREATE FUNCTION kontor_check_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM kontor_invoice AS former
    WHERE former.id = NEW.replaces_id AND former.status = 'cancelled'
      AND (former.order_id, former.position) = (NEW.order_id, NEW.position)
  ) THEN
    RAISE EXCEPTION 'Only a cancelled invoice of the same plan row is replaced'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kontor_invoice_correction
  BEFORE INSERT OR UPDATE OF replaces_id, order_id, position ON kontor_invoice
  FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION kontor_check_correction();
"""


def add_vat_rates(apps, schema_editor):
    rate = apps.get_model("kontor", "Rate")
    for key, valid_from, value in VAT_RATES:
        rate.objects.get_or_create(key=key, valid_from=valid_from, defaults={"value": value})


# The lengths and the mark are those of clients/pieces.py. The index over the client itself takes the
# place of a table of pieces, which cost a second look for every hit.
CUT_PIECES = """
CREATE FUNCTION kontor_pieces(search_text text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
  SELECT coalesce(array_agg(DISTINCT piece), '{}') FROM (
    SELECT left(word, size) AS piece
      FROM string_to_table(btrim(search_text), ' ') AS word, generate_series(2, 5) AS size
    UNION ALL
    SELECT '=' || left(word, 60) FROM string_to_table(btrim(search_text), ' ') AS word
  ) AS pieces;
$$;
CREATE OR REPLACE FUNCTION kontor_keep_client_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  words text[];
BEGIN
  DELETE FROM kontor_clientword WHERE client_id = NEW.id;
  IF NEW.merged_into_id IS NOT NULL THEN
    RETURN NULL;
  END IF;
  SELECT coalesce(array_agg(DISTINCT left(word, 60) ORDER BY left(word, 60)), '{}') INTO words
    FROM regexp_split_to_table(NEW.search_text, ' ') AS word WHERE word <> '';
  INSERT INTO kontor_clientword (client_id, word, sort_name)
    SELECT NEW.id, word, NEW.sort_name FROM unnest(words) AS word;
  INSERT INTO kontor_knownword (word)
    SELECT word FROM unnest(words) AS word WHERE word ~ '[a-z]{3}' ORDER BY word
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kontor', '0006_client_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(help_text="the client's words")),
                ('opened_at', models.DateTimeField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, help_text="the team's words to client and member")),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('key', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('began', models.DateTimeField(help_text="of the span, by the database's clock")),
                ('n', models.IntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='invoice',
            name='invoice_once_per_plan_row',
        ),
        migrations.RemoveConstraint(
            model_name='rate',
            name='rate_can_be',
        ),
        migrations.AddField(
            model_name='cooperative',
            name='exemption_certificate',
            field=models.CharField(blank=True, help_text='the certificate in its own name behind exempt services, § 4 no. 20, 21 UStG', max_length=200),
        ),
        migrations.AddField(
            model_name='invoice',
            name='held_on',
            field=models.DateField(blank=True, help_text='day its member held it', null=True),
        ),
        migrations.AddField(
            model_name='invoice',
            name='held_reminded_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='invoice',
            name='held_text',
            field=models.TextField(blank=True, help_text="why, in the member's words to the team"),
        ),
        migrations.AddField(
            model_name='invoice',
            name='most_net',
            field=models.DecimalField(decimal_places=2, default=0, help_text='net that the client confirmed for it, of a final invoice for the whole order; never changes (trigger)', max_digits=12),
            preserve_default=False,
        ),
        migrations.RunSQL(CONFIRMED),
        migrations.RunSQL(MOST_STAYS),
        migrations.AddField(
            model_name='invoice',
            name='own_agreement',
            field=models.TextField(blank=True, help_text="special agreement of this invoice only; None: the revision's", null=True),
        ),
        migrations.AddField(
            model_name='invoice',
            name='own_lines',
            field=models.JSONField(blank=True, help_text="OfferLines as JSON where its member changed them; None: the revision's", null=True),
        ),
        migrations.AddField(
            model_name='invoice',
            name='replaces',
            field=models.ForeignKey(blank=True, help_text='the cancelled invoice of the same plan row that it corrects', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice'),
        ),
        migrations.AddField(
            model_name='outboxmail',
            name='bounced_at',
            field=models.DateTimeField(blank=True, help_text='when somebody entered that it came back', null=True),
        ),
        migrations.AddConstraint(
            model_name='outboxmail',
            constraint=models.CheckConstraint(condition=models.Q(('bounced_at__isnull', True), ('state', 'failed'), _connector='OR'), name='mail_bounced_failed'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('kind', 'cancellation'), _negated=True), ('replaces__isnull', True)), fields=('order', 'position'), name='invoice_once_per_plan_row'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(fields=('replaces',), name='invoice_corrected_once'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('net__lte', models.F('most_net'))), name='invoice_not_above_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('held_on__isnull', True), ('status', 'awaiting_update'), _connector='OR'), name='invoice_held_awaits'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key__in', ['fee_percent', 'employer_share_percent', 'vat_standard_percent', 'vat_reduced_percent']), ('value__gte', 0), ('value__lte', 100)), models.Q(('key', 'minimum_wage'), ('value__gte', 0)), models.Q(('key', 'base_rate_percent'), ('valid_from__day', 1), ('valid_from__month__in', [1, 7]), ('value__gte', -100), ('value__lte', 100)), _connector='OR'), name='rate_can_be'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dispute',
            name='invoice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='kontor.invoice'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('invoice',), name='dispute_one_open'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(('closed_at__isnull', False), ('state__in', ['kept', 'cancelled', 'corrected'])), _connector='OR'), name='dispute_state'),
        ),
        migrations.RunPython(add_vat_rates, migrations.RunPython.noop),
        migrations.RunSQL(CORRECTION),
        migrations.RunSQL(frozen_once_sql("kontor_dispute", "OLD.state <> 'open'", [])),
        migrations.RunSQL(CUT_PIECES),
        migrations.DeleteModel(name='ClientPieces'),
        migrations.AddIndex(
            model_name='client',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_text'), function='kontor_pieces', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), name='client_pieces'),
        ),
    ]
