"""Rows of any model, made from its fields or copied with what hangs on them."""

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from quenty.kernel import clock, dane
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.db import MoneyField

Values = dict[str, Any]
_numbers = count(1)
# From the end: what the town covers are cities, which come first.
_places = iter(sorted(dane.municipalities(), reverse=True))

# What a row is held to besides the kinds of its fields. Dots: whatever is of the field's kind.
NEEDS: dict[str, Values] = {
    "franchise.Charge": {"base": Money(100, COP), "iva": Money(0, COP), "total": Money(100, COP)},
    "franchise.Territory": {"status": "assigned"},
    "franchise.RoutePriority": {"destination": "05001"},
    "orders.GuideCorrection": {
        "status": "approved",
        "from_status": "delivered",
        "to_status": "lost",
        "asked_by": "staff:1",
    },
    "orders.Incident": {"reason": "other", "group": "operator", "acts": "staff"},
    "orders.IncidentAnswer": {"action": "retry"},
    "pickups.Point": {"id": (point := new_id()), "point_id": point},
    "pickups.SlotRule": {"weekday": 0},
    "pickups.Stop": {"kind": "pickup", "pickup": ..., "run": ...},
}
# Lists of what backs a row of another kind: that kind, and its id's name in the address.
SUBJECTS = {
    "franchise_list_dispute_steps": ("franchise.OperatorInvoice", "invoice_id"),
    "orders_claim_evidence": ("orders.Claim", "claim_id"),
    "orders_weight_evidence": ("orders.WeightDispute", "dispute_id"),
}
# Fields by which rows may not be equal, where no unique constraint says so.
DIFFERENT = {
    "franchise.Territory": {"municipality"},
    "franchise.RoutePriority": {"zone"},
    "orders.Claim": {"guide"},
    "orders.Incident": {"occurred_at"},
    "pickups.Matter": {"subject"},
}
# Fields that only some texts fit, by name.
FITTING: dict[str, Callable[[], str]] = {
    "dane_code": lambda: next(_places),
    "nit": lambda: f"{999_000_200 + next(_numbers)}-0",
}
# Rows that only come with others, all at once; and those that take no more of their own.
POSTED = {"customers.LedgerEntry"}
SEALED = {*POSTED, "customers.Posting", "franchise.RateSheet"}


def made(model: type[models.Model], known: Values) -> models.Model:
    """A saved row: `known` by the name of its column or field, the rest by its kind. What it
    refers to is the first row there is, or one made likewise."""
    given = {**NEEDS.get(model._meta.label, {}), **known}
    values: Values = {}
    for field in model._meta.concrete_fields:
        name = field.attname if field.attname in given else field.name
        if given.get(name, ...) is not ...:
            values[name] = given[name]
        elif name in given or not _can_be_left(field):
            values[name] = _value(field, known)
    return model._base_manager.create(**values)


def copied(row: models.Model, /, *, depth: int = 2, **changes: Any) -> models.Model:
    """The same once more, with copies of the rows that refer to it, and to those: `depth`."""
    row = type(row)._base_manager.get(pk=row.pk)  # all of it: lists leave columns out
    twin = copy.copy(row)
    twin._state = models.base.ModelState()
    twin.pk = new_id() if isinstance(twin._meta.pk, models.UUIDField) else None
    for name in _to_differ(row, set(changes)):
        setattr(twin, name, _another(row._meta.get_field(name), getattr(row, name)))
    for name, value in changes.items():
        setattr(twin, name, value)
    twin.save(force_insert=True)
    for child, name in children(row) if depth else ():
        copied(child, depth=depth - 1, **{name: twin})
    return twin


def children(row: models.Model) -> Iterator[tuple[models.Model, str]]:
    """Rows that refer to it, each with the name of the field by which it does."""
    for relation in row._meta.related_objects:
        name = relation.field.name
        if relation.related_model is type(row) or relation.related_model._meta.label in SEALED:
            continue
        for child in relation.related_model._base_manager.filter(**{name: row})[:3]:
            yield child, name


