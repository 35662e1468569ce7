"""How customers' accounts stand, and whether their full KYC holds."""

from django.db import migrations, models


def known(apps, schema_editor):
    """A franchise that its KYC suspended was told that it does not hold."""
    alias = schema_editor.connection.alias
    lapsed = apps.get_model("franchise", "Franchise").objects.using(alias).filter(kyc_lapsed=True)
    ids = list(lapsed.values_list("customer_id", flat=True))
    copies = apps.get_model("franchise", "MerchantCopy").objects.using(alias)
    copies.filter(pk__in=ids).update(kyc_full=False)


class Migration(migrations.Migration):
    dependencies = [("franchise", "0012_names_kyc_and_taxes")]

    operations = [
        migrations.AddField(
            model_name="franchise",
            name="customer_lapsed",
            field=models.BooleanField(default=False, verbose_name="suspended for its account"),
        ),
        migrations.AddField(
            model_name="merchantcopy",
            name="kyc_full",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="merchantcopy",
            name="standing",
            field=models.CharField(default="active", max_length=9),
        ),
        migrations.AddField(
            model_name="merchantcopy",
            name="standing_seq",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="payee",
            name="blocked",
            field=models.CharField(
                blank=True,
                choices=[("suspended", "suspended"), ("closed", "closed")],
                max_length=9,
                verbose_name="not paid: its account is",
            ),
        ),
        migrations.RunPython(known, migrations.RunPython.noop),
    ]
