"""Quote an order with what operators themselves answer now, beside their sheets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from apps.orders.domain.operators.port import OperatorRate
from apps.orders.domain.pricing.calendar import estimated_delivery
from apps.orders.domain.pricing.kept_lines import Line
from apps.orders.domain.pricing.offers import Offered, refuse
from apps.orders.models import Quote
from apps.orders.selectors.catalogue import catalogue
from apps.orders.selectors.orders import order_with_parts
from apps.orders.services.operators.live_rates import Live, live_rates
from apps.orders.services.quote_order import quote_order, shipment_of
from quenty.kernel import clock
from quenty.kernel.actors import Actor


def quote_order_live(*, order_id: UUID, actor: Actor, modes: Sequence[str] = ()) -> Quote:
    """Asks operators, so never inside a transaction. The selling price is the sheet's; what
    an operator answers is its cost and its days, and one that refuses or does not answer is
    not offered. Raises what `quote_order` raises.
    """
    order = order_with_parts(order_id)
    codes: dict[UUID, list[str]] = defaultdict(list)
    for tariff in catalogue(clock.today()).tariffs:
        codes[tariff.terms.source.operator_id].append(tariff.terms.source.code)
    found = live_rates(
        shipment_of(order), customer_id=order.customer_id, livemode=order.livemode, codes=codes
    )
    return quote_order(
        order_id=order_id, actor=actor, modes=modes, adjust=lambda one: _live(one, found)
    )


def _live(offered: Offered, found: Mapping[UUID, Live]) -> Offered:
    service = offered.tariff.terms.source
    live = found.get(service.operator_id)
    if live is None:
        return offered
    if live.refusal is not None:
        return refuse(offered, (live.refusal,))
    rate = live.rates.get(service.code)
    return _told(offered, rate) if rate else offered


def _told(offered: Offered, rate: OperatorRate) -> Offered:
    if offered.priced is None:
        return offered
    cost = Line("base", rate.total.units, "EXC")
    priced = replace(offered.priced, cost=(cost,))
    if rate.transit_days is not None:
        day = estimated_delivery(clock.now(), offered.tariff.terms.cutoff, rate.transit_days)
        priced = replace(priced, transit_days=rate.transit_days, estimated_delivery=day)
    return replace(offered, priced=priced)
