from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('franchise', '0016_taken_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='guidecopy',
            name='point_turn',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
