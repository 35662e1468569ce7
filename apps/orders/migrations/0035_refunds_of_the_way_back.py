import quenty.kernel.money
import quenty.platform.db.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0034_quotes_keep_their_offers'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='freightrefund',
            name='freight_refund_percent',
        ),
        migrations.AddField(
            model_name='freightrefund',
            name='back_percent',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='por ciento del regreso'),
        ),
        migrations.AddField(
            model_name='freightrefund',
            name='back_amount',
            field=quenty.platform.db.fields.MoneyField(default=quenty.kernel.money.Money.zero, verbose_name='de ello, por el regreso'),
        ),
        migrations.AddConstraint(
            model_name='freightrefund',
            constraint=models.CheckConstraint(condition=models.Q(('back_percent__lte', 100), ('percent__lte', 100), models.Q(('percent__gt', 0), ('back_percent__gt', 0), _connector='OR')), name='freight_refund_percent'),
        ),
    ]
