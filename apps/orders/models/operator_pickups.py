"""Collections ordered of operators at a sender's."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.orders.domain.operators.pickups import STATES
from apps.orders.models.operators import OperatorAccount
from quenty.platform.db import Row


class OperatorPickup(Row):
    """`numbers`: the guides to be collected, all of one merchant, operator and sender's address.
    `reference`: the operator's own. Hours: HH:MM in Bogota."""

    customer_id = models.UUIDField(_("comercio"), db_index=True)  # customers context, no FK
    livemode = models.BooleanField(_("real"), default=True)
    operator_id = models.UUIDField(_("operador"))  # franchise context, no FK
    operator_name = models.CharField(_("operador"), max_length=120)
    account = models.ForeignKey(
        OperatorAccount, models.PROTECT, verbose_name=_("cuenta"), null=True, blank=True
    )
    day = models.DateField(_("día"))
    ready_from = models.CharField(_("desde"), max_length=5)
    ready_until = models.CharField(_("hasta"), max_length=5)
    numbers = ArrayField(models.CharField(max_length=30), verbose_name=_("guías"))
    pieces = models.PositiveIntegerField(_("piezas"))
    weight_g = models.PositiveIntegerField(_("peso (g)"))
    status = models.CharField(_("estado"), max_length=10, default="asked")
    reference = models.CharField(_("referencia"), max_length=60, blank=True)
    failure = models.CharField(_("motivo"), max_length=300, blank=True)
    actor = models.CharField(_("quién"), max_length=120)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("recogida del operador")
        verbose_name_plural = _("recogidas de los operadores")
        indexes = (GinIndex(fields=("numbers",), name="operator_pickup_numbers"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=list(STATES)), name="operator_pickup_status_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.operator_name} {self.day}"
