"""A freight that changes after its settlement, where a bound or a bonus decides the pesos."""

import pytest

from apps.franchise.models import Commission, Settlement
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_settlements import agent, december, deliver, run

__all__ = ["agent", "december", "office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


def add(office, code, **changes):
    body = {
        "code": code, "scope": "agent", "bands": [{"from": "0", "percent": "5"}],
        "valid_from": "2026-01-02", **changes,
    }  # fmt: skip
    return office.good(office.post("commission-rules", **body))


def adjusted(office, agent, freight, to):
    """What a settled guide's new freight adds or takes."""
    (guide,) = deliver(agent, freight)
    office.good(run(office))
    path = f"guides/{guide.guide_id}/adjust"
    office.good(office.post(path, freight=str(to), reference="a-1"))
    return int(Commission.objects.get(kind="adjustment").amount.amount)


def test_above_the_maximum_a_lighter_parcel_takes_nothing_back(office, agent):
    add(office, "tope", size="small", reach="national", maximum="1000")
    assert adjusted(office, agent, 400_000, 200_000) == 0


def test_from_the_maximum_down_only_what_is_below_it_is_taken_back(office, agent):
    add(office, "tope", size="small", reach="national", maximum="1000")
    assert adjusted(office, agent, 40_000, 10_000) == 500 - 1000


def test_a_fixed_bonus_stays_as_it_is(office, agent):
    add(office, "campana", bonus=True, basis="fixed", fixed="300", bands=[])
    assert adjusted(office, agent, 10_000, 20_000) == 500
    assert Settlement.objects.get().gross.amount == 800


def test_a_percent_of_a_campaign_follows_even_where_the_rule_is_fixed(office, agent):
    add(office, "fija", size="small", reach="national", basis="fixed", fixed="700", bands=[])
    add(office, "campana", bonus=True, bands=[{"from": "0", "percent": "2"}])
    assert adjusted(office, agent, 10_000, 20_000) == 200


def test_bands_of_pesos_are_reckoned_over_the_month(office, agent):
    bands = [{"from": "0", "percent": "1"}, {"from": "10000", "percent": "2"}]
    add(office, "pesos", size="small", reach="national", measure="amount", bands=bands)
    assert adjusted(office, agent, 8_000, 15_000) == 100 + 100 - 80
