"""History and quotes are never changed; guide numbers come from a series of the database."""

from django.db import migrations

from apps.orders.domain.numbers import FIRST_SERIAL, LAST_SERIAL
from quenty.platform.db.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        AppendOnly("orders_ordertransition"),
        AppendOnly("orders_guideevent"),
        AppendOnly("orders_quote"),
        AppendOnly("orders_offer"),
        AppendOnly("orders_offerline"),
        migrations.RunSQL(
            f"CREATE SEQUENCE orders_guide_serial MINVALUE {FIRST_SERIAL} "
            f"MAXVALUE {LAST_SERIAL} NO CYCLE",
            "DROP SEQUENCE orders_guide_serial",
        ),
    ]
