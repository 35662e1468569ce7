"""Two franchises claim one municipality at the same moment, a hundred times."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import IntegrityError, connections

from apps.franchise.models import Franchise, Territory
from apps.franchise.services.claim_territory import claim_territory, release_territory
from apps.franchise.tests.networks import office
from quenty.kernel import clock, dane
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"], transaction=True)
TIMES = 100


def claims(franchise_id: UUID, codes: list[str], start: Barrier) -> list[str]:
    got = []
    try:
        for code in codes:
            start.wait(30)
            try:
                claim_territory(franchise_id=franchise_id, municipalities=[code], actor=SYSTEM)
            except DomainError as error:
                got.append(error.code)
            else:
                got.append("mine")
    finally:
        connections.close_all()
    return got


def two(office) -> list[UUID]:
    return [UUID(office.active(c, at)["id"]) for c, at in (("a", "05001"), ("b", "05002"))]


def test_exactly_one_gets_it_every_time(office):
    first, second = (
        UUID(office.active(code, at)["id"]) for code, at in (("a", "05001"), ("b", "05002"))
    )
    codes = [code for code in dane.municipalities() if code.startswith(("15", "25"))][:TIMES]
    start = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(claims, each, codes, start) for each in (first, second)]
        results = list(zip(*(one.result(120) for one in both), strict=True))

    assert len(results) == TIMES
    taken = "franchise.network.territory_taken"
    assert {tuple(sorted(pair)) for pair in results} == {(taken, "mine")}
    owners = Territory.objects.filter(municipality__gte=15000, municipality__lt=26000)
    assert owners.count() == TIMES


def test_a_territory_freed_is_free_at_once(office):
    first, second = (
        UUID(office.active(code, at)["id"]) for code, at in (("a", "05001"), ("b", "05002"))
    )
    for _ in range(5):
        release_territory(franchise_id=first, municipality=5001, actor=SYSTEM)
        claim_territory(franchise_id=second, municipalities=["05001"], actor=SYSTEM)
        release_territory(franchise_id=second, municipality=5001, actor=SYSTEM)
        claim_territory(franchise_id=first, municipalities=["05001"], actor=SYSTEM)


def test_a_reservation_that_ran_out_is_free_without_anybody_freeing_it(office):
    office.good(office.evaluate(office.apply("a"), "05001"))
    office.good(office.evaluate(office.apply("b"), "05002"))
    second = Franchise.objects.get(code="b").pk
    with pytest.raises(DomainError):
        claim_territory(franchise_id=second, municipalities=["05001"], actor=SYSTEM)
    with clock.at(clock.now() + timedelta(days=60, seconds=1)):
        rows = claim_territory(franchise_id=second, municipalities=["05001"], actor=SYSTEM)
    assert [row.dane_code for row in rows] == ["05001"]


def test_the_database_itself_refuses_an_overlap(office):
    office.active("a", "05001")
    other = Franchise.objects.get(pk=office.active("b", "05002")["id"])
    row = Territory(
        franchise=other, municipality=5001, status="assigned", starts_at=clock.now(), ends_at=None
    )
    with pytest.raises(IntegrityError, match="territory_exclusive"), unit_of_work("franchise"):
        row.save()


def test_all_of_a_claim_or_none(office):
    office.active("a", "05001")
    other = Franchise.objects.get(pk=office.active("b", "05002")["id"])
    with pytest.raises(DomainError):
        claim_territory(franchise_id=other.pk, municipalities=["05004", "05001"], actor=SYSTEM)
    assert {row.dane_code for row in other.territories.all()} == {"05002"}
