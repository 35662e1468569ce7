"""A recipient who was not ready is a reason of its own."""

from django.db import migrations, models

_REASONS = [
    "address_incomplete",
    "address_wrong",
    "contents_damaged",
    "contents_missing",
    "contents_not_allowed",
    "customs_documents",
    "customs_duties",
    "customs_seized",
    "identity_not_proven",
    "label_unreadable",
    "missorted",
    "no_access",
    "no_money",
    "not_attempted",
    "other",
    "packing_damaged",
    "premises_closed",
    "public_order",
    "recipient_absent",
    "recipient_deceased",
    "recipient_moved",
    "recipient_not_ready",
    "recipient_refused",
    "recipient_rescheduled",
    "recipient_unknown",
    "road_closed",
    "theft",
    "vehicle_failure",
    "weather",
    "weight_differs",
    "zone_not_served",
]


class Migration(migrations.Migration):
    dependencies = [("orders", "0021_delivery_proof")]

    operations = [
        migrations.RemoveConstraint(model_name="incident", name="incident_reason_known"),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", _REASONS)), name="incident_reason_known"
            ),
        ),
    ]
