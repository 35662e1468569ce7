from django.db import migrations, models

import quenty.kernel.money
import quenty.platform.db.fields


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0027_merchant_documents'),
    ]

    operations = [
        migrations.AddField(
            model_name='remittance',
            name='difference',
            field=quenty.platform.db.fields.MoneyField(default=quenty.kernel.money.Money.zero),
        ),
        migrations.AddField(
            model_name='remittance',
            name='posting_id',
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
