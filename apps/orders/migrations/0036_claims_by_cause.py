from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0035_refunds_of_the_way_back'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='claim',
            name='claim_one_a_guide',
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'paid'])), fields=('guide', 'kind'), name='claim_one_a_kind'),
        ),
    ]
