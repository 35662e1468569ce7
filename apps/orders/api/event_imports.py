"""Files of what an operator without an API tells of its guides, and the words it writes them in."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from rest_framework import serializers

from apps.orders.api.columns import ColumnsField
from apps.orders.api.import_bodies import ImportReportOut
from apps.orders.api.routes import routes
from apps.orders.domain.imports.events import EVENTS, EXAMPLE
from apps.orders.domain.imports.rejected import template_of
from apps.orders.domain.incidents import CAUSES
from apps.orders.domain.operators.words_files import MEANINGS, MOST_WORDS, OF_FILES
from apps.orders.selectors.imports import with_rejected
from apps.orders.selectors.operator_words import VOCABULARY, Said, words_for
from apps.orders.selectors.operators import operator_or_404
from apps.orders.services.imports.batches import OfOperator
from apps.orders.services.imports.run_import import start_import
from apps.orders.services.imports.source import event_source
from apps.orders.services.operators.explain_words import explain_words
from quenty.contracts.orders.operator_errors import OperatorError
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer

if TYPE_CHECKING:
    from apps.orders.models import ImportBatch

TELL = allow(Role.OPERATOR, Role.ADMIN, scope="orders:write")
SEE = allow(Role.OPERATOR, Role.ADMIN, Role.SUPPORT, scope="orders:read")


class EventFileBody(Serializer):
    file = serializers.FileField(
        help_text="CSV in UTF-8 or Windows-1252, or XLSX: its first sheet", allow_empty_file=True
    )
    operator_id = serializers.UUIDField(required=False, help_text="Whose guides, said by staff")
    dry_run = serializers.BooleanField(default=False)


class WhoseQuery(Serializer):
    operator_id = serializers.UUIDField(required=False, help_text="Whose words, asked by staff")


class _Table(serializers.DictField):
    """A word of the operator's to what it means."""

    def __init__(self, child: serializers.Field, **options: Any) -> None:
        super().__init__(child=child, default=dict, **options)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (
            len(data) > MOST_WORDS or any(len(str(word)) > 80 for word in data)
        ):
            raise serializers.ValidationError(
                f"At most {MOST_WORDS} words of 80 characters.", code="max_length"
            )
        return super().to_internal_value(data)


class WordsBody(Serializer):
    """`statuses`: a state of the guide by word ("" moves nothing), before those of the
    `vocabulary`; `reasons`: a reason of an incident by word; `columns`: your header by field."""

    operator_id = serializers.UUIDField(required=False, help_text="Whose words, said by staff")
    vocabulary = serializers.ChoiceField(choices=sorted(OF_FILES), default=VOCABULARY)
    statuses = _Table(serializers.ChoiceField(choices=MEANINGS, allow_blank=True))
    reasons = _Table(serializers.ChoiceField(choices=sorted(CAUSES)))
    columns = ColumnsField(sorted(EVENTS.columns), default=dict)


class WordsOut(serializers.Serializer):
    """`fields_known`: those of a file, each with the headers that are known anyway."""

    operator_id = serializers.UUIDField()
    vocabulary = serializers.CharField()
    statuses = serializers.DictField(child=serializers.CharField(allow_blank=True))
    reasons = serializers.DictField(child=serializers.CharField())
    columns = serializers.DictField(child=serializers.CharField())
    fields_known = serializers.SerializerMethodField()

    def get_fields_known(self, said: Said) -> dict[str, list[str]]:
        return {name: list(headers) for name, headers in EVENTS.columns.items()}


@routes.post(
    "event-imports",
    body=EventFileBody,
    upload=True,
    answer=ImportReportOut,
    also=(202,),
    access=TELL,
    idempotency="saga",
    operation="orders_import_events",
)
def import_events(call: Call) -> "tuple[ImportBatch, int]":
    """Take in a CSV or XLSX of what happened to an operator's guides, in its own words.

    Good rows become history, bad rows come back with reasons; what was told before is `known`.
    More than 500 rows are taken in by a job: 202, and `GET imports/{id}` tells how far it is.
    """
    file = call.body["file"]
    operator_id = _whose(call, call.body)
    asked = OfOperator(
        operator_id=operator_id,
        livemode=call.livemode,
        dry_run=call.body["dry_run"],
        actor=call.actor,
    )
    source = event_source(file.file, file.name or "", operator_id)
    batch = with_rejected(start_import(source=source, asked=asked))
    return batch, 202 if batch.status == "running" else 201


@routes.get(
    "event-imports/template.csv",
    media=("text/csv",),
    access=SEE,
    operation="orders_import_events_template",
)
def template(call: Call) -> HttpResponseBase:
    """The columns that are known, with a row to follow."""
    return HttpResponse(
        template_of(EVENTS, EXAMPLE),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="quenty-events.csv"'},
    )


@routes.get(
    "operators/words",
    query=WhoseQuery,
    answer=WordsOut,
    access=SEE,
    operation="orders_operator_words",
)
def get_words(call: Call) -> Said:
    """What an operator's words mean in its files."""
    return words_for(_whose(call, call.query))


@routes.put(
    "operators/words",
    body=WordsBody,
    answer=WordsOut,
    access=TELL,
    operation="orders_operator_words_save",
)
def put_words(call: Call) -> Said:
    """Explain an operator's words and columns; every later file of it is read so."""
    told = {name: value for name, value in call.body.items() if name != "operator_id"}
    said = Said(operator_id=_whose(call, call.body), **told)
    return explain_words(said=said, actor=call.actor)


def _whose(call: Call, given: dict[str, Any]) -> UUID:
    """An operator speaks for itself; staff say which. Raises orders.operator.not_found."""
    named: UUID | None = given.get("operator_id")
    own = call.principal.operator_id if call.principal.has(Role.OPERATOR) else None
    if not call.principal.is_staff:
        named = own if named in (None, own) else None
    if named is None:
        raise OperatorError.NOT_FOUND(field="operator_id")
    return operator_or_404(named).operator_id
