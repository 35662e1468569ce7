"""Labels that operators give with a booking and never again, sealed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.orders.models.guides import Guide
from quenty.platform.db import Row


class OperatorPaper(Row):
    """A carrier's own label of a guide. The content, with the addresses on it, is sealed with
    the row's id."""

    guide = models.OneToOneField(
        Guide, models.PROTECT, verbose_name=_("guía"), related_name="operator_paper"
    )
    media = models.CharField(_("tipo"), max_length=40)
    sealed = models.BinaryField()

    class Meta:
        ordering = ("created_at",)
        verbose_name = _("rótulo del operador")
        verbose_name_plural = _("rótulos de los operadores")

    def __str__(self) -> str:
        return str(self.guide_id)
