"""Rules of how much freight goes back: a new one ends the one before."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from apps.orders.domain.money.refunds import RefundCause
from apps.orders.models import FreightRule
from quenty.contracts.orders.money_errors import FreightError
from quenty.kernel import clock
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
    if data.valid_from < clock.today():
        raise FreightError.RULE_PAST(field="valid_from")
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
    """For guides issued from its first day on, today at the earliest: what was promised of one
    that is out holds. Raises orders.freight.rule_past, orders.freight.rule_dates."""
    with unit_of_work("orders"):
        list(FreightRule.objects.select_for_update().filter(cause=data.cause))
        before = refuse_rule(data)
        held_to = before.valid_to if before else None
        if before is not None and (before.valid_to is None or before.valid_to > data.valid_from):
            before.valid_to = data.valid_from
            before.save(update_fields=["valid_to", "updated_at"])
        row = FreightRule.objects.create(
            cause=RefundCause(data.cause).value,
            percent=data.percent,
            valid_from=data.valid_from,
            valid_to=data.valid_to,
            before_held_to=held_to,
        )
        told = {"cause": row.cause, "percent": row.percent, "from": str(row.valid_from)}
        record("orders", action="freight_rule.publish", subject=row.id, actor=actor, data=told)
    return row


def refuse_new_end(row: FreightRule, valid_to: date | None) -> None:
    """Two rules of a cause never hold on one day, and no day that has passed has another rule than
    it had. Raises orders.freight.rule_past, orders.freight.rule_dates."""
    passed = any(day is not None and day < clock.today() for day in (row.valid_to, valid_to))
    if passed and valid_to != row.valid_to:
        raise FreightError.RULE_PAST(field="valid_to")
    if valid_to is not None:
        refuse_end(row.valid_from, valid_to)
    after = _next(row)
    if after is not None and (valid_to is None or valid_to > after.valid_from):
        raise FreightError.RULE_DATES(field="valid_to")


def end_rule(*, rule_id: UUID, valid_to: date | None, actor: Actor) -> None:
    """It holds no longer from `valid_to` on; None: it holds on.

    Raises orders.freight.rule_past, orders.freight.rule_dates."""
    with unit_of_work("orders"):
        row = _locked(rule_id)
        refuse_new_end(row, valid_to)
        row.valid_to = valid_to
        row.save(update_fields=["valid_to", "updated_at"])
        told = {"to": str(valid_to or "")}
        record("orders", action="freight_rule.end", subject=row.id, actor=actor, data=told)


def withdraw_rule(*, rule_id: UUID, actor: Actor) -> None:
    """One that does not hold yet never will; the one that it ended holds on in its place, as
    long as it would have.

    Raises orders.freight.rule_begun."""
    with unit_of_work("orders"):
        row = _locked(rule_id)
        if row.valid_from <= clock.today():
            raise FreightError.RULE_BEGUN()
        after, before = _next(row), _last(row.cause, until=row.valid_from)
        told = {"cause": row.cause, "percent": row.percent, "from": str(row.valid_from)}
        record("orders", action="freight_rule.withdraw", subject=row.id, actor=actor, data=told)
        row.delete()
        if before is not None and before.valid_to == row.valid_from:
            ends = (row.before_held_to, after.valid_from if after else None)
            before.valid_to = min((day for day in ends if day), default=None)
            before.save(update_fields=["valid_to", "updated_at"])
            if after is not None:
                # What that one ends now, should it be withdrawn too, is the former.
                after.before_held_to = row.before_held_to
                after.save(update_fields=["before_held_to", "updated_at"])


def _locked(rule_id: UUID) -> FreightRule:
    """With all of its cause, as a publication locks them."""
    cause = FreightRule.objects.values_list("cause", flat=True).get(pk=rule_id)
    rows = {r.pk: r for r in FreightRule.objects.select_for_update().filter(cause=cause)}
    return rows[rule_id]


def _next(row: FreightRule) -> FreightRule | None:
    later = FreightRule.objects.filter(cause=row.cause, valid_from__gt=row.valid_from)
    return later.order_by("valid_from").first()


def _last(cause: str, *, until: date) -> FreightRule | None:
    before = FreightRule.objects.filter(cause=cause, valid_from__lt=until)
    return before.order_by("-valid_from").first()
