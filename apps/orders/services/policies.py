"""Rules of what may be shipped: a new version ends the one before."""

from dataclasses import asdict, dataclass
from datetime import date

from apps.orders.models import RateCatalogue, ShippingPolicy
from quenty.contracts.orders.policy_errors import PolicyError
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


@dataclass(frozen=True, kw_only=True)
class PolicyData:
    """`max_weight_g`: grams. `valid_to`: the first day it no longer holds."""

    code: str
    title: str
    title_en: str = ""
    zone: str = ""
    valid_from: date
    valid_to: date | None = None
    conditions: str = ""
    penalty: str = ""
    department: str = ""
    dane: str = ""
    merchant_size: str = ""
    goods: str = ""
    forbids: bool = False
    max_weight_g: int | None = None
    max_declared: Money | None = None
    max_cod: Money | None = None


def refuse_policy(data: PolicyData) -> ShippingPolicy | None:
    """The version before, which a new one ends. Raises as `publish_policy`."""
    limits = (data.forbids, data.max_weight_g, data.max_declared, data.max_cod)
    if all(limit in (None, False) for limit in limits):
        raise PolicyError.LIMITS_NOTHING()
    if data.valid_to is not None:
        refuse_end(data.valid_from, data.valid_to)
    before = ShippingPolicy.objects.filter(code=data.code).order_by("-version").first()
    if before is not None and _holds(before, data) and before.valid_from >= data.valid_from:
        raise PolicyError.DATES(field="valid_from")
    return before


def refuse_end(valid_from: date, valid_to: date) -> None:
    """Raises orders.policy.dates."""
    if valid_to <= valid_from:
        raise PolicyError.DATES(field="valid_to")


def _holds(before: ShippingPolicy, data: PolicyData) -> bool:
    return before.valid_to is None or before.valid_to > data.valid_from


def publish_policy(*, data: PolicyData, actor: Actor) -> ShippingPolicy:
    """The next version of a rule. Raises orders.policy.limits_nothing, .dates."""
    with unit_of_work("orders"):
        list(ShippingPolicy.objects.select_for_update().filter(code=data.code))
        before = refuse_policy(data)
        if before is not None and _holds(before, data):
            before.valid_to = data.valid_from
            before.save(update_fields=["valid_to", "updated_at"])
        row = ShippingPolicy.objects.create(
            **asdict(data), version=before.version + 1 if before else 1
        )
        RateCatalogue.objects.update_or_create(pk=1, defaults={"stamp": new_id()})
        record(
            "orders",
            action="policy.publish",
            subject=row.id,
            actor=actor,
            data={"code": row.code, "version": row.version},
        )
    return row


def end_policy(*, policy_id: str, valid_to: date, actor: Actor) -> None:
    """It holds no longer from `valid_to` on. Raises orders.policy.dates."""
    with unit_of_work("orders"):
        row = ShippingPolicy.objects.select_for_update().get(pk=policy_id)
        refuse_end(row.valid_from, valid_to)
        row.valid_to = valid_to
        row.save(update_fields=["valid_to", "updated_at"])
        RateCatalogue.objects.update_or_create(pk=1, defaults={"stamp": new_id()})
        record("orders", action="policy.end", subject=row.id, actor=actor)
