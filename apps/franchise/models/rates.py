"""Rate sheets: versions of a service's rates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.sheets import DRAFT, SIDES, STATUSES
from apps.franchise.models.services import Service
from quenty.platform.db import Row

SIDE_LABELS = {"selling": _("selling"), "cost": _("cost")}
SHEET_STATUS_LABELS = {
    "draft": _("draft"),
    "published": _("published"),
    "superseded": _("superseded"),
}


class RateSheet(Row):
    """A version of the rates of a service and side, with the rows that hang from it.

    Immutable once published: the database's own triggers refuse a change of anything but
    its status. `hash`: see domain.digest. `warnings`: where prices fall, as found last.
    `revision` grows with each change of a draft.
    """

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="sheets", verbose_name=_("service")
    )
    side = models.CharField(
        _("side"), max_length=8, choices=[(side, SIDE_LABELS[side]) for side in SIDES]
    )
    version = models.PositiveIntegerField(_("version"))
    status = models.CharField(
        _("status"),
        max_length=10,
        default=DRAFT,
        choices=[(status, SHEET_STATUS_LABELS[status]) for status in STATUSES],
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until before"), null=True, blank=True)
    hash = models.CharField(max_length=64)
    source = models.CharField(_("file"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    row_count = models.PositiveIntegerField(_("rows"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.CharField(_("published by"), max_length=120, blank=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("service_id", "side", "-version")
        verbose_name = _("rate sheet")
        verbose_name_plural = _("rate sheets")
        constraints = (
            models.UniqueConstraint(
                fields=("service", "side", "version"), name="sheet_version_once"
            ),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="sheet_side_known"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="sheet_status_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="sheet_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status=DRAFT, published_at=None)
                | (~Q(status=DRAFT) & Q(published_at__isnull=False)),
                name="sheet_published_at_known",
            ),
        )
        indexes = (models.Index(fields=("status", "valid_from"), name="sheet_in_force"),)

    def __str__(self) -> str:
        return f"{self.get_side_display()} v{self.version}"
