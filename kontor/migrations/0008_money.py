"""Money: bank files and their entries, what they are for, reminders, members' credit, refunds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kontor.foundation.guards import append_only_sql, frozen_once_sql

# What nothing is decided about yet is kept beside the entry, and its bounds are a constraint: more
# than the amount cannot be given away. The row is locked in a statement of its own, so that the sum
# after it sees what another transaction has just committed.
KEEP_REST = """
CREATE FUNCTION kontor_keep_rest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM kontor_bankentry WHERE id = NEW.entry_id FOR NO KEY UPDATE;
  UPDATE kontor_bankentry AS entry SET rest = entry.amount - (
      SELECT coalesce(sum(amount), 0) FROM kontor_allocation
      WHERE entry_id = NEW.entry_id AND undone_at IS NULL)
    WHERE entry.id = NEW.entry_id;
  RETURN NULL;
END $$;
CREATE TRIGGER kontor_allocation_rest AFTER INSERT OR UPDATE OF undone_at ON kontor_allocation
  FOR EACH ROW WHEN (NEW.entry_id IS NOT NULL) EXECUTE FUNCTION kontor_keep_rest();
"""

# An invoice gets between nothing and its gross; a cancelled one gets nothing more.
CHECK_PAID = """
CREATE FUNCTION kontor_check_paid() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bill record;
  paid numeric;
BEGIN
  SELECT number, kind, status, gross INTO bill
    FROM kontor_invoice WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
  SELECT coalesce(sum(amount), 0) INTO paid FROM kontor_allocation
    WHERE invoice_id = NEW.invoice_id AND undone_at IS NULL;
  IF bill.number IS NULL OR bill.kind = 'cancellation' THEN
    RAISE EXCEPTION 'Only an issued invoice is paid' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF paid < 0 OR paid > bill.gross THEN
    RAISE EXCEPTION 'Invoice % would get % of %', bill.number, paid, bill.gross
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'INSERT' AND bill.status = 'cancelled' AND NEW.amount > 0 THEN
    RAISE EXCEPTION 'Invoice % is cancelled', bill.number
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kontor_allocation_paid AFTER INSERT OR UPDATE OF undone_at ON kontor_allocation
  FOR EACH ROW WHEN (NEW.invoice_id IS NOT NULL) EXECUTE FUNCTION kontor_check_paid();
CREATE TRIGGER kontor_allocation_undone_once BEFORE UPDATE ON kontor_allocation
  FOR EACH ROW WHEN (OLD.undone_at IS NOT NULL) EXECUTE FUNCTION kontor_refuse();
"""

CHECK_CREDIT = """
CREATE FUNCTION kontor_check_credit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bill record;
  credited numeric;
BEGIN
  SELECT number, kind, net INTO bill
    FROM kontor_invoice WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
  SELECT sum(amount) INTO credited FROM kontor_creditline WHERE invoice_id = NEW.invoice_id;
  IF bill.number IS NULL OR bill.kind = 'cancellation' OR credited < 0 OR credited > bill.net THEN
    RAISE EXCEPTION 'Invoice % over % cannot earn %', bill.number, bill.net, credited
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kontor_creditline_check AFTER INSERT ON kontor_creditline
  FOR EACH ROW EXECUTE FUNCTION kontor_check_credit();
"""

# What is given back of a cancelled invoice is what is there, until the bank has its order.
KEEP_ORDERED = """
CREATE TRIGGER kontor_refund_ordered BEFORE UPDATE ON kontor_refund
  FOR EACH ROW WHEN (OLD.amount <> NEW.amount
    AND (OLD.cancelled_id IS NULL OR OLD.state NOT IN ('to_do', 'dropped')))
  EXECUTE FUNCTION kontor_refuse();
