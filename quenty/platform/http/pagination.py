"""Queries and pages of a list: declared filters and orders only, cursors, a bounded size."""

from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from quenty.platform.http.endpoints import Endpoint
from quenty.platform.http.lending import lent, rendered, validated
from quenty.platform.http.serializers import Serializer
from quenty.platform.http.words import bilingual

_REPEATED = bilingual(en="Given more than once.", es="Se dio más de una vez.")
_CURSOR = bilingual(en="This cursor is none of ours.", es="Este cursor no es nuestro.")

MOST = 100
USUAL = 20
_KINDS: dict[int, tuple[Endpoint, type[serializers.Serializer]]] = {}
_OF_PAGES = ("cursor", "page_size", "ordering")


class NoQuery(Serializer):
    pass


class Cursor(serializers.CharField):
    """What a page's `next` and `previous` carry."""


class PageQuery(Serializer):
    cursor = Cursor(required=False, max_length=400, help_text="From next/previous")
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST, help_text="Rows a page"
    )


def ordering_choices(endpoint: Endpoint) -> list[str]:
    return [sign + name for name in endpoint.ordering for sign in ("", "-")]


def query_serializer(endpoint: Endpoint) -> type[serializers.Serializer]:
    """The declared query with the pages' own fields, refusing anything else."""
    base = endpoint.query or NoQuery
    if endpoint.kind != "list":
        return base  # type: ignore[no-any-return]
    members: dict[str, Any] = {}
    if endpoint.ordering:
        members["ordering"] = serializers.ChoiceField(
            choices=ordering_choices(endpoint), required=False
        )
    return type(f"{endpoint.operation.title().replace('_', '')}Query", (PageQuery, base), members)


def repeated(name: str) -> ValidationError:
    """A query's name or a form's part that was given twice: neither counts (422)."""
    message = serializers.ErrorDetail(str(_REPEATED), code="repeated")
    return ValidationError({name[:80]: [message]})


def _query_serializer(endpoint: Endpoint) -> type[serializers.Serializer]:
    """The same class each time, so that what was built of it serves again."""
    found = _KINDS.get(id(endpoint))
    if found is None or found[0] is not endpoint:
        found = _KINDS[id(endpoint)] = (endpoint, query_serializer(endpoint))
    return found[1]


def query_of(endpoint: Endpoint, request: Request) -> dict[str, Any]:
    """The validated filters. A name given twice, or none of ours, is refused (422)."""
    given: dict[str, Any] = {}
    kind = _query_serializer(endpoint)
    with lent(kind, context={}) as serializer:
        fields = serializer.fields
    for name in request.query_params:
        values = request.query_params.getlist(name)
        declared = fields.get(name)
        if isinstance(declared, serializers.ListField):
            given[name] = values
        elif len(values) > 1:
            raise repeated(name)
        else:
            given[name] = values[0]
    query = validated(kind, given, context={})
    return {k: v for k, v in query.items() if k not in _OF_PAGES}


def _written(cursor: Any) -> str:
    """The one way in which a page writes this cursor, as `encode_cursor` does."""
    tokens = {"o": str(cursor.offset)} if cursor.offset else {}
    if cursor.reverse:
        tokens["r"] = "1"
    if cursor.position is not None:
        tokens["p"] = cursor.position
    return b64encode(urlencode(tokens).encode()).decode()


class Page(CursorPagination):
    """A page of an endpoint's QuerySet, its serializer applied."""

    page_size = USUAL
    max_page_size = MOST
    page_size_query_param = "page_size"

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        wanted = request.query_params.get("ordering")
        if not wanted:
            wanted = f"-{self.endpoint.ordering[0]}" if self.endpoint.ordering else "-id"
        sign = "-" if wanted.startswith("-") else ""
        return (wanted,) if wanted.lstrip("-") == "id" else (wanted, f"{sign}id")

    def decode_cursor(self, request: Any) -> Any:
        """Raises NotFound for a cursor that no page wrote, or whose position is no value of
        the ordering's field."""
        cursor = super().decode_cursor(request)
        if cursor is not None and request.query_params[self.cursor_query_param] != _written(cursor):
            raise NotFound()
        if cursor is not None and cursor.position is not None:
            try:
                self._field.to_python(cursor.position)
            except DjangoValidationError as error:
                raise NotFound() from error
            if "\x00" in cursor.position:
                raise NotFound()
        return cursor

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        name = self.get_ordering(request, queryset, view)[0].lstrip("-")
        self._field = queryset.model._meta.get_field(name)
        return super().paginate_queryset(queryset, request, view)

    def respond(self, queryset: Any, request: Request, view: Any) -> Response:
        try:
            rows = self.paginate_queryset(queryset, request, view)
        except NotFound as error:
            message = serializers.ErrorDetail(str(_CURSOR), code="cursor")
            raise ValidationError({"cursor": [message]}) from error
        context = {"request": request}
        return Response(
            {
                "results": rendered(self.endpoint.answer, rows, context=context, many=True),
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
            }
        )
