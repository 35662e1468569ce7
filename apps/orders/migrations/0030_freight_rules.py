from datetime import date

import quenty.kernel.clock
import quenty.kernel.ids
import quenty.platform.db.fields
import quenty.platform.db.rows
from django.db import migrations, models

from quenty.kernel.ids import new_id

_SINCE = date(2026, 1, 1)
_PERCENT = {
    'operator_fault': 100,
    'platform_fault': 100,
    'force_majeure': 50,
    'merchant_wish': 0,
    'recipient': 0,
}


def seed(apps, schema_editor):
    """Our terms of service as they began; administrators publish others."""
    alias = schema_editor.connection.alias
    rules = apps.get_model('orders', 'FreightRule').objects.using(alias)
    rules.bulk_create(
        [
            rules.model(id=new_id(), cause=cause, percent=percent, valid_from=_SINCE)
            for cause, percent in _PERCENT.items()
        ]
    )


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0029_claims_overturned'),
    ]

    operations = [
        migrations.CreateModel(
            name='FreightRule',
            fields=[
                ('id', models.UUIDField(default=quenty.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=quenty.kernel.clock.now, editable=False)),
                ('updated_at', quenty.platform.db.rows.UpdatedAtField(default=quenty.kernel.clock.now, editable=False)),
                ('cause', models.CharField(choices=[('operator_fault', 'operator_fault'), ('platform_fault', 'platform_fault'), ('force_majeure', 'force_majeure'), ('merchant_wish', 'merchant_wish'), ('recipient', 'recipient')], max_length=20, verbose_name='causa')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='por ciento del flete')),
                ('valid_from', models.DateField(verbose_name='rige desde')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='rige hasta (sin incluirlo)')),
            ],
            options={
                'verbose_name': 'regla de devolución de flete',
                'verbose_name_plural': 'reglas de devolución de flete',
                'ordering': ('cause', '-valid_from'),
                'constraints': [models.UniqueConstraint(fields=('cause', 'valid_from'), name='freight_rule_once_a_day'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='freight_rule_percent'), models.CheckConstraint(condition=models.Q(('cause__in', ['operator_fault', 'platform_fault', 'force_majeure', 'merchant_wish', 'recipient', 'other']), models.Q(('cause', 'other'), _negated=True)), name='freight_rule_cause_known'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='freight_rule_dates')],
            },
        ),
        migrations.AlterModelOptions(
            name='freightrefund',
            options={'ordering': ('created_at',), 'verbose_name': 'devolución de flete', 'verbose_name_plural': 'devoluciones de flete'},
        ),
        migrations.AddField(
            model_name='freightrefund',
            name='cause',
            field=models.CharField(default='other', max_length=20, verbose_name='causa'),
        ),
        migrations.AddField(
            model_name='freightrefund',
            name='rule',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='por regla (%)'),
        ),
        migrations.AlterField(
            model_name='freightrefund',
            name='guide',
            field=models.ForeignKey(on_delete=models.PROTECT, related_name='freight_refunds', to='orders.guide', verbose_name='guía'),
        ),
        migrations.AlterField(
            model_name='freightrefund',
            name='percent',
            field=models.PositiveSmallIntegerField(verbose_name='por ciento del flete'),
        ),
        migrations.AlterField(
            model_name='freightrefund',
            name='amount',
            field=quenty.platform.db.fields.MoneyField(verbose_name='valor'),
        ),
        migrations.AlterField(
            model_name='freightrefund',
            name='reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='motivo'),
        ),
        migrations.AlterField(
            model_name='freightrefund',
            name='actor',
            field=models.CharField(max_length=120, verbose_name='quién'),
        ),
        migrations.AddConstraint(
            model_name='freightrefund',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ['operator_fault', 'platform_fault', 'force_majeure', 'merchant_wish', 'recipient', 'other'])), name='freight_refund_cause_known'),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