"""

UNDOING = ["undone_at", "undone_by_id"]
REFUNDING = ["amount", "state", "file_id", "paid_by_id", "decided_by_id", "words", "iban", "name"]
MERGING = ["client_id"]
LIFTING = ["lifted_at", "lifted_by_id", "lifted_for"]
KEPT = [
    append_only_sql("kontor_bankstatement"),
    append_only_sql("kontor_creditline"),
    append_only_sql("kontor_credittransferfile"),
    append_only_sql("kontor_reminder"),
    frozen_once_sql("kontor_bankentry", "true", ["rest"]),
    frozen_once_sql("kontor_bankfile", "OLD.state <> 'held'", []),
    frozen_once_sql("kontor_allocation", "true", UNDOING),
    frozen_once_sql("kontor_refund", "true", [*REFUNDING, *MERGING]),
    frozen_once_sql("kontor_guaranteecase", "OLD.state NOT IN ('open', 'paid')", []),
    frozen_once_sql("kontor_blockproposal", "OLD.state <> 'open'", []),
    frozen_once_sql("kontor_demandquestion", "OLD.answer <> ''", LIFTING),
    frozen_once_sql("kontor_reminderpause", "OLD.ended_at IS NOT NULL", []),
]


class Migration(migrations.Migration):

    dependencies = [
        ('kontor', '0007_invoices_in_full'),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerAccount',
            fields=[
                ('key', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('value', models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iban', models.CharField(max_length=34, unique=True)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BankEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='formats.entry_keys', max_length=80)),
                ('booking', models.CharField(blank=True, help_text='of a part: the key of its collective booking', max_length=80)),
                ('booked_on', models.DateField()),
                ('value_on', models.DateField(blank=True, null=True)),
                ('amount', models.DecimalField(decimal_places=2, help_text='credits above zero', max_digits=14)),
                ('currency', models.CharField(max_length=3)),
                ('kind', models.CharField(max_length=8)),
                ('reference', models.TextField(blank=True, help_text='remittance text, lines as the bank cut it')),
                ('structured', models.CharField(blank=True, max_length=140)),
                ('end_to_end', models.CharField(blank=True, max_length=140)),
                ('bank_reference', models.CharField(blank=True, max_length=140)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('ultimate', models.CharField(blank=True, help_text='on whose behalf', max_length=200)),
                ('iban', models.CharField(blank=True, max_length=40)),
                ('return_reason', models.CharField(blank=True, max_length=300)),
                ('charges', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('original_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('original_currency', models.CharField(blank=True, max_length=3)),
                ('text', models.CharField(blank=True, help_text="the bank's booking text", max_length=300)),
                ('rest', models.DecimalField(decimal_places=2, help_text='kept by a trigger', max_digits=14)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.bankaccount')),
            ],
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=12)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('reasons', models.JSONField(default=list, help_text='sentences: why it was matched')),
                ('words', models.CharField(blank=True, help_text="why, in a person's words", max_length=500)),
                ('booked_on', models.DateField(help_text="day the money moved: the entry's, else the decision's")),
                ('booked_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('booked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(blank=True, help_text='whose credit', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.client')),
                ('invoice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='kontor.bankentry')),
            ],
        ),
        migrations.CreateModel(
            name='BankFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.IntegerField()),
                ('format', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(max_length=10)),
                ('doubts', models.JSONField(default=list, help_text='sentences: why it is held')),
                ('notes', models.JSONField(default=list, help_text='sentences: what was odd but readable')),
                ('imported_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, help_text='why it was booked in spite of its doubts')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('imported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BankStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=40)),
                ('from_day', models.DateField()),
                ('to_day', models.DateField()),
                ('opening', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('closing', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.bankaccount')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='kontor.bankfile')),
            ],
        ),
        migrations.AddField(
            model_name='bankentry',
            name='statement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='kontor.bankstatement'),
        ),
        migrations.CreateModel(
            name='BlockProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_on', models.DateField()),
                ('oldest_due', models.DateField()),
                ('state', models.CharField(default='open', max_length=8)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('words', models.TextField(blank=True)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.client')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CreditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(max_length=12)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('fee_percent', models.DecimalField(decimal_places=4, max_digits=9)),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CreditTransferFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=35, unique=True)),
                ('execution_on', models.DateField()),
                ('sha256', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DemandQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField()),
                ('answer', models.CharField(blank=True, max_length=8)),
                ('text', models.TextField(blank=True, help_text='why the member vetoes')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_for', models.TextField(blank=True)),
                ('invoice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='GuaranteeCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_on', models.DateField()),
                ('evidence', models.JSONField()),
                ('state', models.CharField(default='open', max_length=8)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('words', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invoice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice')),
            ],
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('iban', models.CharField(blank=True, help_text='from the payment, if known', max_length=34)),
                ('name', models.CharField(max_length=200)),
                ('state', models.CharField(default='to_do', max_length=8)),
                ('created_at', models.DateTimeField()),
                ('words', models.CharField(blank=True, max_length=500)),
                ('allocation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.allocation')),
                ('cancelled', models.ForeignKey(blank=True, help_text='its invoice', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.client')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='kontor.credittransferfile')),
                ('paid_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.allocation')),
            ],
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('sent_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('open', models.DecimalField(decimal_places=2, max_digits=12)),
                ('interest', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('lump_sum', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('pay_by', models.DateField()),
                ('claim', models.JSONField(default=dict)),
                ('sha256', models.CharField(max_length=64)),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice')),
            ],
        ),
        migrations.CreateModel(
            name='ReminderPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('until', models.DateField(blank=True, help_text='last day without reminders', null=True)),
                ('paused_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.client')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invoice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice')),
                ('paused_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='allocation',
            index=models.Index(condition=models.Q(('undone_at__isnull', True)), fields=['purpose'], name='allocation_standing'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', False), ('invoice__isnull', False), ('purpose', 'invoice')), models.Q(('entry__isnull', True), ('invoice__isnull', False), ('purpose', 'written_off')), models.Q(('client__isnull', False), ('entry__isnull', False), ('purpose', 'credit')), models.Q(('entry__isnull', False), ('purpose', 'refund')), models.Q(('entry__isnull', False), ('purpose__in', ['refunded', 'charge', 'other'])), _connector='OR'), name='allocation_purpose'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='allocation_of_something'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['invoice', 'written_off']), ('invoice__isnull', True), _connector='OR'), name='allocation_invoice'),
        ),
        migrations.AddConstraint(
            model_name='bankfile',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'set_aside'), _negated=True), fields=('sha256',), name='bank_file_once'),
        ),
        migrations.AddConstraint(
            model_name='bankfile',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['held', 'booked', 'set_aside'])), name='bank_file_state'),
        ),
        migrations.AddIndex(
            model_name='bankstatement',
            index=models.Index(fields=['account', 'to_day'], name='statement_newest'),
        ),
        migrations.AddIndex(
            model_name='bankentry',
            index=models.Index(condition=models.Q(('booking', ''), _negated=True), fields=['account', 'booking'], name='bank_entry_booking'),
        ),
        migrations.AddIndex(
            model_name='bankentry',
            index=models.Index(condition=models.Q(('rest', 0), _negated=True), fields=['booked_on'], name='bank_entry_undecided'),
        ),
        migrations.AddIndex(
            model_name='bankentry',
            index=models.Index(condition=models.Q(('iban', ''), _negated=True), fields=['iban'], name='bank_entry_iban'),
        ),
        migrations.AddIndex(
            model_name='bankentry',
            index=models.Index(condition=models.Q(('end_to_end', ''), _negated=True), fields=['end_to_end'], name='bank_entry_end_to_end'),
        ),
        migrations.AddConstraint(
            model_name='bankentry',
            constraint=models.UniqueConstraint(fields=('account', 'key'), name='bank_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='bankentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['payment', 'return', 'charge', 'batch', 'other'])), name='bank_entry_kind'),
        ),
        migrations.AddConstraint(
            model_name='bankentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gte', 0), ('rest__gte', 0), ('rest__lte', models.F('amount'))), models.Q(('amount__lt', 0), ('rest__gte', models.F('amount')), ('rest__lte', 0)), _connector='OR'), name='bank_entry_rest'),
        ),
        migrations.AddConstraint(
            model_name='blockproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('client',), name='block_proposal_one_open'),
        ),
        migrations.AddConstraint(
            model_name='blockproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'open')), models.Q(('decided_at__isnull', False), ('state__in', ['blocked', 'declined', 'settled'])), _connector='OR'), name='block_proposal_state'),
        ),
        migrations.AddIndex(
            model_name='creditline',
            index=models.Index(fields=['member', 'on'], name='credit_of_member'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['paid', 'part_paid', 'guarantee', 'returned', 'undone', 'cancelled'])), name='credit_reason'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='credit_of_something'),
        ),
        migrations.AddConstraint(
            model_name='demandquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answer__in', ['agreed', 'vetoed']), ('answered_at__isnull', False)), _connector='OR'), name='demand_answer'),
        ),
        migrations.AddConstraint(
            model_name='demandquestion',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at__isnull', True), ('answer', 'vetoed'), _connector='OR'), name='demand_lifted_veto'),
        ),
        migrations.AddConstraint(
            model_name='guaranteecase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'open')), models.Q(('decided_at__isnull', False), ('state__in', ['taken', 'paid', 'declined'])), _connector='OR'), name='guarantee_case_state'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.UniqueConstraint(fields=('cancelled',), name='refund_once_per_cancelled'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('allocation__isnull', True), ('cancelled__isnull', False)), models.Q(('allocation__isnull', False), ('cancelled__isnull', True)), _connector='OR'), name='refund_has_cause'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_of_something'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('state', 'to_do')), models.Q(('file__isnull', False), ('state', 'in_file')), ('state__in', ['paid', 'dropped']), _connector='OR'), name='refund_state'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('invoice', 'level'), name='reminder_level_once'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', [1, 2, 3])), name='reminder_level'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('open__gt', 0)), name='reminder_of_something'),
        ),
        migrations.AddConstraint(
            model_name='reminderpause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('client__isnull', True), ('invoice__isnull', False)), models.Q(('client__isnull', False), ('invoice__isnull', True)), _connector='OR'), name='pause_of_one'),
        ),
        migrations.AddConstraint(
            model_name='reminderpause',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('invoice',), name='pause_once_invoice'),
        ),
        migrations.AddConstraint(
            model_name='reminderpause',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('client',), name='pause_once_client'),
        ),
        migrations.RunSQL("".join(KEPT)),
        migrations.RunSQL(KEEP_REST),
        migrations.RunSQL(CHECK_PAID),
        migrations.RunSQL(CHECK_CREDIT),
        migrations.RunSQL(KEEP_ORDERED),
    ]
