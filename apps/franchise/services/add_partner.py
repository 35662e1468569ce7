"""Allies and agents, and the merchants they bring."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.franchise.models import Partner, Payee, Referral
from apps.franchise.services.apply_franchise import locked_franchise
from apps.franchise.services.ask_customer import begins_with
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def add_partner(*, kind: str, code: str, actor: Actor, **told: Any) -> Partner:
    """Raises franchise.network.code_in_use, .franchise_not_found, .partner_dates."""
    partner = Partner(kind=kind, code=code, **told)
    _check_dates(partner)
    with unit_of_work("franchise"):
        # The customer before its franchise, as who follows customers' events locks them.
        begins = begins_with(partner.customer_id)
        if partner.franchise_id is not None:
            locked_franchise(partner.franchise_id)
        _save(partner)
        Payee.objects.create(
            id=partner.pk,
            kind=kind,
            name=partner.name,
            customer_id=partner.customer_id,
            franchise_id=partner.franchise_id,
            **begins,
        )
        record("franchise", action="partner.add", subject=partner.pk, actor=actor)
    return partner


def end_partner(*, partner_id: UUID, ends_on: date, actor: Actor) -> Partner:
    """It earns nothing from that day on. Raises franchise.network.partner_not_found,
    .partner_dates."""
    with unit_of_work("franchise"):
        partner = _locked(partner_id)
        partner.ends_on = ends_on
        _check_dates(partner)
        partner.save()
        data = {"ends_on": ends_on.isoformat()}
        record("franchise", action="partner.end", subject=partner.pk, actor=actor, data=data)
    return partner


def refer_merchant(*, partner_id: UUID, merchant_id: UUID, actor: Actor) -> Referral:
    """Raises franchise.network.partner_not_found, .partner_ended, .merchant_referred."""
    with unit_of_work("franchise"):
        partner, today = _locked(partner_id), clock.today()
        if partner.ends_on is not None and partner.ends_on <= today:
            raise NetworkError.PARTNER_ENDED()
        referral = Referral(partner=partner, merchant_id=merchant_id, starts_on=today)
        try:
            with unit_of_work("franchise"):
                referral.save()
        except IntegrityError as error:
            raise NetworkError.MERCHANT_REFERRED(field="merchant_id") from error
        record("franchise", action="merchant.refer", subject=referral.pk, actor=actor)
    return referral


def _check_dates(partner: Partner) -> None:
    if partner.ends_on is not None and partner.ends_on <= partner.starts_on:
        raise NetworkError.PARTNER_DATES(field="ends_on", ends_on=partner.ends_on.isoformat())


def _locked(partner_id: UUID) -> Partner:
    partner = Partner.objects.select_for_update().filter(pk=partner_id).first()
    if partner is None:
        raise NetworkError.PARTNER_NOT_FOUND()
    return partner


def _save(partner: Partner) -> None:
    try:
        with unit_of_work("franchise"):
            partner.save()
    except IntegrityError as error:
        if "partner_code" in str(error):
            raise NetworkError.CODE_IN_USE(field="code", code=partner.code) from error
        raise
