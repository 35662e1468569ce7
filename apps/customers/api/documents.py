"""KYC as the merchant sees it: documents, submissions, and looking at a file."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from apps.customers.api.routes import READ, WRITE, routes
from apps.customers.domain.files import MAX_BYTES
from apps.customers.domain.kyc import DocumentKind, Level
from apps.customers.selectors.kyc import document_by_id, documents_of, levels_of
from apps.customers.selectors.merchants import merchant_of
from apps.customers.services.kyc.document_links import open_link, sign_link
from apps.customers.services.kyc.submit_case import submit_case
from apps.customers.services.kyc.upload_document import upload_document
from quenty.contracts.customers.errors import CustomerError
from quenty.platform.auth import PUBLIC, Role, allow
from quenty.platform.http import Call, Serializer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import KycDocument

_LOOK = allow(Role.MERCHANT, Role.SUPPORT, Role.CREDIT_OFFICER, Role.ADMIN, scope="customers:read")


class KycLevelOut(Serializer):
    level = serializers.CharField()
    status = serializers.CharField()
    reason = serializers.CharField()
    approved_until = serializers.DateTimeField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    required = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())


class KycOut(Serializer):
    levels = KycLevelOut(many=True)


class KycUploadBody(Serializer):
    kind = serializers.ChoiceField(choices=[kind.value for kind in DocumentKind])
    file = serializers.FileField(allow_empty_file=True, help_text="PDF, JPEG or PNG, up to 5 MB")


class KycDocumentOut(Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    created_at = serializers.DateTimeField()


class KycSubmissionBody(Serializer):
    level = serializers.ChoiceField(choices=[level.value for level in Level])


class KycDocumentLinkOut(Serializer):
    url = serializers.URLField()
    expires_at = serializers.DateTimeField()


@routes.get(
    "kyc",
    answer=KycOut,
    access=READ,
    operation="customers_kyc",
    summary="My KYC, level by level, with the documents still missing",
)
def show_kyc(call: Call) -> dict[str, Any]:
    return {"levels": [asdict(level) for level in levels_of(merchant_of(call.principal))]}


@routes.post(
    "kyc/documents",
    body=KycUploadBody,
    upload=True,
    answer=KycDocumentOut,
    access=WRITE,
    operation="customers_kyc_documents_create",
    summary="Hand in a document",
)
def create_document(call: Call) -> "KycDocument":
    merchant, file = merchant_of(call.principal), call.body["file"]
    if file.size > MAX_BYTES:
        raise CustomerError.FILE_TOO_LARGE(field="file", most=MAX_BYTES // 1024 // 1024)
    return upload_document(
        merchant=merchant,
        kind=DocumentKind(call.body["kind"]),
        content=file.read(),
        actor=call.actor,
    )


@routes.list(
    "kyc/documents",
    item=KycDocumentOut,
    ordering=("created_at",),
    access=READ,
    operation="customers_kyc_documents",
    summary="My documents in force",
)
def list_documents(call: Call) -> "QuerySet[KycDocument]":
    return documents_of(merchant_of(call.principal).id)


@routes.post(
    "kyc/submissions",
    body=KycSubmissionBody,
    answer=KycOut,
    status=202,
    access=WRITE,
    operation="customers_kyc_submit",
    summary="Ask for a KYC level",
)
def submit(call: Call) -> dict[str, Any]:
    merchant = merchant_of(call.principal)
    submit_case(merchant=merchant, level=Level(call.body["level"]), actor=call.actor)
    return {"levels": [asdict(level) for level in levels_of(merchant)]}


@routes.post(
    "kyc/documents/{document_id}/links",
    answer=KycDocumentLinkOut,
    access=_LOOK,
    operation="customers_kyc_document_link",
    summary="A link to look at a document, good for five minutes",
)
def create_link(call: Call, document_id: UUID) -> dict[str, Any]:
    owner = None if call.principal.is_staff else merchant_of(call.principal).id
    document = document_by_id(document_id, customer_id=owner)
    url, until = sign_link(document_id=document.id, actor=call.actor)
    return {"url": url, "expires_at": until}


@routes.get(
    "kyc/files/{token}",
    media=("application/pdf", "image/jpeg", "image/png"),
    access=PUBLIC,
    operation="customers_kyc_file",
    summary="A document by its signed link; the look is logged",
)
def show_file(call: Call, token: str) -> HttpResponse:
    document, content = open_link(token=token, address=call.request.META.get("REMOTE_ADDR", ""))
    response = HttpResponse(content, content_type=document.content_type)
    extension = document.content_type.rsplit("/", 1)[1]
    response["Content-Disposition"] = f'inline; filename="{document.kind}.{extension}"'
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response
