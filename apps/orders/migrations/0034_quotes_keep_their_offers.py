"""A quote keeps its offers in its own row, and a row of an offer is one that was taken.

What was offered so far is told by the rows that there are, which stay; the terms that they
were made under become wordings of their own.
"""

import quenty.kernel.clock
import quenty.kernel.ids
import quenty.platform.db.rows
from django.db import migrations, models
from quenty.platform.db.append_only import AppendOnly

# Of a wording kept as JSON: any digest serves that tells it from the others.
TERMS = """
UPDATE orders_servicecopy SET digest = encode(sha256(convert_to(terms::text, 'UTF8')), 'hex');
INSERT INTO orders_serviceterms (id, created_at, updated_at, digest, terms)
SELECT gen_random_uuid(), now(), now(), encode(sha256(convert_to(told.terms::text, 'UTF8')), 'hex'),
       told.terms
FROM (SELECT terms FROM orders_servicecopy UNION SELECT service FROM orders_offer) AS told;
"""
OFFERED = """
UPDATE orders_quote AS quote SET offered = found.offered FROM (
    SELECT quote_id, jsonb_agg(
        jsonb_build_object(
            'id', id,
            'operator', jsonb_build_array(operator_id, operator_code, operator_name),
            'service', jsonb_build_array(
                service_id, service_code, service_name, coalesce(service->>'mode', '')
            ),
            'terms', encode(sha256(convert_to(service::text, 'UTF8')), 'hex'),
            'priority', coalesce((service->>'priority')::int, 100),
            'chargeable_g', chargeable_g,
            'reasons', reasons,
            'sheet', jsonb_build_array(sheet_version, sheet_hash, cost_sheet_hash),
            'price', CASE WHEN available AND lines ? 'selling' THEN jsonb_build_object(
                'zone', zone,
                'days', transit_days,
                'delivery', estimated_delivery,
                'lines', lines,
                'liquidation', liquidation,
                'ranks', jsonb_build_array(rank_price, rank_time, rank_score, score)
            ) END
        ) ORDER BY rank_price NULLS LAST, operator_code, service_code
    ) AS offered
    FROM orders_offer GROUP BY quote_id
) AS found WHERE found.quote_id = quote.id;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0033_offers_keep_their_lines")]

    operations = [
        migrations.CreateModel(
            name="ServiceTerms",
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
                ("digest", models.CharField(max_length=64, unique=True)),
                ("terms", models.JSONField()),
            ],
            options={"verbose_name_plural": "service terms"},
        ),
        AppendOnly("orders_serviceterms"),
        migrations.AddField(
            model_name="servicecopy",
            name="digest",
            field=models.CharField(max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="quote", name="offered", field=models.JSONField(default=list)
        ),
        migrations.AlterField(
            model_name="offer",
            name="quote",
            field=models.ForeignKey(
                on_delete=models.deletion.PROTECT, related_name="taken", to="orders.quote"
            ),
        ),
        migrations.RunSQL(TERMS, migrations.RunSQL.noop),
        migrations.RunSQL(OFFERED, migrations.RunSQL.noop),
    ]
