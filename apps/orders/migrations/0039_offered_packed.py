"""What was offered is kept compressed; what was kept so far stays as plain text, which is read
as well."""

import quenty.platform.db.packed
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0038_rules_keep_what_they_end")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE orders_quote ALTER COLUMN offered TYPE bytea"
                    " USING convert_to(offered::text, 'UTF8')"
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="quote",
                    name="offered",
                    field=quenty.platform.db.packed.PackedJSONField(default=list),
                )
            ],
        )
    ]
