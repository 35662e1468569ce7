"""Allies and agents over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.franchise.api.network_bodies import (
    PartnerEnd,
    PartnerFilters,
    PartnerNew,
    PartnerOut,
    ReferralNew,
    ReferralOut,
)
from apps.franchise.api.routes import EARN, WRITE, customer_of, merchant_of, routes
from apps.franchise.selectors import network as selectors
from apps.franchise.services import add_partner as partners
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import Partner, Referral


@routes.list(
    "partners", item=PartnerOut, query=PartnerFilters, ordering=("created_at", "code"), access=EARN
)
def list_partners(call: Call) -> "QuerySet[Partner]":
    """Allies and agents"""
    return selectors.partners(call.principal, **call.query)


@routes.post("partners", body=PartnerNew, answer=PartnerOut, ask=customer_of, access=WRITE)
def add_partner(call: Call) -> "Partner":
    """Add an ally or an agent"""
    return partners.add_partner(actor=call.actor, **call.body)


@routes.get("partners/{partner_id}", answer=PartnerOut, access=EARN)
def get_partner(call: Call, partner_id: UUID) -> "Partner":
    """An ally or agent"""
    return selectors.partner(call.principal, partner_id)


@routes.post(
    "partners/{partner_id}/end", body=PartnerEnd, answer=PartnerOut, status=200, access=WRITE
)
def end_partner(call: Call, partner_id: UUID) -> "Partner":
    """End a partnership on a day"""
    return partners.end_partner(partner_id=partner_id, actor=call.actor, **call.body)


@routes.list("referrals", item=ReferralOut, ordering=("created_at",), access=EARN)
def list_referrals(call: Call) -> "QuerySet[Referral]":
    """Merchants that partners brought"""
    return selectors.referrals(call.principal)


@routes.post(
    "partners/{partner_id}/merchants",
    body=ReferralNew,
    answer=ReferralOut,
    ask=merchant_of,
    access=WRITE,
)
def refer_merchant(call: Call, partner_id: UUID) -> "Referral":
    """Note that a partner brought a merchant"""
    return partners.refer_merchant(partner_id=partner_id, actor=call.actor, **call.body)
