"""Services of operators: what is sold, with its measures and limits."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from apps.franchise.domain.services import MODES, REGIMES, WEIGHT_BASES
from apps.franchise.models.operators import Operator
from quenty.kernel.money import Money
from quenty.platform.db import MoneyField, Row

MODE_LABELS = {"ground": _("ground"), "express": _("express"), "air": _("air")}
REGIME_LABELS = {"postal": _("postal (courier to 5 kg)"), "cargo": _("cargo")}
BASIS_LABELS = {"piece": _("piece by piece"), "total": _("on the total")}
_GRAM = MinValueValidator(Decimal("0.001"))


def _kilograms(label: str, **kwargs: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=9, decimal_places=3, **kwargs)


class Service(Row):
    """The contract's Service as rows; see it for the units.

    `coverage_revision` and `coverage_rows`: of its newest coverage. `revision` grows with
    each change of its settings.
    """

    operator = models.ForeignKey(
        Operator, on_delete=models.PROTECT, related_name="services", verbose_name=_("operator")
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    mode = models.CharField(
        _("mode"), max_length=8, choices=[(mode, MODE_LABELS[mode]) for mode in MODES]
    )
    regime = models.CharField(
        _("regime"), max_length=8, choices=[(name, REGIME_LABELS[name]) for name in REGIMES]
    )
    divisor = models.PositiveIntegerField(
        _("volumetric divisor (cm³/kg)"),
        validators=[MinValueValidator(1000), MaxValueValidator(20000)],
    )
    weight_step_kg = _kilograms(_("weight step (kg)"), validators=[_GRAM])
    minimum_weight_kg = _kilograms(_("minimum weight (kg)"), validators=[_GRAM])
    weight_basis = models.CharField(
        _("weight counts"),
        max_length=5,
        choices=[(name, BASIS_LABELS[name]) for name in WEIGHT_BASES],
    )
    max_piece_weight_kg = _kilograms(_("heaviest piece (kg)"), validators=[_GRAM])
    max_side_cm = models.PositiveIntegerField(
        _("longest side (cm)"), validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    max_declared_value = MoneyField(_("highest declared value"))
    cod_allowed = models.BooleanField(_("cash on delivery"), default=False)
    max_cod = MoneyField(_("highest cash on delivery"), default=Money.zero)
    cutoff = models.CharField(_("cut-off (HH:MM)"), max_length=5)
    priority = models.PositiveSmallIntegerField(_("priority"), default=100)
    active = models.BooleanField(_("on sale"), default=True)
    coverage_revision = models.PositiveIntegerField(default=0, editable=False)
    coverage_rows = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("priority", "code", "id")
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = (
            models.UniqueConstraint(fields=("operator", "code"), name="service_code_once"),
            models.CheckConstraint(condition=Q(mode__in=MODES), name="service_mode_known"),
            models.CheckConstraint(condition=Q(regime__in=REGIMES), name="service_regime_known"),
            models.CheckConstraint(
                condition=Q(weight_basis__in=WEIGHT_BASES), name="service_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(divisor__gt=0, weight_step_kg__gt=0, max_side_cm__gt=0),
                name="service_measures_positive",
            ),
            models.CheckConstraint(
                condition=Q(max_cod__gte=Value(0), max_declared_value__gte=Value(0)),
                name="service_limits_not_negative",
            ),
        )

    def __str__(self) -> str:
        return self.name
