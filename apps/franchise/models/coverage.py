"""Where a service goes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.franchise.models.services import Service
from quenty.platform.db import Row


class Coverage(Row):
    """A municipality that a service serves. `extra_days`: business days beyond the zone's."""

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="coverage", verbose_name=_("service")
    )
    dane_code = models.CharField(_("municipality (DANE)"), max_length=5)
    pickup = models.BooleanField(_("picks up"))
    delivery = models.BooleanField(_("delivers"))
    cod = models.BooleanField(_("cash on delivery"))
    remote = models.BooleanField(_("remote area"))
    extra_days = models.PositiveSmallIntegerField(_("extra days"))

    class Meta:
        ordering = ("dane_code",)
        verbose_name = _("municipality covered")
        verbose_name_plural = _("coverage")
        constraints = (
            models.UniqueConstraint(fields=("service", "dane_code"), name="coverage_once"),
            models.CheckConstraint(
                condition=Q(dane_code__regex=r"^[0-9]{5}$"), name="coverage_dane_shape"
            ),
        )

    def __str__(self) -> str:
        return self.dane_code
