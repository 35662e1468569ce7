"""Rules of how much freight goes back: a new one ends the one before."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from apps.orders.domain.money.refunds import RefundCause
from apps.orders.models import FreightRule
from quenty.contracts.orders.money_errors import FreightError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


@dataclass(frozen=True, kw_only=True)
class RuleData:
    """`valid_to`: the first day it no longer holds."""

    cause: str
    percent: int
    valid_from: date
    valid_to: date | None = None


def refuse_rule(data: RuleData) -> FreightRule | None:
    """The one before, which a new one ends. Raises as `publish_rule`."""
    if data.valid_to is not None:
        refuse_end(data.valid_from, data.valid_to)
    before = FreightRule.objects.filter(cause=data.cause).order_by("-valid_from").first()
    if before is not None and before.valid_from >= data.valid_from:
        raise FreightError.RULE_DATES(field="valid_from")
    return before


def refuse_end(valid_from: date, valid_to: date) -> None:
    """Raises orders.freight.rule_dates."""
    if valid_to <= valid_from:
        raise FreightError.RULE_DATES(field="valid_to")


def publish_rule(*, data: RuleData, actor: Actor) -> FreightRule:
    """For guides issued from its first day on. Raises orders.freight.rule_dates."""
    with unit_of_work("orders"):
        list(FreightRule.objects.select_for_update().filter(cause=data.cause))
        before = refuse_rule(data)
        if before is not None and (before.valid_to is None or before.valid_to > data.valid_from):
            before.valid_to = data.valid_from
            before.save(update_fields=["valid_to", "updated_at"])
        row = FreightRule.objects.create(
            cause=RefundCause(data.cause).value,
            percent=data.percent,
            valid_from=data.valid_from,
            valid_to=data.valid_to,
        )
        told = {"cause": row.cause, "percent": row.percent, "from": str(row.valid_from)}
        record("orders", action="freight_rule.publish", subject=row.id, actor=actor, data=told)
    return row


def end_rule(*, rule_id: UUID, valid_to: date, actor: Actor) -> None:
    """It holds no longer from `valid_to` on. Raises orders.freight.rule_dates."""
    with unit_of_work("orders"):
        row = FreightRule.objects.select_for_update().get(pk=rule_id)
        refuse_end(row.valid_from, valid_to)
        row.valid_to = valid_to
        row.save(update_fields=["valid_to", "updated_at"])
        record("orders", action="freight_rule.end", subject=row.id, actor=actor)
