"""What is computed in whole units is what money and rates give; ids made together stay in order."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quenty.kernel.ids import new_id, new_ids
from quenty.kernel.money import COP, USD, Money, Rate, Share

RATES = st.decimals("-3", "3", places=6).map(Rate)


@given(units=st.integers(-(10**14), 10**14), rate=RATES, currency=st.sampled_from([COP, USD]))
def test_a_share_is_the_rounded_product(units, rate, currency) -> None:
    product = Money.from_units(units, currency) * rate
    assert Share(rate, currency).of(units) == product.half_up().units


def test_halves_go_away_from_zero() -> None:
    half = Share(Rate(Decimal("0.5")))
    assert [half.of(units) for units in (100, 300, -100, -300)] == [100, 200, -100, -200]


def test_ids_made_together_are_in_order_and_versioned_as_others_are() -> None:
    before, together, after = new_id(), new_ids(5000), new_id()
    made = [before, *together, after]
    assert made == sorted(set(made))
    assert {one.version for one in made} == {7}
    assert new_ids(0) == []
