"""A manifest on letter paper: a line a guide, sums, and two signatures."""

from typing import IO

from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfgen.canvas import Canvas

from apps.orders.domain.labels import words
from apps.orders.domain.labels.manifest import Manifest, ManifestLine
from apps.orders.domain.labels.text import fit, printable
from apps.orders.services.labels import fonts

_WIDTH, _HEIGHT = landscape(letter)
_LEFT, _TOP, _BOTTOM = 28, _HEIGHT - 96, 92
_ROW = 15
# Title, width in points, whether figures stand right.
_COLUMNS = (
    ("#", 26, True),
    ("Guía", 84, False),
    ("Guía del operador", 84, False),
    ("Referencia", 78, False),
    ("Remitente", 118, False),
    ("Destinatario", 118, False),
    ("Destino", 88, False),
    ("Pzs", 24, True),
    ("Kg", 32, True),
    ("Declarado", 44, True),
    ("Recaudo", 40, True),
)


def write_manifest(file: IO[bytes], manifest: Manifest) -> int:
    """A PDF; gives the number of pages. The same manifest gives the same bytes."""
    canvas = Canvas(file, pagesize=(_WIDTH, _HEIGHT), pageCompression=1, invariant=1)
    canvas.setTitle(f"Relación de despacho {manifest.operator} {manifest.day.isoformat()}")
    a_page = int((_TOP - _BOTTOM) // _ROW) - 1
    pages = max(1, -(-len(manifest.lines) // a_page))
    for page in range(pages):
        _heading(canvas, manifest, page + 1, pages)
        y = _TOP
        _row(canvas, y, [title for title, _, _ in _COLUMNS], bold=True)
        for at in range(page * a_page, min((page + 1) * a_page, len(manifest.lines))):
            y -= _ROW
            _row(canvas, y, _cells(at + 1, manifest.lines[at]))
        if page + 1 == pages:
            _ending(canvas, manifest)
        canvas.showPage()
    canvas.save()
    return pages


def _heading(canvas: Canvas, manifest: Manifest, page: int, pages: int) -> None:
    canvas.setFont(fonts.name(True), 15)
    canvas.drawString(_LEFT, _HEIGHT - 42, "RELACIÓN DE DESPACHO")
    canvas.setFont(fonts.name(False), 10)
    nit = f" · NIT {manifest.nit}" if manifest.nit else ""
    canvas.drawString(_LEFT, _HEIGHT - 60, printable(f"Operador: {manifest.operator}{nit}"))
    right = _WIDTH - _LEFT
    canvas.drawRightString(right, _HEIGHT - 42, f"Fecha: {words.day(manifest.day)}")
    canvas.drawRightString(right, _HEIGHT - 60, f"Página {page} de {pages}")


def _cells(place: int, line: ManifestLine) -> list[str]:
    return [
        str(place),
        line.number,
        line.operator_number or "-",
        line.reference or "-",
        line.sender,
        line.recipient,
        line.city,
        str(line.pieces),
        words.number(line.weight_kg, ""),
        words.pesos(line.declared_value).removeprefix("$ "),
        words.pesos(line.collect).removeprefix("$ ") if line.collect else "-",
    ]


def _row(canvas: Canvas, y: float, cells: list[str], *, bold: bool = False) -> None:
    x = float(_LEFT)
    for (_, width, right), cell in zip(_COLUMNS, cells, strict=True):
        size, lines = fit(
            cell, width=width - 4, height=10, size=8, least=5, bold=bold, measure=fonts.measure
        )
        canvas.setFont(fonts.name(bold), size)
        shown = lines[0] if lines else ""
        if right:
            canvas.drawRightString(x + width - 2, y + 4, shown)
        else:
            canvas.drawString(x + 2, y + 4, shown)
        x += width
    canvas.setLineWidth(0.4)
    canvas.line(_LEFT, y, _LEFT + sum(width for _, width, _ in _COLUMNS), y)


def _ending(canvas: Canvas, manifest: Manifest) -> None:
    totals = manifest.totals
    said = (
        f"Guías: {totals.guides} · Piezas: {totals.pieces} · "
        f"Peso liquidado: {words.number(totals.weight_kg, 'kg')} · "
        f"Valor declarado: {words.pesos(totals.declared_value)} · "
        f"Recaudo: {words.pesos(totals.collect)}"
    )
    canvas.setFont(fonts.name(True), 9)
    canvas.drawString(_LEFT, 74, said)
    canvas.setFont(fonts.name(False), 8)
    for x, title in ((_LEFT, "Entrega"), (_LEFT + 370, "Recibe por el operador")):
        canvas.line(x, 40, x + 330, 40)
        canvas.drawString(x, 29, f"{title}: nombre, documento, firma, fecha y hora")
