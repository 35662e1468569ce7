from django.db import migrations, models

# What wallets could not pay of late cancellations before such liens had a day.
_OURS = """
UPDATE customers_lien SET due_on = (created_at AT TIME ZONE 'America/Bogota')::date
WHERE kind = 'pickup_cancellation' AND rank = 0 AND due_on IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0006_chain'),
    ]

    operations = [
        migrations.AddField(
            model_name='lien',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='vence'),
        ),
        migrations.RunSQL(_OURS, migrations.RunSQL.noop),
    ]
