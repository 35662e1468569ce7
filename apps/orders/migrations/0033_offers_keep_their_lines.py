"""An offer keeps its lines itself: as rows they were hundreds a quote, never read alone."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import quenty.kernel.clock
import quenty.kernel.ids
import quenty.platform.db.fields
import quenty.platform.db.rows

INTO_OFFERS = """
UPDATE orders_offer AS offer SET lines = found.sides FROM (
    SELECT offer_id, jsonb_object_agg(side, of_side) AS sides FROM (
        SELECT offer_id, side, jsonb_agg(
            CASE WHEN rate IS NULL THEN jsonb_build_array(kind, amount, tax_code)
            ELSE jsonb_build_array(kind, amount, tax_code, rate::text, taxes) END
            ORDER BY position
        ) AS of_side
        FROM orders_offerline GROUP BY offer_id, side
    ) AS by_side GROUP BY offer_id
) AS found WHERE found.offer_id = offer.id
"""
INTO_ROWS = """
INSERT INTO orders_offerline
    (id, created_at, updated_at, offer_id, side, position, kind, amount, tax_code, rate, taxes)
SELECT gen_random_uuid(), offer.created_at, offer.created_at, offer.id, side.key, line.position,
       line.value->>0, (line.value->>1)::bigint, line.value->>2, (line.value->>3)::numeric,
       (line.value->>4)::int
FROM orders_offer AS offer, jsonb_each(offer.lines) AS side,
     jsonb_array_elements(side.value) WITH ORDINALITY AS line(value, position)
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0032_proof_pending")]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="lines",
            field=models.JSONField(default=dict),
        ),
        migrations.RunSQL(INTO_OFFERS, INTO_ROWS),
        migrations.DeleteModel(name="OfferLine"),
    ]
