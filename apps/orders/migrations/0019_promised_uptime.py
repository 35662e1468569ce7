from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0018_operator_serials'),
    ]

    operations = [
        migrations.AddField(
            model_name='operatoraccount',
            name='promised_uptime',
            field=models.DecimalField(decimal_places=2, default=99, max_digits=5, verbose_name='disponibilidad prometida (%)'),
        ),
        migrations.AddConstraint(
            model_name='operatoraccount',
            constraint=models.CheckConstraint(condition=models.Q(('promised_uptime__range', (0, 100))), name='operator_account_promise'),
        ),
    ]
