from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0037_remittance_encoding")]

    operations = [
        migrations.AddField(
            model_name="freightrule",
            name="before_held_to",
            field=models.DateField(editable=False, null=True),
        ),
    ]
