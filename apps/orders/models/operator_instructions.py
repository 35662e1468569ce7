"""What operators are told of parcels that do not get on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.orders.domain.operators.instructions import STATES
from apps.orders.models.guides import Guide
from apps.orders.models.incidents import IncidentAnswer
from apps.orders.models.titles import titled
from quenty.kernel import clock
from quenty.platform.db import Row


class OperatorInstruction(Row):
    """An answer to an incident, as the guide's operator is told of it: once, under the row's id.

    `tries`: how often it was asked; `next_try_at`: not before; `asking_until`: somebody asks it
    now, and does not for longer. `reference`: the operator's own.
    `failure`: what it said, or why nobody could ask it. `told_by`: who told it by hand.
    """

    guide = models.ForeignKey(
        Guide, verbose_name=_("guía"), on_delete=models.PROTECT, related_name="instructions"
    )
    answer = models.OneToOneField(
        IncidentAnswer, on_delete=models.PROTECT, related_name="instruction"
    )
    status = models.CharField(_("al operador"), max_length=10, default="pending")
    tries = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_try_at = models.DateTimeField(_("se intenta de nuevo"), default=clock.now)
    asking_until = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(_("radicado"), max_length=60, blank=True)
    failure = models.CharField(_("motivo"), max_length=300, blank=True)
    told_at = models.DateTimeField(_("informado"), null=True, blank=True)
    told_by = models.CharField(_("lo informó"), max_length=120, blank=True)

    class Meta:
        ordering = ("created_at", "id")
        verbose_name = _("instrucción al operador")
        verbose_name_plural = _("instrucciones a los operadores")
        indexes = (
            models.Index(
                fields=("next_try_at",),
                condition=Q(status="pending"),
                name="operator_instruction_due",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=STATES), name="operator_instruction_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="told", told_at__isnull=False)
                | ~Q(status="told") & Q(told_at__isnull=True),
                name="operator_instruction_told_when",
            ),
        )

    def __str__(self) -> str:
        return titled(self.status)
