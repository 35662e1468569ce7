"""What a rule pays for decides the taxes: a commission, a service, or carriage."""

from decimal import Decimal

import pytest

from apps.franchise.services.commissions.note_guides import note_delivered, note_generated
from apps.franchise.tests.deliveries import delivered, generated
from apps.franchise.tests.networks import ROOT, office
from apps.franchise.tests.test_settlements import agent, december, deliver, run

__all__ = ["agent", "december", "office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
DAY = 24 * 60


def rule(office, agent, concept, **changes):
    """10% for what the agent's merchant ships, before the platform's own rules."""
    body = {
        "code": f"por-{concept}", "scope": "agent", "payee_id": agent["id"], "concept": concept,
        "bands": [{"from": "0", "percent": "10"}], "valid_from": "2026-01-01", **changes,
    }  # fmt: skip
    return office.good(office.post("commission-rules", **body))


def profile(office, agent, **changes):
    path = f"{ROOT}/payees/{agent['id']}"
    assert office.client.patch(path, json=changes).status_code == 200


def deliver_after(agent, freight, minutes):
    """So many minutes after what `deliver` tells of, which is on 4 November."""
    guide = generated(customer_id=agent["merchant_id"], freight=freight)
    note_generated([guide])
    note_delivered([delivered(guide, minutes=minutes)])


def taxes(office):
    """Tax, concept, percent and pesos of each line of the one settlement."""
    row = office.client.get(f"{ROOT}/settlements").json()["results"][0]
    return row["net"]["amount"], {
        (line["tax"], line["concept"], float(line["rate"]), int(Decimal(line["amount"])))
        for line in row["taxes"]
    }


def test_a_service_is_withheld_as_a_service(office, agent):
    assert rule(office, agent, "service")["concept"] == "service"
    profile(office, agent, person="natural", filer=False)
    deliver(agent, 2_000_000)
    office.good(run(office))
    # 200,000 + 38,000 - 6% - 15% of the IVA - 9.66 per mille
    assert taxes(office) == (
        "218368.00",
        {
            ("iva", "service", 19.0, 38_000),
            ("retefuente", "service", 6.0, 12_000),
            ("reteiva", "service", 15.0, 5_700),
            ("reteica", "service", 0.966, 1_932),
        },
    )


def test_below_2_uvt_a_service_is_not_withheld(office, agent):
    rule(office, agent, "service")
    deliver(agent, 1_049_990)
    office.good(run(office))
    assert taxes(office)[1] == {
        ("iva", "service", 19.0, 19_950),
        ("reteica", "service", 0.966, 1_014),
    }


def test_carriage_is_withheld_at_one_percent_and_has_no_iva(office, agent):
    rule(office, agent, "freight")
    deliver(agent, 20_000_000)
    office.good(run(office))
    # 2,000,000 - 20,000 - 19,320
    assert taxes(office)[0] == "1960680.00"


def test_two_concepts_of_one_month_are_reckoned_apart(office, agent):
    rule(office, agent, "service", valid_from="2026-11-04", valid_to="2026-11-05")
    deliver(agent, 2_000_000)
    plain = {"code": "normal", "payee_id": agent["id"], "valid_from": "2026-11-05"}
    rule(office, agent, "commission", **plain)
    deliver_after(agent, 10_000_000, DAY)
    office.good(run(office))
    # 222,368 of the service of 200,000 and 1,041,840 of the commission of 1,000,000
    assert taxes(office)[0] == "1264208.00"


def test_what_was_paid_of_services_is_not_of_the_3300_uvt_of_commissions(office, agent):
    profile(office, agent, person="natural", iva_responsible=False)
    rule(office, agent, "service", valid_to="2026-11-01")
    deliver_after(agent, 2_000_000_000, -30 * DAY)
    office.good(run(office, period="2026-10-01"))
    rule(office, agent, "commission", valid_from="2026-11-01")
    deliver(agent, 10_000_000)
    office.good(run(office))
    rows = office.client.get(f"{ROOT}/settlements?ordering=-period").json()["results"]
    # 200,000,000 of services in October; 1,000,000 of commissions in November, at 10%
    assert [row["gross"]["amount"] for row in rows] == ["1000000.00", "200000000.00"]
    assert rows[0]["retefuente"]["amount"] == "100000.00"
