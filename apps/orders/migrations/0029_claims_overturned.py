from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0028_close_differences'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='claim', name='claim_status_known'),
        migrations.RemoveConstraint(model_name='claim', name='claim_recovery_known'),
        migrations.RemoveConstraint(model_name='claim', name='claim_one_a_guide'),
        migrations.AlterField(
            model_name='claim',
            name='status',
            field=models.CharField(default='open', max_length=10),
        ),
        migrations.AddField(
            model_name='claim',
            name='turned_up',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='claim',
            name='turned_up_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='claim',
            name='overturn_asked_by',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='claim',
            name='overturn_reason',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='claim',
            name='overturned_by',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='claim',
            name='overturned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'paid', 'rejected', 'overturned'])), name='claim_status_known'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('recovery__in', ['none', 'asked', 'recovered', 'refused', 'undone'])), name='claim_recovery_known'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'paid'])), fields=('guide',), name='claim_one_a_guide'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('overturned_by', ''), models.Q(('overturned_by', models.F('overturn_asked_by')), _negated=True), _connector='OR'), name='claim_overturned_by_two'),
        ),
    ]
