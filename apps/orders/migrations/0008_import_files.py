import django.db.models.deletion
import quenty.kernel.clock
import quenty.kernel.ids
import quenty.platform.db.rows
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0007_incidents"),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="rows_expected",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="beat_at",
            field=models.DateTimeField(default=quenty.kernel.clock.now),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "running")),
                fields=("customer_id", "livemode"),
                name="import_batch_one_running",
            ),
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=quenty.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=quenty.kernel.clock.now, editable=False),
                ),
                (
                    "updated_at",
                    quenty.platform.db.rows.UpdatedAtField(
                        default=quenty.kernel.clock.now, editable=False
                    ),
                ),
                ("content", models.BinaryField()),
                ("template", models.JSONField(default=dict)),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file",
                        to="orders.importbatch",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
