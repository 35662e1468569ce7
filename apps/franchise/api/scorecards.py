"""How operators and franchises did, over HTTP."""

from datetime import date
from typing import Any
from uuid import UUID

from rest_framework import serializers

from apps.franchise.api.routes import READ, SEE, routes
from apps.franchise.domain.scorecards import Scorecard, ranked
from apps.franchise.selectors import scorecards as selectors
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f


class MonthQuery(Serializer):
    month = serializers.DateField(help_text="Any day of it, from 2020 to 2100")

    def validate_month(self, value: date) -> date:
        if not 2020 <= value.year <= 2100:
            raise serializers.ValidationError("2020-2100", code="out_of_range")
        return value


def _percent(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=1, allow_null=True, **options)


class OperatorScoreOut(serializers.Serializer):
    """Percents to one decimal; null where nothing can be said yet. `cost_per_kg`: pesos."""

    rank = serializers.IntegerField(help_text="Among those that the caller may see")
    id = serializers.UUIDField()
    name = serializers.CharField()
    guides = serializers.IntegerField()
    delivered = serializers.IntegerField()
    incidents = serializers.IntegerField()
    revenue = f.Money()
    on_time = _percent()
    first_attempt = _percent()
    incident_rate = _percent()
    return_rate = _percent()
    cost_per_kg = _percent()
    uptime = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    sla_met = serializers.BooleanField(
        allow_null=True, help_text="Whether what it promised was kept; null: nothing to say"
    )
    score = _percent(help_text="Of 100: on time 40, first attempt 30, no incident 20, kept 10")


class OperatorScoresOut(serializers.Serializer):
    scores = OperatorScoreOut(many=True)


class FranchiseScoreOut(OperatorScoreOut):
    # What operators charge us is not for franchisees.
    cost_per_kg = None
    uptime = None
    sla_met = None


class FranchiseScoresOut(serializers.Serializer):
    scores = FranchiseScoreOut(many=True)


@routes.get("operator-scorecards", query=MonthQuery, answer=OperatorScoresOut, access=READ)
def get_operator_scorecards(call: Call) -> dict[str, Any]:
    """How operators did in a month, best first"""
    return _scores(selectors.of_operators(call.principal, call.query["month"]))


@routes.get("franchise-scorecards", query=MonthQuery, answer=FranchiseScoresOut, access=SEE)
def get_franchise_scorecards(call: Call) -> dict[str, Any]:
    """How franchises did in a month, best first"""
    return _scores(selectors.of_franchises(call.principal, call.query["month"]))


def _scores(cards: dict[UUID, tuple[str, Scorecard]]) -> dict[str, Any]:
    order = ranked({id_: card for id_, (_, card) in cards.items()})
    return {
        "scores": [
            {
                "rank": rank,
                "id": id_,
                "name": cards[id_][0],
                "guides": card.facts.guides,
                "delivered": card.facts.delivered,
                "incidents": card.facts.incidents,
                "revenue": card.facts.revenue,
                "on_time": card.on_time,
                "first_attempt": card.first_attempt,
                "incident_rate": card.incident_rate,
                "return_rate": card.return_rate,
                "cost_per_kg": card.cost_per_kg,
                "uptime": card.uptime,
                "sla_met": card.sla_met,
                "score": card.score,
            }
            for rank, id_, card in order
        ]
    }
