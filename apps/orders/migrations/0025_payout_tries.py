from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0024_late_proofs'),
    ]

    operations = [
        migrations.AddField(
            model_name='payout',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
