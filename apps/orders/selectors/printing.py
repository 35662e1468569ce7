"""Guides with all that is printed on them."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db.models import QuerySet

from apps.orders.domain.labels.errors import LabelError
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide
from quenty.contracts.orders.errors import OrderError

# So many guides are in memory at once while a file of labels is written.
CHUNK = 100


def guides_to_print(
    numbers: Sequence[str], *, among: "QuerySet[Guide]", most: int = 0
) -> Iterator[Guide]:
    """The guides in the order asked for, some at a time, with order, offer and pieces.

    `most`: labels, one a piece, 0 for no bound. Raises orders.guide_not_found or
    orders.label.voided for the first that is missing or voided, orders.label.too_many, before
    any is given.
    """
    _refuse_unprintable(numbers, among, most)
    rows = among.select_related("order", "offer", "account").prefetch_related("pieces__piece")

    def read() -> Iterator[Guide]:
        rest = iter(numbers)
        while chunk := list(islice(rest, CHUNK)):
            found = {guide.number: guide for guide in rows.filter(number__in=chunk)}
            yield from (found[number] for number in chunk if number in found)

    return read()


def _refuse_unprintable(numbers: Sequence[str], among: "QuerySet[Guide]", most: int) -> None:
    found = among.filter(number__in=numbers).values_list("number", "status", "piece_count")
    states = {number: (status, pieces) for number, status, pieces in found}
    for index, number in enumerate(numbers):
        pointer = f"numbers.{index}" if len(numbers) > 1 else None
        if number not in states:
            raise OrderError.GUIDE_NOT_FOUND(field=pointer, number=number)
        if states[number][0] == GuideStatus.VOIDED:
            raise LabelError.VOIDED(field=pointer, number=number)
    labels = sum(pieces for _, pieces in states.values())
    if most and labels > most:
        raise LabelError.TOO_MANY(field="numbers", labels=labels, limit=most)
