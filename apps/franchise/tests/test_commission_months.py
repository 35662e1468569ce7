"""What a month of guides earns, by rules and bands."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from apps.franchise.domain.commissions import states
from apps.franchise.domain.commissions.monthly import Earning, month
from apps.franchise.domain.commissions.rules import Carried, Rule, applicable
from apps.franchise.domain.commissions.standard import STANDARD
from apps.franchise.domain.commissions.tiers import Band, check_bands, marginal, percent_at, whole
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money, total

START = datetime(2026, 6, 1, 15, tzinfo=UTC)
PAYEE = new_id()
TIERS = tuple(
    Band(from_=Decimal(start), percent=Decimal(percent))
    for start, percent in ((0, 3), (10_000_000, 4), (50_000_000, 5))
)
STEPS = tuple(
    Band(from_=Decimal(start), percent=Decimal(percent))
    for start, percent in ((0, 5), (50, 6), (100, 7))
)


def rule(**changes) -> Rule:
    given = {
        "rule_id": new_id(), "code": "r", "scope": "agent", "valid_from": date(2026, 1, 1),
        "valid_to": None, "bands": STEPS,
    }  # fmt: skip
    return Rule(**{**given, **changes})


def guide(number: int = 1, freight: int | str = 10_000, **changes) -> Carried:
    delivered = START + timedelta(minutes=number)
    given = {
        "guide_id": UUID(int=number), "number": f"G{number:05}", "merchant_id": PAYEE,
        "size": "small", "reach": "national", "freight": Money(freight, COP),
        "margin": Money(1000, COP), "delivered_at": delivered, "earned_on": delivered.date(),
    }  # fmt: skip
    return Carried(**{**given, **changes})


def earned(the_rule: Rule, guides: list[Carried], *bonuses: Rule) -> list[int]:
    done = month(Earning(guide=g, rule=the_rule, bonuses=bonuses) for g in guides)
    return [int(done[g.guide_id].amount) for g in guides]


def test_sixty_millions_are_2_400_000_by_slices_and_3_000_000_as_a_whole():
    assert marginal(TIERS, Decimal(60_000_000)) == 2_400_000
    assert whole(TIERS, Decimal(60_000_000)) == 3_000_000


@pytest.mark.parametrize(
    ("at", "percent"),
    [(-1, 3), (0, 3), (9_999_999, 3), (10_000_000, 4), (49_999_999, 4), (50_000_000, 5)],
)
def test_a_band_begins_at_its_bound_and_ends_before_the_next(at, percent):
    assert percent_at(TIERS, Decimal(at)) == percent


@pytest.mark.parametrize("method", ["marginal", "whole"])
def test_guides_add_up_to_the_tiers_of_their_sum(method):
    guides = [guide(n, 100_000) for n in range(1, 601)]
    amounts = earned(rule(bands=TIERS, measure="amount", method=method), guides)
    assert sum(amounts) == {"marginal": 2_400_000, "whole": 3_000_000}[method]


def test_one_point_more_from_50_guides_and_two_from_100_on_those_above_the_step():
    amounts = earned(rule(), [guide(n) for n in range(1, 121)])
    assert amounts == [500] * 50 + [600] * 50 + [700] * 20


def test_the_order_of_arrival_changes_nothing():
    guides = [guide(n, 7_777 + n) for n in range(1, 130)]
    shuffled = random.Random(5).sample(guides, len(guides))
    the_rule = rule()
    first = month(Earning(guide=g, rule=the_rule) for g in guides)
    assert month(Earning(guide=g, rule=the_rule) for g in shuffled) == first


def test_rounding_each_guide_loses_no_peso_of_the_whole():
    guides = [guide(n, "9.99") for n in range(1, 41)]
    assert sum(earned(rule(), guides)) == 20


def test_a_fixed_commission_by_guide_and_one_of_the_margin():
    guides = [guide(1), guide(2)]
    assert earned(rule(basis="fixed", fixed=Money(800, COP)), guides) == [800, 800]
    assert earned(rule(basis="margin"), guides) == [50, 50]


def test_a_guide_earns_between_minimum_and_maximum():
    the_rule = rule(minimum=Money(300, COP), maximum=Money(900, COP))
    assert earned(the_rule, [guide(1, 2_000), guide(2, 10_000), guide(3, 50_000)]) == [
        300,
        500,
        900,
    ]


def test_a_campaigns_bonus_comes_on_top():
    extra = rule(bonus=True, bands=(Band(from_=Decimal(0), percent=Decimal(2)),))
    gift = rule(bonus=True, basis="fixed", fixed=Money(100, COP))
    assert earned(rule(), [guide(1)], extra, gift) == [500 + 200 + 100]


def test_the_most_specific_rule_applies_and_of_two_alike_the_newest():
    general, small = rule(code="general"), rule(code="small", size="small")
    newer = rule(code="newer", size="small", valid_from=date(2026, 5, 1))
    contract = rule(code="contract", merchant_id=PAYEE)
    own = rule(code="own", payee_id=PAYEE)

    def chosen(*rules: Rule) -> str:
        return applicable(rules, guide(), scope="agent", payee_id=PAYEE)[0].code

    assert chosen(general, small) == "small"
    assert chosen(small, newer) == "newer"
    assert chosen(newer, contract) == "contract"
    assert chosen(contract, own) == "own"


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": "ally"},
        {"valid_from": date(2026, 6, 2)},
        {"valid_to": date(2026, 6, 1)},
        {"payee_id": new_id()},
        {"merchant_id": new_id()},
        {"size": "medium"},
        {"reach": "international"},
    ],
)
def test_a_rule_of_something_else_does_not_apply(changes):
    found = applicable([rule(**changes)], guide(), scope="agent", payee_id=PAYEE)
    assert found == (None, ())


def test_without_a_rule_there_is_no_bonus():
    bonus = rule(bonus=True)
    assert applicable([bonus], guide(), scope="agent", payee_id=PAYEE) == (None, ())
    plain = rule()
    assert applicable([bonus, plain], guide(), scope="agent", payee_id=PAYEE) == (plain, (bonus,))


@pytest.mark.parametrize(
    ("scope", "size", "reach", "percent"),
    [
        ("agent", "small", "national", 5),
        ("ally", "medium", "national", 7),
        ("point", "small", "international", 10),
        ("agent", "large", "international", 10),
        ("franchise", "large", "national", 15),
        ("agent", "large", "national", None),
        ("operator", "small", "national", None),
    ],
)
def test_the_platforms_own_rules(scope, size, reach, percent):
    rules = [
        rule(code=s.code, scope=s.scope, size=s.size, reach=s.reach, bands=s.bands())
        for s in STANDARD
    ]
    found, _ = applicable(rules, guide(size=size, reach=reach), scope=scope, payee_id=PAYEE)
    assert (found and found.bands[0].percent) == percent


@pytest.mark.parametrize(
    "starts", [(), (1,), (0, 0), (0, 50, 40)], ids=["none", "no zero", "twice", "falling"]
)
def test_bands_that_make_no_scale_are_refused(starts):
    bands = [Band(from_=Decimal(start), percent=Decimal(1)) for start in starts]
    with pytest.raises(DomainError) as refused:
        check_bands(bands)
    assert refused.value.code == "franchise.commission.bands_invalid"


def test_a_share_allocated_among_payees_loses_nothing():
    shares = Money(1_000_001, COP).allocate([1, 1, 1])
    assert total(shares) == Money(1_000_001, COP)


@pytest.mark.parametrize(("status", "action"), list(product(states.STATUSES, states.ACTIONS)))
def test_a_commission_goes_only_where_the_table_says(status, action):
    if (status, action) in states.TRANSITIONS:
        assert states.next_status(status, action) == states.TRANSITIONS[status, action]
        return
    with pytest.raises(DomainError) as refused:
        states.next_status(status, action)
    assert refused.value.code == "franchise.commission.transition"
