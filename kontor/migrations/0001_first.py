import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('key', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('last', models.IntegerField(default=0)),
                ('last_on', models.DateField(help_text='day of the last number', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=120)),
                ('language', models.CharField(default='de', max_length=2)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='person_email_once'), models.CheckConstraint(condition=models.Q(('roles__contained_by', ['member', 'advisor', 'accountant', 'admin'])), name='person_known_roles'), models.CheckConstraint(condition=models.Q(('language__in', ['de', 'en'])), name='person_language')],
            },
        ),
        migrations.CreateModel(
            name='Client',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(default='company', max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('addition', models.CharField(blank=True, max_length=120)),
                ('street', models.CharField(blank=True, max_length=120)),
                ('postcode', models.CharField(blank=True, max_length=20)),
                ('town', models.CharField(blank=True, max_length=80)),
                ('country', models.CharField(max_length=2)),
                ('vat_number', models.CharField(blank=True, max_length=30)),
                ('buyer_reference', models.CharField(blank=True, max_length=100)),
                ('invoice_email', models.CharField(blank=True, max_length=254)),
                ('language', models.CharField(default='de', max_length=2)),
                ('team_note', models.TextField(blank=True)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('verified_how', models.CharField(blank=True, max_length=200)),
                ('block', models.CharField(default='none', max_length=12)),
                ('created_at', models.DateTimeField()),
                ('ordered_at', models.DateTimeField(help_text="when anyone's order with it first left Draft", null=True)),
                ('search_text', models.CharField(editable=False, help_text='folded name, town, VAT number (search.py)', max_length=600)),
                ('sort_name', models.CharField(editable=False, max_length=200)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ClockShift',
            fields=[
                ('only_row', models.BooleanField(default=True, primary_key=True, serialize=False)),
                ('days', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('only_row', True)), name='one_clock_shift'), models.CheckConstraint(condition=models.Q(('days__gte', 0)), name='clock_only_forward')],
            },
        ),
        migrations.CreateModel(
            name='Cooperative',
            fields=[
                ('only_row', models.BooleanField(default=True, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('short_name', models.CharField(max_length=40)),
                ('strapline_de', models.CharField(blank=True, max_length=120)),
                ('strapline_en', models.CharField(blank=True, max_length=120)),
                ('street', models.CharField(max_length=120)),
                ('postcode', models.CharField(max_length=20)),
                ('town', models.CharField(max_length=80)),
                ('country', models.CharField(default='DE', max_length=2)),
                ('state', models.CharField(default='BE', help_text='federal state, for holidays', max_length=2)),
                ('vat_number', models.CharField(max_length=20)),
                ('tax_number', models.CharField(max_length=30)),
                ('register_number', models.CharField(max_length=40)),
                ('register_court', models.CharField(blank=True, max_length=80)),
                ('board', models.CharField(blank=True, help_text='§ 25a GenG names them', max_length=200)),
                ('contact_name', models.CharField(max_length=80)),
                ('phone', models.CharField(max_length=40)),
                ('email', models.EmailField(max_length=254)),
                ('website', models.CharField(blank=True, max_length=80)),
                ('account_holder', models.CharField(max_length=70)),
                ('iban', models.CharField(max_length=34)),
                ('bic', models.CharField(blank=True, max_length=11)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('only_row', True)), name='one_cooperative')],
            },
        ),
        migrations.CreateModel(
            name='HistoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('day', models.DateField(help_text='of `at`, in Berlin')),
                ('event', models.CharField(max_length=40)),
                ('actor', models.CharField(max_length=12)),
                ('actor_id', models.BigIntegerField(blank=True, null=True)),
                ('actor_name', models.CharField(blank=True, max_length=120)),
                ('status', models.CharField(blank=True, help_text='of the thing afterwards', max_length=20)),
                ('data', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['about', 'id'], name='history_about')],
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.SmallIntegerField(help_text='place in the plan, from 1')),
                ('kind', models.CharField(default='invoice', max_length=12)),
                ('status', models.CharField(default='planned', max_length=16)),
                ('billing_date', models.DateField()),
                ('service_from', models.DateField()),
                ('service_to', models.DateField()),
                ('term_days', models.SmallIntegerField()),
                ('net', models.DecimalField(decimal_places=2, max_digits=12)),
                ('vat', models.DecimalField(decimal_places=2, max_digits=12)),
                ('gross', models.DecimalField(decimal_places=2, max_digits=12)),
                ('vat_category', models.CharField(max_length=2)),
                ('drafted_on', models.DateField(blank=True, help_text='day the member was mailed it', null=True)),
                ('fault', models.TextField(blank=True, help_text='why the rehearsal refused it')),
                ('number', models.CharField(blank=True, max_length=24, null=True, unique=True)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('printed', models.JSONField(blank=True, help_text='PrintedInvoice, frozen at issue', null=True)),
                ('guarantee', models.JSONField(blank=True, help_text='verdict fixed at issue', null=True)),
                ('cancels', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invoice')),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=4)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.IntegerField()),
                ('created_at', models.DateTimeField()),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='kontor.invoice')),
            ],
        ),
        migrations.CreateModel(
            name='InvoiceLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='kontor.invoice')),
            ],
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('status', models.CharField(default='draft', max_length=20)),
                ('lapsed', models.BooleanField(default=False)),
                ('version', models.IntegerField(default=1, help_text='counts saves; a stale page carries an old one')),
                ('created_in', models.CharField(blank=True, help_text='key of the page that made it: a second click finds it', max_length=40)),
                ('saved_in', models.CharField(blank=True, help_text='key of the page that saved last: it is never stale', max_length=40)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('contact_name', models.CharField(blank=True, max_length=120)),
                ('contact_email', models.CharField(blank=True, max_length=254)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('contact_language', models.CharField(blank=True, max_length=2)),
                ('sector', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('description', models.TextField(blank=True)),
                ('service_from', models.DateField(blank=True, null=True)),
                ('service_to', models.DateField(blank=True, null=True)),
                ('place_country', models.CharField(blank=True, max_length=2)),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('ask_client', models.BooleanField(default=True)),
                ('skip_reason', models.CharField(blank=True, max_length=20)),
                ('skip_text', models.CharField(blank=True, max_length=200)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('payment_mode', models.CharField(default='single', max_length=12)),
                ('billing_date', models.DateField(blank=True, null=True)),
                ('term_days', models.SmallIntegerField(blank=True, default=14, null=True)),
                ('buyer_reference', models.CharField(blank=True, max_length=100)),
                ('purchase_order', models.CharField(blank=True, max_length=100)),
                ('special_agreement', models.TextField(blank=True)),
                ('comment', models.TextField(blank=True)),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.client')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='invoice',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='kontor.order'),
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.SmallIntegerField()),
                ('kind', models.CharField(default='fee', max_length=8)),
                ('text', models.CharField(blank=True, max_length=200)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=9, null=True)),
                ('unit', models.CharField(default='hour', max_length=6)),
                ('unit_price', models.DecimalField(decimal_places=4, max_digits=11, null=True)),
                ('vat', models.CharField(blank=True, max_length=16)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='kontor.order')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='OutboxMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(help_text='the single event, e.g. invitation:4', max_length=60)),
                ('purpose', models.CharField(max_length=40)),
                ('address', models.CharField(help_text='normalised, for uniqueness', max_length=254)),
                ('about', models.CharField(help_text='the page it concerns, e.g. order:17', max_length=40)),
                ('to', models.CharField(max_length=254)),
                ('to_name', models.CharField(blank=True, max_length=200)),
                ('audience', models.CharField(default='client', help_text='client, member or team', max_length=8)),
                ('language', models.CharField(max_length=2)),
                ('from_name', models.CharField(max_length=120)),
                ('from_address', models.CharField(max_length=254)),
                ('reply_to', models.CharField(blank=True, max_length=254)),
                ('subject', models.CharField(max_length=400)),
                ('text', models.TextField()),
                ('html', models.TextField()),
                ('link_seed', models.CharField(blank=True, max_length=64)),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('state', models.CharField(default='queued', max_length=8)),
                ('attempts', models.IntegerField(default=0, help_text="ever begun; the present one's number")),
                ('put_off', models.SmallIntegerField(default=0, help_text='times in a row since somebody asked to send it; sets the pause')),
                ('uncertain', models.SmallIntegerField(default=0, help_text='of these, times the server took it all and never answered')),
                ('claimed_at', models.DateTimeField(blank=True, help_text="by the database's own clock, which all workers share", null=True)),
                ('answer', models.CharField(blank=True, help_text="the server's last words", max_length=500)),
                ('queued_at', models.DateTimeField(help_text='when somebody last asked to send it')),
                ('sent_at', models.DateTimeField(blank=True, help_text='when it last arrived', null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['about'], name='mail_about')],
                'constraints': [models.UniqueConstraint(fields=('cause', 'purpose', 'address'), name='mail_once_per_address'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'failed'])), name='mail_state')],
            },
        ),
        migrations.CreateModel(
            name='OutboxAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('media_type', models.CharField(max_length=60)),
                ('sha256', models.CharField(max_length=64)),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='kontor.outboxmail')),
            ],
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=30)),
                ('valid_from', models.DateField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=9)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'valid_from'), name='rate_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.SmallIntegerField()),
                ('content', models.JSONField(help_text='the Offer as JSON (offer.py)')),
                ('hash', models.CharField(help_text='SHA-256 over the fields of spec § 6', max_length=64)),
                ('created_at', models.DateTimeField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='kontor.order')),
            ],
        ),
        migrations.AddField(
            model_name='order',
            name='approved_revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.revision'),
        ),
        migrations.AddField(
            model_name='order',
            name='confirmed_revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.revision'),
        ),
        migrations.AddField(
            model_name='order',
            name='revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.revision'),
        ),
        migrations.AddField(
            model_name='invoice',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.revision'),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, help_text='withdrawn or replaced', null=True)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='kontor.order')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.revision')),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('hash', models.CharField(max_length=64)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('purchase_order', models.CharField(blank=True, max_length=100)),
                ('text', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kontor.invitation')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='kontor.revision')),
            ],
        ),
        migrations.AddIndex(
            model_name='client',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='client_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='client',
            index=models.Index(fields=['postcode'], name='client_postcode'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['company', 'public', 'association', 'private'])), name='client_kind'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('block__in', ['none', 'advance_only', 'no_orders'])), name='client_block'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['de', 'en'])), name='client_language'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('invoice', 'kind'), name='document_once'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'xml'])), name='document_kind'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.UniqueConstraint(fields=('order', 'position'), name='line_position_once'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__isnull', True), ('quantity__gte', 0), _connector='OR'), name='line_quantity'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.CheckConstraint(condition=models.Q(('unit_price__isnull', True), ('unit_price__gte', 0), _connector='OR'), name='line_price'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('order', 'number'), name='revision_number_once'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['owner', 'status'], name='order_owner_status'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['status', 'submitted_at'], name='order_queue'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['client'], name='order_client'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(condition=models.Q(('created_in', ''), _negated=True), fields=('owner', 'created_in'), name='order_once_per_page'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'team_review', 'client_confirmation', 'changes_requested', 'active', 'rejected', 'cancelled', 'completed'])), name='order_status'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('lapsed', False), ('status', 'rejected'), _connector='OR'), name='order_lapsed_is_rejected'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'changes_requested']), ('revision__isnull', False), _connector='OR'), name='order_submitted_has_revision'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['active', 'completed']), _negated=True), models.Q(('approved_revision', models.F('revision')), ('approved_revision__isnull', False), models.Q(('ask_client', False), models.Q(('confirmed_revision', models.F('revision')), ('confirmed_revision__isnull', False)), _connector='OR')), _connector='OR'), name='order_active_passed_both_gates'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['status', 'billing_date'], name='invoice_night'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(fields=('order', 'position'), name='invoice_once_per_plan_row'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'draft', 'awaiting_update', 'issued', 'disputed', 'cancelled', 'stopped', 'paid'])), name='invoice_status'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['invoice', 'deposit', 'final', 'cancellation'])), name='invoice_kind'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_on__isnull', False), ('number__isnull', False), ('printed__isnull', False), ('status__in', ['issued', 'disputed', 'cancelled', 'paid'])), models.Q(models.Q(('status__in', ['issued', 'disputed', 'cancelled', 'paid']), _negated=True), ('number__isnull', True), ('printed__isnull', True)), _connector='OR'), name='invoice_issued_has_number'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('gross', django.db.models.expressions.CombinedExpression(models.F('net'), '+', models.F('vat')))), name='invoice_sums'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('order',), name='invitation_one_open'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('invitation',), name='decision_once_per_link'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['confirm', 'reject', 'request_changes'])), name='decision_kind'),
        ),
    ]
