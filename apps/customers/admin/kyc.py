"""KYC: cases to decide, documents to look at."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from apps.customers.admin.decisions import DecidedAdmin, Decision, ReasonForm
from apps.customers.admin.shown import OfMerchant
from apps.customers.domain.kyc import Action
from apps.customers.models import KycCase, KycDocument, KycTransition
from apps.customers.selectors.kyc import documents_of
from apps.customers.services.kyc.document_links import sign_link
from apps.customers.services.kyc.review_case import review_case
from quenty.kernel.actors import Actor
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import told

REVIEW = "customers.review_kyccase"


def _decision(action: Action, title: Any, *, state: str, reason: bool = True) -> Decision:
    def act(row: KycCase, actor: Actor, data: dict[str, Any]) -> None:
        review_case(case_id=row.pk, decision=action, reason=data.get("reason", ""), actor=actor)

    options = {"form": ReasonForm} if reason else {}
    return Decision(action.value, title, REVIEW, act, lambda row: row.status == state, **options)


class TransitionInline(TabularInline):
    model = KycTransition
    fields = ("at", "action", "from_status", "to_status", "reason", "actor")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(KycCase)
class KycCaseAdmin(OfMerchant, DecidedAdmin):
    list_display = (
        "merchant",
        "document",
        "level",
        "status_shown",
        "risk_shown",
        "submitted_at",
        "approved_until",
    )
    list_filter = ("status", "level", "risk", "merchant__kind")
    search_fields = ("merchant__display_name", "merchant__document_number", "merchant__id", "id")
    list_select_related = ("merchant",)
    inlines = (TransitionInline,)
    fields = (
        "decisions_shown",
        "merchant_shown",
        "document",
        "level",
        "status_shown",
        "risk_shown",
        "flags",
        "first_reviewer",
        "documents_shown",
        "provider",
        "reason",
        "submitted_at",
        "decided_at",
        "approved_until",
    )
    decisions = (
        _decision(Action.APPROVE, _("Aprobar"), state="in_review", reason=False),
        _decision(Action.REJECT, _("Rechazar"), state="in_review"),
        _decision(Action.REQUEST_UPDATE, _("Pedir corrección"), state="in_review"),
        _decision(Action.REOPEN, _("Reabrir"), state="rejected"),
    )

    @display(description=_("documento"))
    def document(self, row: KycCase) -> str:
        return row.merchant.document

    @display(
        description=_("estado"),
        ordering="status",
        label={"approved": "success", "rejected": "danger", "in_review": "warning"},
    )
    def status_shown(self, row: KycCase) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=_("riesgo"), ordering="risk", label={"high": "danger"})
    def risk_shown(self, row: KycCase) -> tuple[str, str]:
        return row.risk, row.get_risk_display()

    @display(description=_("documentos"))
    def documents_shown(self, row: KycCase) -> str:
        found = ((_look(d), told(d.kind)) for d in documents_of(row.merchant_id))
        style = '<a class="text-primary-600 mr-3" target="_blank" href="{}">{}</a>'
        return format_html_join("", style, found) or "—"


def _look(document: KycDocument) -> str:
    return reverse("admin:customers_kycdocument_look", args=[document.pk])


@admin.register(KycDocument)
class KycDocumentAdmin(ReadOnlyAdmin):
    """A look goes through a signed link of five minutes, and is written down."""

    list_display = (
        "merchant",
        "kind",
        "content_type",
        "size",
        "uploaded_by",
        "created_at",
        "replaced_at",
        "look",
    )
    list_filter = ("kind", "content_type", ("replaced_at", admin.EmptyFieldListFilter))
    search_fields = ("merchant__display_name", "merchant__document_number", "id")
    list_select_related = ("merchant",)
    fields = (
        "merchant",
        "kind",
        "content_type",
        "size",
        "sha256",
        "uploaded_by",
        "created_at",
        "replaced_at",
        "look",
    )

    @display(description=_("archivo"))
    def look(self, row: KycDocument) -> str:
        return format_html(
            '<a class="text-primary-600" target="_blank" href="{}">{}</a>', _look(row), _("Ver")
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[KycDocument]:
        rows: QuerySet[KycDocument] = super().get_queryset(request)
        return rows.select_related("merchant")

    def get_urls(self) -> list[Any]:
        look = path(
            "<uuid:document_id>/look/",
            self.admin_site.admin_view(self.look_view),
            name="customers_kycdocument_look",
        )
        return [look, *super().get_urls()]

    def look_view(self, request: HttpRequest, document_id: UUID) -> HttpResponse:
        if not request.user.has_perm(REVIEW):
            raise PermissionDenied
        if self.get_object(request, str(document_id)) is None:
            raise Http404
        url, _until = sign_link(document_id=document_id, actor=Actor("staff", str(request.user.pk)))
        return HttpResponseRedirect(url)
