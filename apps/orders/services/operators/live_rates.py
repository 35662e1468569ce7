"""Ask operators themselves what a shipment costs, all at once and by one deadline."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from uuid import UUID

from apps.orders.domain.operators.failures import NoAnswer, Refused
from apps.orders.domain.operators.port import Box, Consignment, OperatorRate, Party
from apps.orders.domain.pricing.reasons import Reason
from apps.orders.domain.pricing.shipment import Shipment
from apps.orders.neighbours.operators import adapter_for
from apps.orders.selectors.operators import Reach, live_reaches
from apps.orders.services.operators.ask import Ended, enter, finish, perform

# Nobody waits longer for a quote, whoever is slow.
DEADLINE_S = 4.0
_POOL = ThreadPoolExecutor(max_workers=16, thread_name_prefix="operator-rates")


@dataclass(frozen=True, slots=True)
class Live:
    """What one operator said: its rates by service code, or why there are none."""

    rates: Mapping[str, OperatorRate]
    refusal: Reason | None = None


def live_rates(
    shipment: Shipment, *, customer_id: UUID, livemode: bool, codes: Mapping[UUID, Sequence[str]]
) -> dict[UUID, Live]:
    """By operator, for those whose account quotes live. Never inside a transaction.

    `codes`: the services of each operator that are wanted. One that hangs, errs or trickles
    answers nothing, and keeps nobody waiting past the deadline.
    """
    reaches = [r for r in live_reaches(customer_id, livemode=livemode) if codes.get(r.operator_id)]
    started: list[tuple[Reach, Future[Ended] | Ended]] = []
    for reach in reaches:
        line = reach.line()
        port = adapter_for(reach.adapter, replace(line, seconds=min(line.seconds, DEADLINE_S)))
        if port.offline:
            continue
        wanted = [_consignment(shipment, code) for code in codes[reach.operator_id]]
        ask_all = lambda port, wanted=wanted: [  # noqa: E731
            rate for one in wanted for rate in port.quote(one)
        ]
        started.append((reach, enter(reach) or _POOL.submit(perform, port, ask_all)))
    wait([f for _, f in started if isinstance(f, Future)], timeout=DEADLINE_S)
    return {reach.operator_id: _ended(reach, result) for reach, result in started}


def _ended(reach: Reach, result: Future[Ended] | Ended) -> Live:
    if isinstance(result, Future):
        late = Ended(failure=NoAnswer("the deadline passed"), latency_ms=int(DEADLINE_S * 1000))
        result = result.result() if result.done() else late
    finish(reach, "quote", "", result)
    if result.failure is None:
        return Live({rate.service_code: rate for rate in result.answer})
    if isinstance(result.failure, Refused):
        return Live({}, Reason("operator_refused", {"detail": result.failure.detail}))
    return Live({}, Reason("operator_away"))


def _consignment(shipment: Shipment, service_code: str) -> Consignment:
    """As much as a quotation needs: where, what, how much; nobody's name."""
    return Consignment(
        reference="",
        service_code=service_code,
        sender=Party(name="", phone="", address="", dane=shipment.origin),
        recipient=Party(name="", phone="", address="", dane=shipment.destination),
        boxes=tuple(
            Box(
                number=number,
                weight_g=parcel.weight_g,
                length_mm=parcel.length_mm,
                width_mm=parcel.width_mm,
                height_mm=parcel.height_mm,
            )
            for number, parcel in enumerate(shipment.parcels, 1)
        ),
        contents=shipment.contents,
        declared=shipment.declared,
        collect=shipment.cod,
    )
