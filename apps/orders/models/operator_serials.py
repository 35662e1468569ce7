"""Ranges of guide numbers that operators give."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.orders.domain.numbers import CHECKS
from quenty.platform.db import Row


class OperatorSerials(Row):
    """Numbers of an operator's own that its guides bear beside ours: `prefix`, the serial in
    `digits` figures, and a check digit where it has one. `next`: the one to be given next;
    beyond `last` the range is used up. None is given twice, voided guides' neither.
    """

    operator_id = models.UUIDField(_("operador"))  # franchise context, no FK
    operator_code = models.CharField(_("código del operador"), max_length=40)
    livemode = models.BooleanField(_("real"), default=True)
    prefix = models.CharField(_("prefijo"), max_length=10, blank=True)
    digits = models.PositiveSmallIntegerField(_("cifras"))
    check_digit = models.CharField(_("dígito de control"), max_length=4, default="none")
    first = models.PositiveBigIntegerField(_("desde"))
    last = models.PositiveBigIntegerField(_("hasta"))
    next = models.PositiveBigIntegerField(_("siguiente"))

    class Meta:
        ordering = ("operator_code", "created_at")
        verbose_name = _("serie de un operador")
        verbose_name_plural = _("series de operadores")
        constraints = (
            models.CheckConstraint(
                condition=Q(first__lte=F("last"), next__gte=F("first"))
                & Q(next__lte=F("last") + 1),
                name="operator_serials_in_range",
            ),
            models.CheckConstraint(
                condition=Q(check_digit__in=CHECKS), name="operator_serials_check_known"
            ),
        )
        indexes = (models.Index(fields=("operator_id", "livemode"), name="operator_serials_of"),)

    def __str__(self) -> str:
        return f"{self.operator_code} {self.prefix}{self.first}-{self.last}"

    @property
    def left(self) -> int:
        return self.last - self.next + 1
