"""Files of orders, and how any file is getting on."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from apps.orders.api.import_bodies import (
    BatchQuery,
    ImportBody,
    ImportOut,
    ImportReportOut,
    ImportRowOut,
    RowsQuery,
    template_of,
)
from apps.orders.api.intake import merchant_of
from apps.orders.api.routes import routes
from apps.orders.domain.imports.rejected import own_template
from apps.orders.selectors.imports import (
    batch_of,
    batches_of,
    rows_of,
    saved_columns,
    with_rejected,
)
from apps.orders.services.imports.batches import OfMerchant
from apps.orders.services.imports.rejected_file import rejected_file
from apps.orders.services.imports.run_import import start_import
from apps.orders.services.imports.source import Source
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import ImportBatch, ImportRow

_READ = allow(Role.MERCHANT, Role.OPERATOR, Role.ADMIN, Role.SUPPORT, scope="orders:read")
_WRITE = allow(Role.MERCHANT, scope="orders:write")


@routes.post(
    "imports",
    body=ImportBody,
    upload=True,
    answer=ImportReportOut,
    also=(202,),
    access=_WRITE,
    idempotency="saga",
    operation="orders_import",
)
def import_orders(call: Call) -> "tuple[ImportBatch, int]":
    """Take in a CSV or XLSX of orders: good rows become orders, bad rows come back with reasons.

    More than 500 orders are taken in by a job: the answer is 202 with the import as it stands,
    to be asked for again; `rows_total` of `rows_expected` are done. One at a time.
    """
    body = call.body
    saved = saved_columns(merchant_of(call), body["preset"], livemode=call.livemode)
    source = Source(
        file=body["file"].file,
        name=body["file"].name or "",
        layout=body["preset"],
        template=template_of(body.get("template", {}), saved),
    )
    asked = OfMerchant(
        customer_id=merchant_of(call),
        livemode=call.livemode,
        dry_run=body["dry_run"],
        actor=call.actor,
    )
    batch = with_rejected(start_import(source=source, asked=asked))
    return batch, 202 if batch.status == "running" else 201


@routes.list(
    "imports",
    item=ImportOut,
    query=BatchQuery,
    ordering=("created_at",),
    access=_READ,
    operation="orders_imports",
)
def list_imports(call: Call) -> "QuerySet[ImportBatch]":
    """Imports, newest first."""
    batches = batches_of(call.principal)
    status = call.query.get("status")
    return batches.filter(status=status) if status else batches


@routes.get(
    "imports/template.csv",
    media=("text/csv",),
    access=_READ,
    operation="orders_import_template",
)
def template(call: Call) -> HttpResponseBase:
    """Our own template with a row to follow."""
    return HttpResponse(
        own_template(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="quenty-orders.csv"'},
    )


@routes.get(
    "imports/{import_id}", answer=ImportReportOut, access=_READ, operation="orders_import_get"
)
def get_import(call: Call, import_id: UUID) -> "ImportBatch":
    """An import with its counts and its first bad rows."""
    return with_rejected(batch_of(call.principal, import_id))


@routes.list(
    "imports/{import_id}/rows",
    item=ImportRowOut,
    query=RowsQuery,
    ordering=("line",),
    access=_READ,
    operation="orders_import_rows",
)
def list_rows(call: Call, import_id: UUID) -> "QuerySet[ImportRow]":
    """What became of each row of the file."""
    return rows_of(batch_of(call.principal, import_id), status=call.query.get("status"))


@routes.get(
    "imports/{import_id}/rejected.csv",
    media=("text/csv",),
    access=_READ,
    operation="orders_import_rejected",
)
def rejected(call: Call, import_id: UUID) -> HttpResponseBase:
    """The bad rows as a CSV with their reasons, to mend and send again."""
    batch = batch_of(call.principal, import_id)
    return StreamingHttpResponse(
        rejected_file(batch, call.language),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="rejected-{batch.id}.csv"',
            "Cache-Control": "private, no-store",
        },
    )
