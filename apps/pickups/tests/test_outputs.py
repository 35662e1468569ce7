"""Exports, maps, commands, seeds and pages that people look at."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
import zxingcpp
from django.core.management import CommandError, call_command

from apps.pickups.models import Driver, Run, Shift, Stop, Zone
from apps.pickups.selectors.maps import picture_of_runs
from apps.pickups.selectors.routing import runs_of
from apps.pickups.tests.places import around
from apps.pickups.tests.world import BASE, World

pytestmark = pytest.mark.django_db(databases=["pickups"])


@pytest.fixture
def run(world: World, merchant: Any) -> Any:
    """Four deliveries and a pickup on a published run."""
    (shift,) = world.fleet()
    world.deliveries(merchant, around(4), collect=20_000)
    world.pickup(merchant, guides=[world.guide(merchant)])
    return world.run_by_hand(shift)


def exported(world: World, run: Any, form: str) -> Any:
    answer = world.admin.get(f"{BASE}/runs/{run['id']}/export?form={form}")
    assert answer.status_code == 200, answer.content
    return answer


def test_geojson_has_a_line_and_a_point_for_each_stop(world: World, run: Any) -> None:
    answer = exported(world, run, "geojson")
    told = json.loads(answer.content)
    line, *points = told["features"]
    assert line["geometry"]["type"] == "LineString"
    assert len(line["geometry"]["coordinates"]) == 7
    assert [p["properties"]["position"] for p in points] == [1, 2, 3, 4, 5]
    assert points[0]["geometry"]["coordinates"][0] < -70
    assert answer["Content-Type"] == "application/geo+json"


def test_gpx_and_polyline_follow_the_sequence(world: World, run: Any) -> None:
    tree = ElementTree.fromstring(exported(world, run, "gpx").content)  # noqa: S314
    points = tree.findall(".//{http://www.topografix.com/GPX/1/1}rtept")
    assert len(points) == 5
    text = exported(world, run, "polyline").content.decode()
    assert unpacked(text)[0][0] == pytest.approx(4.69, abs=1e-4)


def unpacked(text: str) -> list[tuple[float, float]]:
    """Google's own algorithm, backwards."""
    values, value, shift = [], 0, 0
    for letter in text:
        chunk = ord(letter) - 63
        value |= (chunk & 0x1F) << shift
        shift += 5
        if chunk < 0x20:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    latitude = longitude = 0
    points = []
    for down, right in zip(values[::2], values[1::2], strict=True):
        latitude, longitude = latitude + down, longitude + right
        points.append((latitude / 1e5, longitude / 1e5))
    return points


def test_a_table_holds_no_formula(world: World, run: Any) -> None:
    Stop.objects.filter(position=0).update(contact_name="=HYPERLINK(1)")
    text = exported(world, run, "csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 5
    assert all(row["guide"].startswith(("QTY", "REC-")) for row in rows)
    assert rows[0]["contact"] == "'=HYPERLINK(1)"
    assert {row["collect"] for row in rows} == {"20000.00", "0"}


def test_the_printed_sheet_is_read_back_by_a_scanner(world: World, run: Any) -> None:
    document = pypdfium2.PdfDocument(exported(world, run, "pdf").content)
    picture = document[0].render(scale=4).to_pil()
    read = {code.text for code in zxingcpp.read_barcodes(picture)}
    wanted = {run["number"]} | {s["guide_number"] for s in run["stops"] if s["guide_number"]}
    assert wanted <= read
    text = document[0].get_textpage().get_text_bounded()
    assert "Hoja de ruta" in text
    assert "cobrar $ 20.000" in text


def test_the_map_draws_every_stop_without_foreign_addresses(world: World, run: Any) -> None:
    from apps.pickups.domain.route_map import drawn

    Stop.objects.filter(position=1).update(contact_name="<script>")
    svg = drawn(picture_of_runs(list(runs_of())))
    assert svg.count("<circle") == 5
    assert "<script>" not in svg
    assert "href" not in svg
    ElementTree.fromstring(svg)  # noqa: S314


def test_plan_routes_prints_and_puts_in_force(world: World, merchant: Any, capsys: Any) -> None:
    world.fleet()
    world.deliveries(merchant, around(4))
    call_command("plan_routes", "2026-11-23", "--seconds", "0.5", "--publish")
    out = capsys.readouterr().out
    assert "Conductor 1" in out
    assert "In force." in out
    assert Run.objects.get().status == "published"
    with pytest.raises(CommandError, match="empty"):
        call_command("plan_routes", "2026-11-29")
    with pytest.raises(CommandError, match="depot_not_found"):
        call_command("plan_routes", "2026-11-23", "--depot", "nowhere")


def test_seeds_make_three_cities_once(frozen: Any) -> None:
    from apps.pickups.seeds import seed

    seed()
    counted = [model.objects.count() for model in (Zone, Driver, Shift)]
    seed()
    assert [model.objects.count() for model in (Zone, Driver, Shift)] == counted == [3, 6, 18]


def test_the_drivers_page_needs_nothing_from_elsewhere(api: Any) -> None:
    page = api.anonymous().get("/driver")
    assert page.status_code == 200
    assert b"http" not in page.content.replace(b"http://www.w3.org", b"")
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    worker = api.anonymous().get("/driver/sw.js")
    assert worker["Service-Worker-Allowed"] == "/driver"
    listed = worker.content.decode().split("SHELL = [")[1].split("]")[0]
    for address in listed.split(","):
        assert api.anonymous().get(address.strip().strip('"')).status_code == 200
    assert api.anonymous().get("/driver/secrets.txt").status_code == 404
