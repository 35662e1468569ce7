"""The queue of incidents, with its deadlines; wrong ends put right; data that were mended."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.orders.admin.acting import LookInline, OneSearch, actor_of, for_each, form_page, link
from apps.orders.domain.incidents import CAUSES, OUTCOMES
from apps.orders.domain.operators.instructions import FOR_PEOPLE
from apps.orders.models import GuideCorrection, GuideMend, Incident, IncidentAnswer
from apps.orders.services.correct_guide import decide_correction
from apps.orders.services.incidents.answer import answer_incident
from apps.orders.services.incidents.resolve import resolve_incident
from apps.orders.services.operators.instruct import told_by_hand
from quenty.kernel import clock
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import language, told

STATUS_COLOURS = {"reported": "warning", "answered": "info", "resolved": "success"}
TOLD = {
    "pending": "info",
    "told": "success",
    "refused": "danger",
    "by_hand": "warning",
    "superseded": "info",
}
DECISIONS = {"asked": "warning", "approved": "success", "rejected": "danger"}


class Overdue(admin.SimpleListFilter):
    title = _("plazo vencido")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Vencidas")), ("no", _("En plazo"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        late = Q(deadline__lte=clock.now()) & ~Q(status="resolved")
        return {"yes": queryset.filter(late), "no": queryset.exclude(late)}.get(
            self.value() or "", queryset
        )


class ToTell(admin.SimpleListFilter):
    title = _("operador por informar")
    parameter_name = "to_tell"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("by_hand", _("A mano")), ("pending", _("Se le está informando"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        states = {"by_hand": FOR_PEOPLE, "pending": {"pending"}}.get(self.value() or "")
        if states is None:
            return queryset
        return queryset.filter(answers__instruction__status__in=states).distinct()


class ResolveForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("desenlace"),
        choices=lambda: [(name, told(name)) for name in OUTCOMES],
        widget=UnfoldAdminSelectWidget,
    )


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("nueva dirección"), max_length=200, widget=UnfoldAdminTextInputWidget
    )
    complement = forms.CharField(
        label=_("complemento"), max_length=200, required=False, widget=UnfoldAdminTextInputWidget
    )


class AnswerInline(LookInline):
    model = IncidentAnswer
    verbose_name_plural = _("respuestas")
    fields = ("created_at", "action", "comment", "source", "actor", "operator", "said")
    readonly_fields = ("created_at", "operator", "said")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[IncidentAnswer]":
        rows: QuerySet[IncidentAnswer] = super().get_queryset(request)
        return rows.select_related("instruction")

    @display(description=_("al operador"))
    def operator(self, row: IncidentAnswer) -> str:
        told_how = getattr(row, "instruction", None)
        return str(told(told_how.status)) if told_how else "-"

    @display(description=_("radicado o motivo"))
    def said(self, row: IncidentAnswer) -> str:
        told_how = getattr(row, "instruction", None)
        return (told_how.reference or told(told_how.failure) or "-") if told_how else "-"


@admin.register(Incident)
class IncidentAdmin(OneSearch, ReadOnlyAdmin):
    list_display = (
        "of_guide",
        "cause",
        "group",
        "acts",
        "shown_status",
        "to_operator",
        "attempt",
        "final",
        "occurred_at",
        "deadline",
    )
    list_filter = (Overdue, ToTell, "status", "acts", "group", "final", "livemode", "deadline")
    list_select_related = ("guide",)
    # A queue begins with what waits, however much was settled before.
    ordering = (F("resolved_at").desc(nulls_first=True), "deadline", "id")
    inlines = (AnswerInline,)
    actions = ("try_again", "send_back", "leave_at_office", "settle", "mark_told")
    actions_detail = ("resolve", "new_address")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Its reason in words."""
        shown = super().get_readonly_fields(request, obj)
        return tuple("cause" if name == "reason" else name for name in shown)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.get_readonly_fields(request, obj)

    @display(description=_("guía"))
    def of_guide(self, row: Incident) -> str:
        return link(row.guide)

    @display(description=_("causa"), ordering="reason")
    def cause(self, row: Incident) -> str:
        cause = CAUSES[row.reason]
        return cause.en if language() == "en" else cause.es

    @display(description=_("estado"), ordering="status", label=STATUS_COLOURS)
    def shown_status(self, row: Incident) -> str:
        return row.status

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Incident]":
        rows: QuerySet[Incident] = super().get_queryset(request)
        return rows.prefetch_related("answers__instruction")

    @display(description=_("al operador"), label=TOLD)
    def to_operator(self, row: Incident) -> str:
        """How the operator stands with the last answer, "" without one."""
        last = max(row.answers.all(), key=lambda one: (one.created_at, one.pk), default=None)
        told_how = getattr(last, "instruction", None)
        return told_how.status if told_how else ""

    @admin.action(description=_("El operador ya fue informado"), permissions=["change"])
    def mark_told(self, request: HttpRequest, rows: "QuerySet[Incident]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda row: told_by_hand(incident_id=row.pk, actor=actor))

    def _answer(self, request: HttpRequest, rows: "QuerySet[Incident]", decision: str) -> None:
        for_each(
            request,
            rows,
            lambda row: answer_incident(
                incident_id=row.pk,
                action=decision,
                data={},
                comment="",
                actor=actor_of(request),
                source="admin",
                by_staff=True,
            ),
        )

    @admin.action(description=_("Intentar de nuevo"), permissions=["change"])
    def try_again(self, request: HttpRequest, rows: "QuerySet[Incident]") -> None:
        self._answer(request, rows, "retry")

    @admin.action(description=_("Devolver al remitente"), permissions=["change"])
    def send_back(self, request: HttpRequest, rows: "QuerySet[Incident]") -> None:
        self._answer(request, rows, "return")

    @admin.action(description=_("Dejar en la oficina"), permissions=["change"])
    def leave_at_office(self, request: HttpRequest, rows: "QuerySet[Incident]") -> None:
        self._answer(request, rows, "office")

    @admin.action(description=_("Dar por resueltas"), permissions=["change"])
    def settle(self, request: HttpRequest, rows: "QuerySet[Incident]") -> None:
        actor = actor_of(request)
        for_each(
            request,
            rows,
            lambda row: resolve_incident(incident_id=row.pk, outcome="settled", actor=actor),
        )

    @action(description=_("Resolver"), permissions=["orders.change_incident"], url_path="resolve")
    def resolve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Incident, data: dict[str, Any]) -> None:
            resolve_incident(incident_id=row.pk, actor=actor_of(request), **data)

        return form_page(
            self, request, object_id, form_class=ResolveForm, title=_("Resolver"), act=act
        )

    @action(
        description=_("Cambiar la dirección"),
        permissions=["orders.change_incident"],
        url_path="address",
    )
    def new_address(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Incident, data: dict[str, Any]) -> None:
            answer_incident(
                incident_id=row.pk,
                action="new_address",
                data=data,
                comment="",
                actor=actor_of(request),
                source="admin",
                by_staff=True,
            )

        return form_page(
            self,
            request,
            object_id,
            form_class=AddressForm,
            title=_("Cambiar la dirección"),
            act=act,
        )


