"""In what order services have their turn between places."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.route_places import MOST_PRIORITY
from apps.franchise.models.operators import Operator
from apps.franchise.models.services import Service
from quenty.platform.db import Row


class RoutePriority(Row):
    """The contract's RoutePriority as a row, of one service or of all its operator's."""

    operator = models.ForeignKey(
        Operator, on_delete=models.PROTECT, related_name="routes", verbose_name=_("operator")
    )
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        related_name="routes",
        verbose_name=_("service"),
        null=True,
        blank=True,
    )
    origin = models.CharField(_("origin"), max_length=5, blank=True)
    destination = models.CharField(_("destination"), max_length=5, blank=True)
    zone = models.CharField(_("zone"), max_length=20, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), validators=[MaxValueValidator(MOST_PRIORITY)]
    )

    class Meta:
        ordering = ("origin", "destination", "zone", "id")
        verbose_name = _("priority by route")
        verbose_name_plural = _("priorities by route")
        constraints = (
            models.UniqueConstraint(
                fields=("operator", "service", "origin", "destination", "zone"),
                nulls_distinct=False,
                name="route_priority_once",
            ),
            models.CheckConstraint(
                condition=~Q(origin="", destination="", zone=""), name="route_priority_has_route"
            ),
        )

    def __str__(self) -> str:
        ends = f"{self.origin or '*'} → {self.destination or '*'}"
        return f"{ends} {self.zone}".rstrip()
