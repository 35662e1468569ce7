"""A run as a file: for maps, navigators, spreadsheets and paper."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from apps.pickups.domain.geo import Point, polyline
from apps.pickups.models import Run, Stop
from apps.pickups.services.runs.sheet import route_sheet
from quenty.kernel.clock import BOGOTA


@dataclass(frozen=True, slots=True)
class Form:
    media: str
    ending: str
    write: Callable[[Run], bytes]


def in_order(run: Run) -> list[Stop]:
    stops = [stop for stop in run.stops.all() if stop.position is not None]
    return sorted(stops, key=lambda stop: stop.position or 0)


def line_of(run: Run) -> list[Point]:
    """From the depot by every stop and back, in straight lines."""
    start, end = run.shift.start_depot, run.shift.end_depot
    return [
        Point(start.latitude, start.longitude),
        *(Point(stop.latitude, stop.longitude) for stop in in_order(run)),
        Point(end.latitude, end.longitude),
    ]


def geojson(run: Run) -> bytes:
    """A FeatureCollection (RFC 7946): the line, then the stops."""
    line: dict[str, Any] = {
        "type": "Feature",
        "properties": {"run": run.number, "plate": run.shift.vehicle.plate},
        "geometry": {
            "type": "LineString",
            "coordinates": [[p.longitude, p.latitude] for p in line_of(run)],
        },
    }
    features = [line, *(_feature(stop) for stop in in_order(run))]
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False
    ).encode()


def _feature(stop: Stop) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {
            "position": (stop.position or 0) + 1,
            "kind": stop.kind,
            "status": stop.status,
            "address": stop.address,
            "planned": _hour(stop),
        },
        "geometry": {"type": "Point", "coordinates": [stop.longitude, stop.latitude]},
    }


def gpx(run: Run) -> bytes:
    """A GPX 1.1 route."""
    points = "".join(
        f'<rtept lat="{stop.latitude}" lon="{stop.longitude}">'
        f"<name>{escape(f'{(stop.position or 0) + 1}. {stop.contact_name}')}</name>"
        f"<desc>{escape(stop.address)}</desc></rtept>"
        for stop in in_order(run)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<gpx version="1.1" creator={quoteattr("Quenty")} '
        'xmlns="http://www.topografix.com/GPX/1/1">'
        f"<rte><name>{escape(run.number)}</name>{points}</rte></gpx>"
    ).encode()


def encoded(run: Run) -> bytes:
    return polyline(line_of(run)).encode()


_COLUMNS = (
    "position",
    "kind",
    "guide",
    "contact",
    "phone",
    "address",
    "municipality",
    "window_start",
    "window_end",
    "planned",
    "pieces",
    "weight_kg",
    "collect",
    "status",
)


def table(run: Run) -> bytes:
    """CSV with a byte order mark; what a spreadsheet would take for a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for stop in in_order(run):
        writer.writerow([_safe(cell) for cell in _cells(stop)])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(stop: Stop) -> tuple[object, ...]:
    return (
        (stop.position or 0) + 1,
        stop.kind,
        stop.guide_number or (stop.pickup.number if stop.pickup else ""),
        stop.contact_name,
        stop.phone,
        stop.address,
        stop.dane_code,
        stop.window_start.astimezone(BOGOTA).isoformat(timespec="minutes"),
        stop.window_end.astimezone(BOGOTA).isoformat(timespec="minutes"),
        _hour(stop),
        stop.pieces,
        f"{stop.weight_g / 1000:.2f}",
        stop.collect.amount if stop.collect else 0,
        stop.status,
    )


def _safe(cell: object) -> object:
    text = str(cell)
    phone = text[:1] == "+" and text[1:].isdigit()
    return f"'{text}" if text.startswith(tuple("=+-@\t\r")) and not phone else cell


def _hour(stop: Stop) -> str:
    return stop.planned_start.astimezone(BOGOTA).strftime("%H:%M") if stop.planned_start else ""


FORMS = {
    "geojson": Form("application/geo+json", "geojson", geojson),
    "gpx": Form("application/gpx+xml", "gpx", gpx),
    "polyline": Form("text/plain; charset=utf-8", "txt", encoded),
    "csv": Form("text/csv; charset=utf-8", "csv", table),
    "pdf": Form("application/pdf", "pdf", route_sheet),
}
