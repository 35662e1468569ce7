"""How operators are reached, every call to them, and how they are."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.orders.domain.operators.failures import OUTCOMES
from apps.orders.models.titles import titled
from quenty.kernel import clock
from quenty.platform.db import Row

OPERATIONS = ("check", "quote", "book", "label", "cancel", "track", "pickup", "instruct")


class OperatorAccount(Row):
    """How one operator is reached, in one environment, under one account.

    `customer_id`: the merchant whose own contract it is, null for ours. `sealed`: the
    credentials, encrypted; `secret_names` says which there are. `seconds`: of one call.
    `breaker_failures` in a row open its breaker, which rests `breaker_rest_s` seconds;
    `breaker_reset_at`: closed by hand. `live_rates`: quotes ask the operator itself.
    `poll_minutes`: how often guides on their way are asked for, 0 never. `promised_uptime`:
    percent of a month's calls that the operator's contract promises to answer.
    """

    operator_id = models.UUIDField(_("operador"))  # franchise context, no FK
    operator_code = models.CharField(_("código del operador"), max_length=40)
    account = models.CharField(_("cuenta"), max_length=60, default="default")
    customer_id = models.UUIDField(_("comercio"), null=True, blank=True)  # customers, no FK
    livemode = models.BooleanField(_("real"), default=True)
    adapter = models.CharField(_("conexión"), max_length=40)
    base_url = models.URLField(_("dirección"), max_length=300, blank=True)
    settings = models.JSONField(_("ajustes"), default=dict, blank=True)
    sealed = models.BinaryField(editable=False)
    secret_names = ArrayField(
        models.CharField(max_length=40), verbose_name=_("credenciales"), default=list
    )
    seconds = models.DecimalField(_("plazo (s)"), max_digits=5, decimal_places=2, default=8)
    breaker_failures = models.PositiveSmallIntegerField(_("fallas que la abren"), default=5)
    breaker_rest_s = models.PositiveIntegerField(_("descanso (s)"), default=30)
    breaker_reset_at = models.DateTimeField(_("cerrada a mano"), null=True, blank=True)
    live_rates = models.BooleanField(_("cotiza en línea"), default=False)
    promised_uptime = models.DecimalField(
        _("disponibilidad prometida (%)"), max_digits=5, decimal_places=2, default=99
    )
    poll_minutes = models.PositiveSmallIntegerField(_("consulta cada (min)"), default=60)
    expires_on = models.DateField(_("vence"), null=True, blank=True)
    expiry_warned_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(_("revisada"), null=True, blank=True)
    active = models.BooleanField(_("activa"), default=True)

    class Meta:
        ordering = ("operator_code", "account", "-livemode")
        verbose_name = _("cuenta de operador")
        verbose_name_plural = _("cuentas de operadores")
        constraints = (
            models.UniqueConstraint(
                fields=("operator_id", "account", "livemode"), name="operator_account_once"
            ),
            models.UniqueConstraint(
                fields=("operator_id", "customer_id", "livemode"),
                condition=Q(active=True),
                nulls_distinct=False,
                name="operator_account_one_active",
            ),
            models.CheckConstraint(
                condition=Q(seconds__gt=0, breaker_failures__gt=0), name="operator_account_bounds"
            ),
            models.CheckConstraint(
                condition=Q(promised_uptime__range=(0, 100)), name="operator_account_promise"
            ),
        )
        permissions = (("reset_breaker", "Can close an operator's breaker by hand"),)

    def __str__(self) -> str:
        mode = "" if self.livemode else " (sandbox)"
        return f"{self.operator_code} {self.account}{mode}"


class OperatorCall(models.Model):
    """One operation asked of an operator. Append-only by grant. `sent` and `received` are
    redacted: no people, no secrets. `reference`: a guide's number or another id of ours."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("cuándo"), default=clock.now)
    account = models.ForeignKey(
        OperatorAccount,
        verbose_name=_("cuenta"),
        on_delete=models.PROTECT,
        related_name="calls",
    )
    operator_id = models.UUIDField(_("operador"))  # franchise context, no FK
    livemode = models.BooleanField(_("real"))
    operation = models.CharField(_("operación"), max_length=10)
    reference = models.CharField(_("referencia"), max_length=60, blank=True)
    outcome = models.CharField(_("resultado"), max_length=12)
    code = models.CharField(_("código"), max_length=60, blank=True)
    detail = models.CharField(_("detalle"), max_length=300, blank=True)
    latency_ms = models.PositiveIntegerField(_("latencia (ms)"))
    sent = models.TextField(_("enviado"), blank=True)
    received = models.TextField(_("recibido"), blank=True)
    correlation_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("llamada a operador")
        verbose_name_plural = _("llamadas a operadores")
        indexes = (
            models.Index(fields=("operator_id", "-at"), name="operator_call_operator"),
            models.Index(fields=("reference",), name="operator_call_reference"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome__in=OUTCOMES), name="operator_call_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(operation__in=OPERATIONS), name="operator_call_operation_known"
            ),
        )

    def __str__(self) -> str:
        return titled(self.operation, self.outcome)


class OperatorHealth(Row):
    """How an operator's own account answers, and until when its guides go to another.

    `state`: up or down. `diverted_until`: guides whose merchant allows another operator go
    there until then, after which this one is tried again.
    """

    operator_id = models.UUIDField(_("operador"), unique=True)  # franchise context, no FK
    operator_code = models.CharField(_("código del operador"), max_length=40)
    state = models.CharField(_("estado"), max_length=4, default="up")
    since = models.DateTimeField(_("desde"), default=clock.now)
    reason = models.CharField(_("motivo"), max_length=40, blank=True)
    diverted_until = models.DateTimeField(_("desviado hasta"), null=True, blank=True)

    class Meta:
        ordering = ("operator_code",)
        verbose_name = _("salud de operador")
        verbose_name_plural = _("salud de los operadores")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("up", "down")), name="operator_health_state_known"
            ),
        )

    def __str__(self) -> str:
        return titled(self.operator_code, self.state)
