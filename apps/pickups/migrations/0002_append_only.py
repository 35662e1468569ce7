"""What happened stays as it happened: history, attempts, evidence and cash."""

from django.db import migrations

from quenty.platform.db.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("pickups", "0001_initial")]

    operations = [
        AppendOnly("pickups_pickuptransition"),
        AppendOnly("pickups_attempt"),
        AppendOnly("pickups_evidence"),
        AppendOnly("pickups_cashentry"),
        AppendOnly("pickups_cashclose"),
    ]