@admin.register(GuideCorrection)
class GuideCorrectionAdmin(ReadOnlyAdmin):
    list_display = (
        "of_guide",
        "from_status",
        "to_status",
        "shown_status",
        "reason",
        "asked_by",
        "decided_by",
        "created_at",
    )
    list_filter = ("status", "from_status", "to_status", "created_at")
    search_fields = ("guide__number", "reason", "asked_by")
    list_select_related = ("guide",)
    actions = ("approve", "reject")

    @display(description=_("guía"))
    def of_guide(self, row: GuideCorrection) -> str:
        return link(row.guide)

    @display(description=_("estado"), ordering="status", label=DECISIONS)
    def shown_status(self, row: GuideCorrection) -> str:
        return row.status

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("orders.decide_guidecorrection")

    def _decide(
        self, request: HttpRequest, rows: "QuerySet[GuideCorrection]", *, approve: bool
    ) -> None:
        actor = actor_of(request)
        for_each(
            request,
            rows,
            lambda row: decide_correction(correction_id=row.pk, approve=approve, actor=actor),
        )

    @admin.action(description=_("Aprobar"), permissions=["decide"])
    def approve(self, request: HttpRequest, rows: "QuerySet[GuideCorrection]") -> None:
        self._decide(request, rows, approve=True)

    @admin.action(description=_("Rechazar"), permissions=["decide"])
    def reject(self, request: HttpRequest, rows: "QuerySet[GuideCorrection]") -> None:
        self._decide(request, rows, approve=False)


@admin.register(GuideMend)
class GuideMendAdmin(ReadOnlyAdmin):
    list_display = ("of_guide", "created_at", "changed", "actor", "source", "reason")
    list_filter = ("source", "created_at")
    search_fields = ("guide__number", "actor")
    list_select_related = ("guide",)

    @display(description=_("guía"))
    def of_guide(self, row: GuideMend) -> str:
        return link(row.guide)

    @display(description=_("qué cambió"))
    def changed(self, row: GuideMend) -> str:
        return ", ".join(sorted(row.after))
