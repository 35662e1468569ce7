from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0036_claims_by_cause'),
    ]

    operations = [
        migrations.AddField(
            model_name='remittance',
            name='encoding',
            field=models.CharField(blank=True, max_length=12, default=''),
            preserve_default=False,
        ),
    ]
