"""The printable route sheet: a sketch of the map, the stops in order, a barcode each."""

import io
from itertools import pairwise

from reportlab.graphics.barcode import code128
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from apps.pickups.domain.geo import Point
from apps.pickups.domain.sketch import Frame, projected
from apps.pickups.models import Run, Stop
from quenty.kernel.clock import BOGOTA

_WIDTH, _HEIGHT = LETTER
_MARGIN = 14 * mm
_ROW = 15 * mm


def route_sheet(run: Run) -> bytes:
    """Letter size; as many pages as the stops need."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=True)
    canvas.setTitle(f"Hoja de ruta {run.number}")
    stops = sorted(
        (stop for stop in run.stops.all() if stop.position is not None),
        key=lambda stop: stop.position or 0,
    )
    _head(canvas, run, len(stops))
    _map(canvas, run, stops)
    top = _HEIGHT - 108 * mm
    for number, stop in enumerate(stops, start=1):
        if top - _ROW < _MARGIN:
            canvas.showPage()
            top = _HEIGHT - _MARGIN
        _stop(canvas, number, stop, top)
        top -= _ROW
    canvas.save()
    return out.getvalue()


def _head(canvas: Canvas, run: Run, count: int) -> None:
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(_MARGIN, _HEIGHT - _MARGIN - 5 * mm, f"Hoja de ruta {run.number}")
    canvas.setFont("Helvetica", 9)
    shift = run.shift
    hours = f"{_hour(run.planned_start)} a {_hour(run.planned_end)}"
    lines = (
        f"{run.day:%d/%m/%Y} · {shift.driver.name} · {shift.vehicle.plate} · "
        f"sale de {shift.start_depot.name}",
        f"{count} paradas · {run.planned_m / 1000:.1f} km estimados · {hours}",
    )
    for number, line in enumerate(lines):
        canvas.drawString(_MARGIN, _HEIGHT - _MARGIN - 11 * mm - 4.5 * mm * number, line)
    bars = code128.Code128(run.number, barHeight=9 * mm, barWidth=0.28 * mm)
    bars.drawOn(canvas, _WIDTH - _MARGIN - bars.width, _HEIGHT - _MARGIN - 10 * mm)


def _map(canvas: Canvas, run: Run, stops: list[Stop]) -> None:
    """A sketch: straight lines between places, numbered."""
    frame = Frame(_MARGIN, _HEIGHT - 102 * mm, _WIDTH - 2 * _MARGIN, 69 * mm)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.7)
    canvas.rect(frame.left, frame.bottom, frame.width, frame.height)
    depot, home = run.shift.start_depot, run.shift.end_depot
    points = [
        Point(depot.latitude, depot.longitude),
        *(Point(stop.latitude, stop.longitude) for stop in stops),
        Point(home.latitude, home.longitude),
    ]
    places = projected(points, frame)
    canvas.setStrokeGray(0.45)
    for (x, y), (to_x, to_y) in pairwise(places):
        canvas.line(x, y, to_x, to_y)
    for number, (x, y) in enumerate(places[1:-1], start=1):
        canvas.setFillGray(1)
        canvas.setStrokeGray(0)
        canvas.circle(x, y, 2.6 * mm, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Helvetica-Bold", 7)
        canvas.drawCentredString(x, y - 1 * mm, str(number))
    x, y = places[0]
    canvas.setFillGray(0)
    canvas.rect(x - 2 * mm, y - 2 * mm, 4 * mm, 4 * mm, fill=1)


def _stop(canvas: Canvas, number: int, stop: Stop, top: float) -> None:
    canvas.setStrokeGray(0.8)
    canvas.line(_MARGIN, top, _WIDTH - _MARGIN, top)
    canvas.setFillGray(0)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(_MARGIN, top - 6 * mm, f"{number}")
    canvas.setFont("Helvetica-Bold", 9)
    kind = "Recoger" if stop.kind == "pickup" else "Entregar"
    kind = "Devolver al remitente" if stop.to_sender else kind
    canvas.drawString(_MARGIN + 10 * mm, top - 5 * mm, f"{kind} · {stop.contact_name}"[:60])
    canvas.setFont("Helvetica", 8)
    where = " ".join(filter(None, (stop.address, stop.complement)))
    canvas.drawString(_MARGIN + 10 * mm, top - 9 * mm, where[:72])
    window = f"{_hour(stop.window_start)}-{_hour(stop.window_end)}"
    money = f" · cobrar $ {int(stop.collect.amount):,}".replace(",", ".") if stop.collect else ""
    what = f"{stop.phone} · {window} · llega {_hour(stop.planned_start)} · {stop.pieces} pza{money}"
    canvas.drawString(_MARGIN + 10 * mm, top - 13 * mm, what[:96])
    code = stop.guide_number or (stop.pickup.number if stop.pickup else "")
    if code:
        bars = code128.Code128(code, barHeight=7 * mm, barWidth=0.22 * mm)
        bars.drawOn(canvas, _WIDTH - _MARGIN - bars.width + 4 * mm, top - 9 * mm)
        canvas.setFont("Helvetica", 6.5)
        canvas.drawRightString(_WIDTH - _MARGIN, top - 12.5 * mm, code)


def _hour(instant: object) -> str:
    return instant.astimezone(BOGOTA).strftime("%H:%M") if instant else "-"  # type: ignore[attr-defined]
