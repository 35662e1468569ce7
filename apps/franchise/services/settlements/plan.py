"""What a payee's month would come to; nothing is written."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from apps.franchise.domain.commissions.monthly import Earning, month
from apps.franchise.domain.commissions.states import PENDING, REVERSED
from apps.franchise.domain.months import month_end
from apps.franchise.domain.settlement.compute import Computed, Gross, compute
from apps.franchise.domain.settlement.profiles import COMMISSION, Payee
from apps.franchise.domain.settlement.states import DISCARDED
from apps.franchise.models import Commission
from apps.franchise.models import Payee as PayeeRow
from apps.franchise.selectors.commission_rules import carried, payer_on, rates, rules_by_id
from apps.franchise.selectors.earnings import is_held
from apps.franchise.services.charges.settle import owed
from quenty.kernel.money import Money, total

# What becomes of a payee in a run.
SETTLED, CARRIED, HELD, EXISTS = OUTCOMES = ("settled", "carried", "held", "exists")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`outcome`: settled; carried (the net is below zero: the rows wait); held (its franchise
    is suspended: they wait); exists (its month is settled already). `amounts`: of the rows, by
    id."""

    payee: PayeeRow
    outcome: str
    rows: tuple[Commission, ...] = ()
    amounts: dict[UUID, Money]
    computed: Computed | None = None


def plan(payee: PayeeRow, *, period: date, day: date, locked: bool = False) -> Plan | None:
    """None when nothing waits. `locked`: the rows are, until the caller's unit of work ends, so
    that none is taken back, blocked or adjusted meanwhile. Raises
    franchise.settlement.rate_missing."""
    if payee.settlements.filter(period=period).exclude(status=DISCARDED).exists():
        return Plan(payee=payee, outcome=EXISTS, amounts={})
    waiting = payee.commissions.filter(status=PENDING, earned_on__lt=month_end(period))
    if locked:
        # By pk: who blocks what a merchant earns others locks them in this order.
        waiting = waiting.select_for_update(of=("self",))
    found = waiting.select_related("guide", "rule").order_by("pk")
    rows = tuple(sorted(found, key=lambda row: (row.earned_on, row.pk)))
    if not rows:
        return None
    amounts = _amounts(payee, rows)
    computed = compute(
        [Gross(concept=row.rule.concept, amount=amounts[row.pk]) for row in rows],
        payer=payer_on(day),
        payee=_profile(payee),
        rates=rates(),
        day=day,
        paid_this_year=_paid_in(payee, day.year),
        deductions=owed(payee),
    )
    outcome = HELD if is_held(payee) else CARRIED if computed.net < Money.zero() else SETTLED
    return Plan(payee=payee, outcome=outcome, rows=rows, amounts=amounts, computed=computed)


def _amounts(payee: PayeeRow, rows: Sequence[Commission]) -> dict[UUID, Money]:
    """By the bands of each whole month, whose sum is the same in however many settlements it
    is paid: a guide that comes late and moves others up a band brings their difference."""
    amounts = {row.pk: row.amount for row in rows}
    months: dict[tuple[int, int], list[Commission]] = defaultdict(list)
    for row in rows:
        if _counts(row):
            months[row.earned_on.year, row.earned_on.month].append(row)
    for (year, number), due in months.items():
        of_month = earned_in(payee, date(year, number, 1))
        by_guide = month(earnings(of_month))
        amounts |= {row.pk: by_guide[row.guide_id] for row in due}
        amounts[due[-1].pk] += _moved(of_month, by_guide)
    return amounts


def earned_in(payee: PayeeRow, first: date) -> list[Commission]:
    """What counts of the month that begins on `first`, settled or not."""
    earned = payee.commissions.filter(
        kind="earned", earned_on__gte=first, earned_on__lt=month_end(first)
    )
    rows = earned.exclude(status=REVERSED).select_related("guide")
    return [row for row in rows if _counts(row)]


def _counts(row: Commission) -> bool:
    """Of the delivery that counts, and its point. What an earlier one earned, before it was
    corrected or taken back, keeps its amount, and a negative row takes it back."""
    return row.kind == "earned" and row.reference == row.guide.earning_of(row.payee)


def _moved(of_month: Sequence[Commission], by_guide: dict[UUID, Money]) -> Money:
    """What guides of the month that are in a settlement earned more or less than it said."""
    settled = [row for row in of_month if row.settlement_id and not row.guide.given_back]
    since = {(row.guide_id, row.payee_id): row.created_at for row in settled}
    adjusted = Commission.objects.filter(
        kind="adjustment", guide__in=[row.guide_id for row in settled]
    )
    known = total(
        row.amount
        for row in adjusted
        if (since_ := since.get((row.guide_id, row.payee_id))) and row.created_at >= since_
    )
    said = total(row.amount for row in settled) + known
    return total(by_guide[row.guide_id] for row in settled) - said


def earnings(rows: Sequence[Commission]) -> list[Earning]:
    known = rules_by_id(
        id_ for row in rows for id_ in (row.rule_id, *(UUID(b) for b in row.bonuses))
    )
    return [
        Earning(
            guide=carried(row.guide),
            rule=known[row.rule_id],
            bonuses=tuple(known[UUID(bonus)] for bonus in row.bonuses),
        )
        for row in rows
    ]


def _profile(row: PayeeRow) -> Payee:
    return Payee(
        person=row.person,
        iva_responsible=row.iva_responsible,
        filer=row.filer,
        self_withholds=frozenset(row.self_withholds),
        simple=row.simple,
        municipality=row.municipality,
    )


def _paid_in(payee: PayeeRow, year: int) -> Money:
    """In commissions: the year's threshold is theirs alone."""
    settled = payee.settlements.filter(computed_on__year=year).exclude(status=DISCARDED)
    paid = Commission.objects.filter(settlement__in=settled, rule__concept=COMMISSION)
    return paid.aggregate(sum=Sum("amount"))["sum"] or Money.zero()
