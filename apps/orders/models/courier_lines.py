"""Relay numbers by which a recipient reaches the courier who comes."""

from django.db import models

from apps.orders.models.guides import Guide
from quenty.platform.db import Row


class CourierLine(Row):
    """`number`: the relay's, never the courier's own. `stop_id`: which visit it was lent for."""

    guide = models.OneToOneField(Guide, models.PROTECT, related_name="courier_line")
    driver_id = models.UUIDField()  # pickups context, no FK
    stop_id = models.UUIDField()  # pickups context, no FK
    number = models.CharField(max_length=20)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.number
