"""Labels of guides as files."""

from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase

from apps.orders.api.label_bodies import BatchBody, LabelQuery, SharedLabelQuery
from apps.orders.api.routes import routes
from apps.orders.selectors.guides import guide_for
from apps.orders.services.labels.print_labels import print_labels, print_picture, print_shared
from apps.orders.services.operators.operator_label import operator_label
from quenty.kernel import clock
from quenty.platform.auth import PUBLIC, Role, allow
from quenty.platform.http import Call

_READ = allow(Role.MERCHANT, Role.OPERATOR, Role.ADMIN, Role.SUPPORT, scope="orders:read")
_MEDIA = {"pdf_4x6": "application/pdf", "pdf_a4": "application/pdf", "zpl": "application/zpl"}
_ENDINGS = {"pdf_4x6": "pdf", "pdf_a4": "pdf", "zpl": "zpl"}


@routes.get(
    "guides/{number}/label",
    query=LabelQuery,
    media=("application/pdf", "application/zpl", "image/png"),
    access=_READ,
    operation="orders_label",
)
def label(call: Call, number: str) -> HttpResponseBase:
    """The label of a guide, one for each piece (a picture is of one piece)."""
    query = call.query
    if query["format"] == "png":
        picture = print_picture(
            number=number, piece=query["piece"], dpi=query["dpi"], principal=call.principal
        )
        name = f"{number}-{query['piece']}.png"
        return HttpResponse(picture, content_type="image/png", headers=_inline(name))
    file = print_labels(numbers=[number], layout=query["format"], principal=call.principal)
    return _answer(file, query["format"], number)


@routes.get(
    "guides/{number}/operator-label",
    media=("application/pdf", "text/plain"),
    access=_READ,
    operation="orders_operator_label",
)
def own_label(call: Call, number: str) -> HttpResponse:
    """The label that the operator itself asks for, where it makes one."""
    found = operator_label(guide=guide_for(call.principal, number))
    headers = {**_inline(f"{number}-operator"), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.content, content_type=found.media, headers=headers)


@routes.get(
    "shared-labels/{number}",
    query=SharedLabelQuery,
    media=("application/pdf",),
    access=PUBLIC,
    operation="orders_label_shared",
)
def shared_label(call: Call, number: str) -> FileResponse:
    """The labels of a guide by the signed link that goes out with it, for seven days."""
    file = print_shared(number=number, token=call.query["token"])
    return _answer(file, "pdf_4x6", number)


@routes.post(
    "labels",
    body=BatchBody,
    media=("application/pdf", "application/zpl"),
    access=_READ,
    status=200,
    idempotency="none",
    operation="orders_labels",
)
def labels(call: Call) -> HttpResponseBase:
    """The labels of guides in one file, in the order asked for: 1,000 at most, one a piece."""
    layout = call.body["format"]
    file = print_labels(numbers=call.body["numbers"], layout=layout, principal=call.principal)
    return _answer(file, layout, f"labels-{clock.today():%Y%m%d}")


def _answer(file: IO[bytes], layout: str, name: str) -> FileResponse:
    return FileResponse(
        file,
        content_type=_MEDIA[layout],
        headers=_inline(f"{name}.{_ENDINGS[layout]}"),
    )


def _inline(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
