"""Incidents and what was answered; corrections of ended guides; mends before pickup."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.orders.domain.incidents import ACTIONS, CAUSES, OUTCOMES, Acts, Group, IncidentStatus
from apps.orders.domain.states import GuideStatus
from apps.orders.models.guides import Guide
from apps.orders.models.titles import titled
from quenty.kernel.clock import BOGOTA
from quenty.platform.db import Row

_STATUSES = [s.value for s in GuideStatus]


class Incident(Row):
    """Why a guide's pieces do not get on. `attempt`: which of the delivery attempts it was, 0
    for none. `deadline`: until when whoever acts may answer. `photo`: where the evidence is.
    `reminded`: how many times its deadline was told."""

    guide = models.ForeignKey(
        Guide, verbose_name=_("guía"), on_delete=models.PROTECT, related_name="incidents"
    )
    customer_id = models.UUIDField(_("comercio"))  # customers context, no FK
    livemode = models.BooleanField(_("real"), default=True)
    reason = models.CharField(_("causa"), max_length=30)
    group = models.CharField(_("grupo"), max_length=14)
    acts = models.CharField(_("quién actúa"), max_length=10)
    status = models.CharField(_("estado"), max_length=10, default=IncidentStatus.REPORTED.value)
    attempt = models.PositiveSmallIntegerField(_("intento"), default=0)
    final = models.BooleanField(_("último intento"), default=False)
    piece_numbers = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("piezas"))
    occurred_at = models.DateTimeField(_("cuándo"))
    deadline = models.DateTimeField(_("plazo"))
    comment = models.CharField(_("comentario"), max_length=500, blank=True)
    photo = models.CharField(_("foto"), max_length=300, blank=True)
    place = models.CharField(_("lugar"), max_length=120, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    source = models.CharField(_("origen"), max_length=20)
    reported_by = models.CharField(_("reportó"), max_length=120)
    retry_on = models.DateField(_("nuevo intento"), null=True, blank=True)
    outcome = models.CharField(_("desenlace"), max_length=12, blank=True)
    resolved_at = models.DateTimeField(_("resuelta"), null=True, blank=True)

    class Meta:
        ordering = ("deadline", "id")
        verbose_name = _("novedad")
        verbose_name_plural = _("novedades")
        indexes = (
            models.Index(fields=("customer_id", "livemode", "-occurred_at"), name="incident_owner"),
            models.Index(
                fields=("deadline",), condition=~Q(status="resolved"), name="incident_queue"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("guide", "reason", "occurred_at"), name="incident_once"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=sorted(CAUSES)), name="incident_reason_known"
            ),
            models.CheckConstraint(
                condition=Q(group__in=[g.value for g in Group])
                & Q(acts__in=[a.value for a in Acts])
                & Q(status__in=[s.value for s in IncidentStatus])
                & Q(outcome__in=("", *OUTCOMES)),
                name="incident_values_known",
            ),
            models.CheckConstraint(
                condition=Q(status="resolved", resolved_at__isnull=False)
                | ~Q(status="resolved") & Q(resolved_at__isnull=True),
                name="incident_resolved_when",
            ),
        )

    def __str__(self) -> str:
        cause = CAUSES[self.reason]
        said = cause.en if (get_language() or "").startswith("en") else cause.es
        return f"{said}, {self.occurred_at.astimezone(BOGOTA):%Y-%m-%d}"


class IncidentAnswer(Row):
    """What was decided. Append-only by grant. `data`: the new address or date."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="answers")
    action = models.CharField(_("decisión"), max_length=12)
    data = models.JSONField(default=dict)
    comment = models.CharField(_("comentario"), max_length=500, blank=True)
    actor = models.CharField(_("quién"), max_length=120)
    source = models.CharField(_("origen"), max_length=20)

    class Meta:
        ordering = ("created_at", "id")
        verbose_name = _("respuesta")
        verbose_name_plural = _("respuestas")
        constraints = (
            models.CheckConstraint(
                condition=Q(action__in=ACTIONS), name="incident_answer_action_known"
            ),
        )

    def __str__(self) -> str:
        return titled(self.action)


class GuideCorrection(Row):
    """A wrong end put right by two people. `from_status`, `to_status`: of the guide."""

    guide = models.ForeignKey(
        Guide, verbose_name=_("guía"), on_delete=models.PROTECT, related_name="corrections"
    )
    status = models.CharField(_("estado"), max_length=8, default="asked")
    from_status = models.CharField(_("estaba"), max_length=20)
    to_status = models.CharField(_("queda"), max_length=20)
    reason = models.CharField(_("motivo"), max_length=300)
    asked_by = models.CharField(_("pidió"), max_length=120)
    decided_by = models.CharField(_("decidió"), max_length=120, blank=True)
    decided_at = models.DateTimeField(_("decidida"), null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("corrección de guía")
        verbose_name_plural = _("correcciones de guías")
        permissions = (("decide_guidecorrection", "Can decide a correction somebody asked for"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=("asked", "approved", "rejected")),
                name="guide_correction_status_known",
            ),
            models.CheckConstraint(
                condition=Q(from_status__in=_STATUSES, to_status__in=_STATUSES)
                & ~Q(from_status=F("to_status")),
                name="guide_correction_moves",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("decided_by")), name="guide_correction_four_eyes"
            ),
            models.UniqueConstraint(
                fields=("guide",), condition=Q(status="asked"), name="guide_correction_one_open"
            ),
        )

    def __str__(self) -> str:
        return titled(self.from_status, "->", self.to_status)


class GuideMend(Row):
    """What of a guide's delivery was changed after it was issued. Append-only by grant.

    `before`, `after`: the changed fields alone; personal data.
    """

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="mends")
    before = models.JSONField(_("antes"))
    after = models.JSONField(_("después"))
    actor = models.CharField(_("quién"), max_length=120)
    source = models.CharField(_("origen"), max_length=20)
    reason = models.CharField(_("motivo"), max_length=200, blank=True)

    class Meta:
        ordering = ("created_at", "id")
        verbose_name = _("corrección de datos")
        verbose_name_plural = _("correcciones de datos")

    def __str__(self) -> str:
        order = Guide._meta.get_field("order").related_model._meta
        return ", ".join(str(order.get_field(name).verbose_name) for name in self.after)
