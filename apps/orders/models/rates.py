"""Copies of what franchise publishes, so that a quote asks nobody."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from apps.orders.models.titles import titled
from quenty.kernel.ids import new_id
from quenty.platform.db import Row


class RateCatalogue(models.Model):
    """One row; `stamp` is new whenever a copy changes, and tells processes to recompile."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField(default=new_id)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="rate_catalogue_one_row"),)

    def __str__(self) -> str:
        return str(self.stamp)


class OperatorCopy(Row):
    """Whether an operator may be sold. `sequence`: of the newest event seen."""

    operator_id = models.UUIDField(unique=True)  # franchise context, no FK
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True)
    active = models.BooleanField(default=True)
    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "operator copies"

    def __str__(self) -> str:
        return self.name or self.code


class ServiceTerms(Row):
    """What a service's terms once were, each wording once, so that a quote names them by their
    `digest`. Append-only by grant."""

    digest = models.CharField(max_length=64, unique=True)
    terms = models.JSONField()

    class Meta:
        verbose_name_plural = "service terms"

    def __str__(self) -> str:
        return self.digest


class ServiceCopy(Row):
    """A service's terms, as FranchiseApi.service answered them. `digest`: of its ServiceTerms.
    `sequence`: of the newest event that asked for them."""

    service_id = models.UUIDField(unique=True)  # franchise context, no FK
    operator_id = models.UUIDField(db_index=True)  # franchise context, no FK
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    operator_name = models.CharField(max_length=120)
    active = models.BooleanField()
    terms = models.JSONField()
    digest = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("operator_name", "code")
        verbose_name_plural = "service copies"

    def __str__(self) -> str:
        return f"{self.operator_name} {self.name}"


class CoverageCopy(Row):
    """Where a service goes. `rows`: {dane_code: [pickup, delivery, cod, remote, extra_days]}."""

    service_id = models.UUIDField(unique=True)  # franchise context, no FK
    revision = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    municipalities = models.PositiveSmallIntegerField()
    rows = models.JSONField()

    class Meta:
        verbose_name_plural = "coverage copies"

    def __str__(self) -> str:
        text = gettext("%(count)s municipios, revisión %(revision)s")
        return text % {"count": self.municipalities, "revision": self.revision}


class SheetCopy(Row):
    """A published rate sheet, whole and immutable. `side`: selling or cost."""

    sheet_id = models.UUIDField(unique=True)  # franchise context, no FK
    service_id = models.UUIDField()  # franchise context, no FK
    side = models.CharField(max_length=8)
    version = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    content = models.JSONField()

    class Meta:
        ordering = ("service_id", "side", "-version")
        verbose_name_plural = "sheet copies"
        constraints = (
            models.UniqueConstraint(
                fields=("service_id", "side", "version"), name="sheet_copy_version_once"
            ),
            models.CheckConstraint(
                condition=Q(side__in=["selling", "cost"]), name="sheet_copy_side_known"
            ),
        )

    def __str__(self) -> str:
        return titled(self.side, f"v{self.version}")
