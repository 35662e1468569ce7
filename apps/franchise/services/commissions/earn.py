"""Earn on delivery, once for each guide and payee."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from apps.franchise.domain.commissions.monthly import Earning, month
from apps.franchise.domain.commissions.rules import Rule, applicable
from apps.franchise.domain.commissions.states import BLOCK, PENDING, next_status, waits_for_debt
from apps.franchise.models import Commission, GuideCopy, MerchantCopy, Partner, Payee
from apps.franchise.outgoing import commissions as outgoing
from apps.franchise.selectors.commission_rules import carried, rules
from quenty.kernel.money import Money


def earn(guides: Sequence[GuideCopy]) -> int:
    """Inside the caller's unit of work, with `guides` locked; how many commissions are new."""
    ready = [
        guide
        for guide in guides
        if guide.delivered_at and guide.freight is not None and not guide.given_back
    ]
    payees = _payees(ready)
    if not payees:
        return 0
    earned = Commission.objects.filter(guide__in=ready, kind="earned")
    done = set(earned.values_list("guide_id", "payee_id", "reference"))
    merchants = locked_merchants({guide.customer_id for guide in ready})
    known = rules()
    rows = [
        row
        for guide in ready
        for payee in _of(guide, payees)
        if (guide.pk, payee.pk, guide.earning_of(payee)) not in done
        for row in _row(guide, payee, merchants.get(guide.customer_id), known)
    ]
    Commission.objects.bulk_create(rows, batch_size=1000)
    for row in rows:
        outgoing.commission_earned(row)
    return len(rows)


def locked_merchants(ids: Iterable[UUID]) -> dict[UUID, MerchantCopy]:
    """Until the rows are in: who blocks a merchant's commissions meanwhile waits for
    them."""
    rows = MerchantCopy.objects.select_for_update(no_key=True).filter(pk__in=ids)
    return {row.pk: row for row in rows.order_by("pk")}


def standing(amount: Money, merchant: MerchantCopy | None) -> dict[str, str]:
    """How a new row of this merchant begins."""
    if merchant and merchant.in_debt and waits_for_debt(amount):
        return {"status": next_status(PENDING, BLOCK), "reason": merchant.in_debt}
    return {"status": PENDING}


def _payees(guides: Sequence[GuideCopy]) -> dict[UUID, tuple[Payee, Partner | None]]:
    """With the partner whose days bound what it earns."""
    ids = {id_ for guide in guides for id_ in _ids(guide)}
    if not ids:
        return {}
    partners = Partner.objects.in_bulk(ids)
    return {row.pk: (row, partners.get(row.pk)) for row in Payee.objects.filter(pk__in=ids)}


def _ids(guide: GuideCopy) -> list[UUID]:
    """Of everybody who may earn by it; a point or operator does where it is a payee."""
    ids = (guide.franchise_id, guide.partner_id, guide.point_id, guide.operator_id)
    return [id_ for id_ in ids if id_]


def _of(guide: GuideCopy, payees: dict[UUID, tuple[Payee, Partner | None]]) -> list[Payee]:
    day = carried(guide).earned_on
    found = (payees[id_] for id_ in _ids(guide) if id_ in payees)
    return [payee for payee, partner in found if partner is None or partner.works_on(day)]


def _row(
    guide: GuideCopy, payee: Payee, merchant: MerchantCopy | None, known: list[Rule]
) -> list[Commission]:
    told = carried(guide, merchant.size if merchant else "small")
    rule, bonuses = applicable(known, told, scope=payee.kind, payee_id=payee.pk)
    if rule is None:
        return []
    amount = month([Earning(guide=told, rule=rule, bonuses=bonuses)])[guide.pk]
    return [
        Commission(
            guide=guide,
            payee=payee,
            kind="earned",
            reference=guide.earning_of(payee),
            rule_id=rule.rule_id,
            bonuses=[str(bonus.rule_id) for bonus in bonuses],
            amount=amount,
            **standing(amount, merchant),
            earned_on=told.earned_on,
        )
    ]
