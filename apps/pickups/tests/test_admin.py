"""The back office: every list and page opens, and actions act through services."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.pickups.models import Pickup, RoutingJob, Run, Stop
from apps.pickups.tests.places import action, around, send
from apps.pickups.tests.world import World

# The admin's front counts the queues of every context.
pytestmark = pytest.mark.django_db(databases="__all__")
MODELS = [model for model in admin.site._registry if model._meta.app_label == "pickups"]


def url(model: Any, what: str, *args: Any) -> str:
    return reverse(f"admin:pickups_{model._meta.model_name}_{what}", args=args)


@pytest.fixture
def office(client: Any) -> Any:
    """A client of somebody who may do everything."""
    boss = get_user_model().objects.create_superuser(email="jefe@quenty.co", password="x")
    client.force_login(boss)
    return client


@pytest.fixture
def worked(world: World, merchant: Any) -> World:
    """A day with a run under way, a pickup and what a phone told."""
    (shift,) = world.fleet()
    world.deliveries(merchant, around(3))
    world.pickup(merchant, guides=[world.guide(merchant)])
    run = world.run_by_hand(shift)
    world.point()
    phone = world.driver(shift)
    send(phone, action("start", run=run))
    send(phone, action("fail", run["stops"][0], reason="customer_absent"))
    return world


def test_every_list_and_page_opens(office: Any, worked: World) -> None:
    assert len(MODELS) > 20
    for model in MODELS:
        assert office.get(url(model, "changelist")).status_code == 200, model
        row = model.objects.first()
        if row is not None:
            page = office.get(url(model, "change", row.pk))
            assert page.status_code == 200, model


def test_lists_cost_the_same_however_many(office: Any, worked: World, merchant: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connections["pickups"]) as seen:
            office.get(url(Stop, "changelist"))
        return len(seen)

    queries()
    before = queries()
    worked.deliveries(merchant, around(4, seed=8))
    assert queries() == before


def test_a_run_is_seen_on_a_map_and_taken_away(office: Any, worked: World) -> None:
    run = Run.objects.get()
    page = office.get(reverse("admin:pickups_run_map", args=[run.pk])).content.decode()
    assert page.count("<circle") >= 4
    assert run.number in page
    sheet = office.get(reverse("admin:pickups_run_export", args=[run.pk, "pdf"]))
    assert sheet.content[:5] == b"%PDF-"
    data = {"action": "on_one_map", "_selected_action": [str(run.pk)]}
    assert b"<svg" in office.post(url(Run, "changelist"), data).content


def test_routes_are_asked_for_looked_at_and_put_in_force(
    office: Any, world: World, merchant: Any, run_jobs: Any
) -> None:
    world.fleet()
    world.deliveries(merchant, around(3))
    world.deliveries(merchant, [(4.61, -74.07)], skills=["cold"])
    form = {"day": "2026-11-23", "depot": "", "scope": "day", "aim": "fewest"}
    assert office.get(url(RoutingJob, "add")).status_code == 200
    assert office.post(url(RoutingJob, "add"), form).status_code == 302
    RoutingJob.objects.update(seconds=0.4)
    run_jobs("pickups")
    job = RoutingJob.objects.get()
    assert (job.status, job.aim) == ("proposed", "fewest")
    page = office.get(reverse("admin:pickups_routingjob_map", args=[job.pk])).content.decode()
    assert "ningún conductor con cold" in page
    data = {"action": "publish", "_selected_action": [str(job.pk)]}
    office.post(url(RoutingJob, "changelist"), data)
    assert Run.objects.get().status == "published"


def test_actions_refuse_row_by_row(office: Any, worked: World) -> None:
    data = {"action": "cancel", "_selected_action": [str(Pickup.objects.get().pk)]}
    office.post(url(Pickup, "changelist"), data)
    assert Pickup.objects.get().status in {"cancelled", "scheduled"}
    again = office.post(url(Pickup, "changelist"), data, follow=True).content.decode()
    assert "no se admite" in again
