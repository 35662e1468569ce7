"""What the gateway must know of a merchant to let its people and machines in."""

from django.db import models

from quenty.platform.db import Row


class Merchant(Row):
    """A copy fed by the events of customers.

    `test_customer_id`: the merchant's sandbox twin, which `qk_test_` keys act as.
    `seen_sequence`: the newest event of the merchant seen; an older one changes nothing.
    """

    customer_id = models.UUIDField(unique=True)
    test_customer_id = models.UUIDField(null=True, blank=True, unique=True)
    display_name = models.CharField(max_length=200, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension_reason = models.CharField(max_length=200, blank=True)
    seen_sequence = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.display_name or str(self.customer_id)
