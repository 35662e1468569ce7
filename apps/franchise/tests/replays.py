"""A seeded flood of guides, told as events are told: twice, shuffled, some redelivered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any
from uuid import UUID

from apps.franchise.services.commissions.note_guides import note_delivered, note_generated
from apps.franchise.services.commissions.reverse import note_voided
from apps.franchise.tests.deliveries import delivered, generated, voided
from quenty.contracts.orders.events import GuideDeliveredV1, GuideGeneratedV1

FIRST = datetime(2026, 9, 1, 5, tzinfo=UTC)  # midnight of 1 September in Bogotá
MINUTES = 91 * 24 * 60 - 1  # to the last minute of November
BATCH = 500


@dataclass(frozen=True)
class Flood:
    """`kept`: (payee, day of delivery, number, freight) of each guide that earns somebody."""

    events: list[Any]
    kept: list[tuple[UUID, datetime, str, int]]
    deliveries: int


def flood(
    count: int, *, origins: dict[str, UUID], brought: dict[UUID, UUID | None], seed: int
) -> Flood:
    """`origins`: the franchise of each municipality; `brought`: the agent of each merchant."""
    random, events, kept = Random(seed), [], []
    merchants = list(brought)
    for _ in range(count):
        merchant, origin = random.choice(merchants), random.choice(list(origins))
        guide = generated(
            customer_id=merchant, freight=random.randrange(4_001, 90_000), origin=origin,
            issued_at=FIRST,
        )  # fmt: skip
        at = FIRST + timedelta(minutes=random.randrange(MINUTES))
        told = GuideDeliveredV1(**{**_plain(delivered(guide)), "occurred_at": at})
        events += [guide, told, told] if random.random() < 0.1 else [guide, told]
        if random.random() < 0.03:
            events.append(voided(guide))
            continue
        payees = (origins[origin], brought[merchant])
        freight = int(guide.price_lines[0].amount.amount)
        kept += [(payee, at, guide.number, freight) for payee in payees if payee]
    return Flood(events, kept, count)


def _plain(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


def tell(events: Iterable[Any], *, seed: int) -> None:
    """All of them in another order."""
    shuffled = list(events)
    Random(seed).shuffle(shuffled)
    for batch in _batches(shuffled):
        by_kind = defaultdict(list)
        for event in batch:
            by_kind[type(event)].append(event)
        note_delivered(by_kind.pop(GuideDeliveredV1, []))
        note_generated(by_kind.pop(GuideGeneratedV1, []))
        for event in (event for rest in by_kind.values() for event in rest):
            note_voided(event)


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def owed(flood: Flood, *, percents: dict[UUID, int]) -> Counter[tuple[UUID, int]]:
    """Pesos by payee and month, reckoned apart from the code under test: in order of
    delivery, one point more from the 51st guide of a month and two from the 101st."""
    months: dict[tuple[UUID, int], list[tuple[datetime, str, int]]] = defaultdict(list)
    for payee, at, number, freight in flood.kept:
        months[payee, (at - timedelta(hours=5)).month].append((at, number, freight))
    sums: Counter[tuple[UUID, int]] = Counter()
    for key, guides in months.items():
        exact = Decimal(0)
        for place, (_, _, freight) in enumerate(sorted(guides)):
            step = 0 if place < 50 else 1 if place < 100 else 2
            exact += Decimal(freight) * (percents[key[0]] + step) / 100
        sums[key] = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return sums
