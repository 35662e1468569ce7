"""A merchant claims for its parcel."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError

from apps.orders.domain.money import charges
from apps.orders.domain.money.claims import (
    ClaimKind,
    Compensation,
    Regime,
    claim_until,
    compensation,
    compensation_for_delay,
    decide_until,
    may_be_claimed,
    regime_of,
)
from apps.orders.domain.money.delays import came_late
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Claim, Guide
from apps.orders.outgoing import claims as outgoing
from apps.orders.selectors.price_lines import charged, tariff_of
from apps.orders.services.claims.news import news_of, told_lost
from quenty.contracts.orders.errors import OrderError
from quenty.contracts.orders.money_errors import ClaimError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

_TRIES = (GuideStatus.DELIVERED, GuideStatus.DELIVERY_FAILED, GuideStatus.AT_OFFICE)


def open_claim(
    *, guide_id: UUID, kind: ClaimKind, asked: Money, description: str, actor: Actor
) -> Claim:
    """Raises orders.guide_not_found, orders.claim.not_claimable, orders.claim.too_late,
    orders.claim.claimed_already."""
    with unit_of_work("orders"):
        guide = (
            Guide.objects.select_for_update(of=("self",))
            .select_related("offer", "order")
            .filter(pk=guide_id)
            .first()
        )
        if guide is None:
            raise OrderError.GUIDE_NOT_FOUND()
        regime = regime_of(str(guide.service.get("regime", "")), guide.chargeable_g)
        _refuse_others(guide, kind)
        until = claim_until(
            regime,
            kind,
            ended=guide.delivered_at or guide.closed_at,
            expected=guide.estimated_delivery,
            told=told_lost(guide),
        )
        if until is not None and clock.now() > until:
            raise ClaimError.TOO_LATE(ended=until.date().isoformat())
        due = _due(guide, kind, regime, asked)
        claim = Claim(
            guide=guide,
            customer_id=guide.customer_id,
            livemode=guide.livemode,
            kind=kind.value,
            regime=regime.value,
            asked=asked,
            tariff=due.tariff,
            value=due.value,
            description=description[:1000],
            decide_by=decide_until(clock.now()),
            recover=Money.zero(),
            opened_by=str(actor),
        )
        news = news_of(guide) if kind is ClaimKind.LOSS else None
        if news is not None:
            claim.turned_up, claim.turned_up_at = news.event, clock.now()
        _keep(claim)
        event = outgoing.claim_opened(claim)
        publish(event, aggregate=guide.id, actor=actor, livemode=guide.livemode)
    return claim


def _due(guide: Guide, kind: ClaimKind, regime: Regime, asked: Money) -> Compensation:
    if kind is ClaimKind.DELAY and guide.estimated_delivery:
        return compensation_for_delay(
            regime, tariff=tariff_of(guide), asked=asked, expected=guide.estimated_delivery
        )
    return compensation(
        regime,
        tariff=tariff_of(guide),
        declared=guide.declared_value,
        insured=bool(charges.of_kind(charged(guide, "selling"), "declared_value")),
        asked=asked,
        on=clock.today(),
    )


def _first_try(guide: Guide) -> date | None:
    """The day on which somebody stood at the door, or it could be fetched, for the first time."""
    tries = guide.events.filter(event__in=_TRIES).order_by("occurred_at")
    first = tries.values_list("occurred_at", flat=True).first()
    return first.astimezone(BOGOTA).date() if first else None


def _keep(claim: Claim) -> None:
    try:
        with unit_of_work("orders"):
            claim.save(force_insert=True)
    except IntegrityError as error:
        raise ClaimError.CLAIMED_ALREADY() from error


def claimable(guide: Guide, kind: ClaimKind) -> bool:
    """As it stands, with its pieces."""
    pieces = [GuideStatus(piece.status) for piece in guide.pieces.all()]
    return may_be_claimed(kind, GuideStatus(guide.status), pieces)


def _refuse_others(guide: Guide, kind: ClaimKind) -> None:
    """A parcel on its way is lost only once the day it should have arrived has passed, and late
    only if nobody tried to deliver it by then."""
    status = GuideStatus(guide.status)
    overdue = guide.estimated_delivery is not None and clock.today() > guide.estimated_delivery
    early = kind is ClaimKind.LOSS and status is not GuideStatus.LOST and not overdue
    in_time = kind is ClaimKind.DELAY and not came_late(guide.estimated_delivery, _first_try(guide))
    if not claimable(guide, kind) or early or in_time:
        raise ClaimError.NOT_CLAIMABLE(status=guide.status, kind=kind.value)
