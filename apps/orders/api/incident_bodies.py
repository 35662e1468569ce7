"""What is asked and answered of incidents, corrections and mends."""

from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers

from apps.orders.api.bodies import PrintedText
from apps.orders.domain.incidents import ACTIONS, CAUSES, OUTCOMES, Acts, Group, IncidentStatus
from apps.orders.domain.operators.instructions import STATES
from apps.orders.domain.states import GuideStatus
from apps.orders.services.correct_guide import CORRECTED_TO
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

_REASONS = sorted(CAUSES)
_PLACE = {"max_digits": 9, "decimal_places": 6, "required": False, "allow_null": True}


class IncidentBody(Serializer):
    """`reason`: see `incident-reasons`, which says what evidence it needs. `photo`: where it
    is kept. `pieces`: all, if not said. `occurred_at`: now, if not said."""

    reason = serializers.ChoiceField(choices=_REASONS)
    occurred_at = serializers.DateTimeField(required=False)
    pieces = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=1000), required=False, max_length=100
    )
    comment = f.Text(max_length=500, default="", allow_blank=True)
    photo = f.Text(max_length=300, default="", allow_blank=True)
    place = f.Text(max_length=120, default="", allow_blank=True)
    latitude = serializers.DecimalField(min_value=-90, max_value=90, **_PLACE)
    longitude = serializers.DecimalField(min_value=-180, max_value=180, **_PLACE)


class AnswerBody(Serializer):
    """`retry_on`: for new_date, a day to come. `address` and the like: for new_address, in the
    same municipality."""

    action = serializers.ChoiceField(choices=ACTIONS)
    retry_on = serializers.DateField(required=False)
    address = PrintedText(max_length=200, required=False)
    complement = PrintedText(max_length=200, required=False, allow_blank=True)
    phone = f.Phone(required=False)
    dane_code = f.Dane(required=False)
    comment = f.Text(max_length=500, default="", allow_blank=True)


class LinkAnswerBody(AnswerBody):
    """`token`: the last part of the answer link."""

    token = f.Text(max_length=200)


class ResolveBody(Serializer):
    outcome = serializers.ChoiceField(choices=OUTCOMES, default="settled")


class BulkBody(Serializer):
    """`action`: an answer for all of them, or resolve."""

    incident_ids = f.UniqueList(child=serializers.UUIDField(), min_length=1, max_length=200)
    action = serializers.ChoiceField(choices=("resolve", "retry", "office", "return"))
    comment = f.Text(max_length=500, default="", allow_blank=True)


class BulkItemOut(serializers.Serializer):
    """`code`: of the refusal, "" for none."""

    id = serializers.UUIDField()
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)


class BulkOut(serializers.Serializer):
    results = BulkItemOut(many=True)


class IncidentFilters(Serializer):
    """`operator`: how its operator stands with an answer that it is to be told."""

    status = serializers.ChoiceField(choices=[s.value for s in IncidentStatus], required=False)
    group = serializers.ChoiceField(choices=[g.value for g in Group], required=False)
    acts = serializers.ChoiceField(choices=[a.value for a in Acts], required=False)
    guide = f.Text(max_length=30, required=False)
    operator_id = serializers.UUIDField(required=False)
    overdue = serializers.BooleanField(required=False, allow_null=True, default=None)
    operator = serializers.ChoiceField(choices=STATES, required=False)


class InstructionOut(serializers.Serializer):
    """What became of telling the operator. `status`: pending, told, refused (`detail` says
    why), by_hand (staff tell it) or superseded by a later answer. `reference`: the operator's
    own. `by_hand`: a person told it."""

    status = serializers.CharField()
    reference = serializers.CharField()
    detail = serializers.CharField(source="failure")
    told_at = serializers.DateTimeField(allow_null=True)
    by_hand = serializers.SerializerMethodField()

    def get_by_hand(self, row: Any) -> bool:
        return bool(row.told_by)


class IncidentAnswerOut(serializers.Serializer):
    """`operator`: null for what was answered before operators were told."""

    action = serializers.CharField()
    data = serializers.DictField()
    comment = serializers.CharField()
    source = serializers.CharField()
    created_at = serializers.DateTimeField()
    operator = InstructionOut(source="instruction", allow_null=True, default=None)


class IncidentOut(serializers.Serializer):
    """`attempt`: 0 for none. `final`: no attempt is left. `text`: the reason in words."""

    id = serializers.UUIDField()
    guide = serializers.CharField(source="guide.number")
    guide_status = serializers.CharField(source="guide.status")
    customer_id = serializers.UUIDField()
    livemode = serializers.BooleanField()
    reason = serializers.CharField()
    text = serializers.SerializerMethodField()
    group = serializers.CharField()
    acts = serializers.CharField()
    status = serializers.CharField()
    attempt = serializers.IntegerField()
    final = serializers.BooleanField()
    pieces = serializers.ListField(child=serializers.IntegerField(), source="piece_numbers")
    occurred_at = serializers.DateTimeField()
    deadline = serializers.DateTimeField()
    comment = serializers.CharField()
    photo = serializers.CharField()
    place = serializers.CharField()
    latitude = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    longitude = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    source = serializers.CharField()
    retry_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    answers = IncidentAnswerOut(many=True)
    created_at = serializers.DateTimeField()

    def get_text(self, incident: Any) -> str:
        cause = CAUSES[incident.reason]
        return cause.en if (get_language() or "es").startswith("en") else cause.es


class CauseOut(serializers.Serializer):
    """`again`: next_day, on_answer or never. `hours`: to answer."""

    reason = serializers.CharField()
    group = serializers.CharField()
    acts = serializers.CharField()
    again = serializers.CharField()
    attempt = serializers.BooleanField()
    comment = serializers.BooleanField()
    photo = serializers.BooleanField()
    hours = serializers.IntegerField()
    es = serializers.CharField()
    en = serializers.CharField()


class CausesOut(serializers.Serializer):
    results = CauseOut(many=True)


class CorrectionBody(Serializer):
    to = serializers.ChoiceField(choices=[s.value for s in GuideStatus if s in CORRECTED_TO])
    reason = f.Text(max_length=300)


class CorrectionOut(serializers.Serializer):
    id = serializers.UUIDField()
    guide = serializers.CharField(source="guide.number")
    status = serializers.CharField()
    from_status = serializers.CharField()
    to_status = serializers.CharField()
    reason = serializers.CharField()
    asked_by = serializers.CharField()
    decided_by = serializers.CharField()
    decided_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class DecisionBody(Serializer):
    approve = serializers.BooleanField()


class MendBody(Serializer):
    """`cod_amount` can only be lowered. The municipality stays: it is another price. What is not
    said stays too, so a new address wants its own complement ("" for none)."""

    recipient_name = PrintedText(max_length=120, required=False)
    recipient_phone = f.Phone(required=False)
    recipient_email = serializers.EmailField(required=False, allow_blank=True)
    recipient_address = PrintedText(max_length=200, required=False)
    recipient_complement = PrintedText(max_length=200, required=False, allow_blank=True)
    cod_amount = f.Amount(minimum=0, required=False)
    reason = f.Text(max_length=200, default="", allow_blank=True)


class SearchQuery(Serializer):
    """A number of ours or of an operator, an order, a phone, a NIT or a name; all guides, if it
    isn't said."""

    q = f.Text(max_length=80, default="", allow_blank=True)
