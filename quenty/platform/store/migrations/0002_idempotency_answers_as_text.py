"""Kept answers are text: rows of JSON sort the keys of what they hold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="idempotencykey",
            name="response",
            field=models.TextField(null=True),
        ),
    ]
