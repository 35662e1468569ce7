"""Some orders of a file, placed each by itself, so that a bad one harms no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.orders.domain.imports.events import MappedEvent
from apps.orders.domain.imports.mapping import Mapped
from apps.orders.domain.intake import NewOrder, problems
from apps.orders.selectors.imports import orders_by_reference
from apps.orders.services.place_order import place_order
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError, FieldProblem
from quenty.platform.db import unit_of_work

# What no row can help: the whole file has to wait.
_OF_THE_MERCHANT = frozenset(
    error.code
    for error in (
        OrderError.ORIGIN_MISSING,
        OrderError.MERCHANT_SUSPENDED,
        OrderError.MERCHANT_NOT_VERIFIED,
    )
)


@dataclass(frozen=True, slots=True)
class Result:
    """`status`: valid (a dry run's good row), created, known or bad."""

    mapped: Mapped | MappedEvent
    status: str
    order_id: UUID | None = None
    refused: tuple[DomainError | FieldProblem, ...] = ()


class Rehearsed(Exception):
    """Undoes what a dry run did."""


def place_rows(
    chunk: Sequence[Mapped], *, customer_id: UUID, livemode: bool, actor: Actor, dry_run: bool
) -> list[Result]:
    """A result for each order of the chunk, in its order.

    Raises orders.origin_missing, orders.merchant_suspended and the like, which concern
    every row.
    """
    references = [m.reference for m in chunk if m.reference]
    known = orders_by_reference(customer_id, references, livemode=livemode)
    results = []
    for mapped in chunk:
        if mapped.repeated:
            # What the line before it made must not make it look known.
            results.append(Result(mapped, "bad"))
        elif mapped.reference in known:
            results.append(Result(mapped, "known", known[mapped.reference]))
        elif mapped.order is None:
            results.append(Result(mapped, "bad"))
        else:
            place = _rehearse if dry_run else _place
            results.append(place(mapped, mapped.order, customer_id, livemode, actor))
    return results


def _place(
    mapped: Mapped, new: NewOrder, customer_id: UUID, livemode: bool, actor: Actor
) -> Result:
    wrong = tuple(problems(new))
    if wrong:
        return Result(mapped, "bad", refused=wrong)
    try:
        order = place_order(customer_id=customer_id, data=new, actor=actor, livemode=livemode)
    except DomainError as error:
        if error.code in _OF_THE_MERCHANT:
            raise
        if error.code == OrderError.REFERENCE_TAKEN.code:
            # Another import of the same file ran in between.
            known = orders_by_reference(customer_id, [new.reference], livemode=livemode)
            return Result(mapped, "known", known.get(new.reference))
        return Result(mapped, "bad", refused=(error,))
    return Result(mapped, "created", order.id)


def _rehearse(
    mapped: Mapped, new: NewOrder, customer_id: UUID, livemode: bool, actor: Actor
) -> Result:
    result = Result(mapped, "bad")
    try:
        with unit_of_work("orders"):
            result = _place(mapped, new, customer_id, livemode, actor)
            raise Rehearsed
    except Rehearsed:
        pass
    if result.status == "created":
        return Result(mapped, "valid")
    return result