def _can_be_left(field: Any) -> bool:
    return field.null or field.has_default() or (field.blank and field.empty_strings_allowed)


def _value(field: Any, known: Values) -> Any:
    if field.remote_field:
        model = field.remote_field.model
        return model._base_manager.first() or made(model, known)
    for one in _choices(field):
        return one
    if field.name in FITTING:
        return FITTING[field.name]()
    for kind, value in _BY_KIND:
        if isinstance(field, kind):
            return value(field)
    raise AssertionError(f"{field}: say in tests/security/rows.py what it may hold")


def _choices(field: Any) -> Iterator[Any]:
    """What it may hold, where it says so itself or a constraint of its row does."""
    yield from (value for value, _ in field.choices or ())
    for constraint in field.model._meta.constraints:
        told = getattr(constraint, "condition", None)
        if isinstance(constraint, models.CheckConstraint) and isinstance(told, models.Q):
            yield from (
                one
                for name, values in _pairs(told)
                if name == f"{field.name}__in"
                for one in values
            )


def _pairs(told: models.Q) -> Iterator[tuple[str, Any]]:
    for inner in told.children:
        if isinstance(inner, models.Q):
            yield from _pairs(inner)
        elif isinstance(inner, tuple):
            yield inner


def _text(field: Any) -> str:
    return f"t{next(_numbers)}"[: field.max_length]


_BY_KIND: tuple[tuple[type[Any], Any], ...] = (
    (MoneyField, lambda field: Money.from_units(100)),
    (models.UUIDField, lambda field: new_id()),
    (models.CharField, _text),
    (models.TextField, _text),
    (models.BooleanField, lambda field: False),
    (models.IntegerField, lambda field: next(_numbers)),
    (models.DecimalField, lambda field: Decimal(1)),
    (models.FloatField, lambda field: 1.0),
    (models.DateTimeField, lambda field: clock.now()),
    (models.DateField, lambda field: clock.today()),
    (models.TimeField, lambda field: clock.now().time()),
    (models.DurationField, lambda field: timedelta(hours=1)),
    (models.JSONField, lambda field: {}),
    (models.BinaryField, lambda field: new_id().bytes),
    (ArrayField, lambda field: [_value(field.base_field, {})]),
)


def _to_differ(row: models.Model, given: set[str]) -> set[str]:
    """A field of each constraint by which two rows may not be equal."""
    meta = row._meta
    uniques = [{f.name} for f in meta.concrete_fields if f.unique and not f.primary_key]
    uniques += [set(c.fields) for c in meta.constraints if _binds(c, row)]
    chosen = DIFFERENT.get(meta.label, set()) - given
    for fields in uniques:
        empty = [name for name in fields if getattr(row, name) is None]
        if not fields & (chosen | given) and not empty:
            chosen.add(min(fields, key=lambda name: _hard(meta.get_field(name))))
    return chosen


def _binds(constraint: Any, row: models.Model) -> bool:
    if not isinstance(constraint, models.UniqueConstraint):
        return False
    of_it = type(row)._base_manager.filter(pk=row.pk)
    return constraint.condition is None or of_it.filter(constraint.condition).exists()


def _hard(field: Any) -> tuple[int, str]:
    """What is least likely to mean something else when it differs comes first."""
    order = (models.CharField, models.TextField, models.UUIDField, models.DateField)
    if field.remote_field or field.choices or field.name in ("customer_id", "merchant_id"):
        return (9, field.name)
    places = [at for at, kind in enumerate(order) if isinstance(field, kind)]
    return (places[0] if places else 5, field.name)


def _another(field: Any, value: Any) -> Any:
    if field.remote_field:
        return copied(value, depth=0)
    if field.name in FITTING:
        return FITTING[field.name]()
    if isinstance(field, models.DateField):
        return value + timedelta(days=next(_numbers))
    if isinstance(field, models.IntegerField):
        return 10_000 + next(_numbers)
    if isinstance(value, str):
        tail = f"{next(_numbers)}"
        return value[: (field.max_length or 80) - len(tail)] + tail
    return _value(field, {})
