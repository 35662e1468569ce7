"""Statements and certificates as PDF, in Spanish, A4."""

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from apps.franchise.domain.statements.content import (
    KIND_WORDS,
    Certificate,
    Invoice,
    Statement,
    Tax,
    pesos,
)
from quenty.kernel.money import Money

_STYLES = getSampleStyleSheet()
_GRID = TableStyle(
    [
        ("FONTNAME", (0, -1), (-1, -1), "Helvetica-Bold"),
        ("FONTSIZE", (0, 0), (-1, -1), 8),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.lightgrey),
        ("ALIGN", (-1, 0), (-1, -1), "RIGHT"),
    ]
)


_LISTED = TableStyle(
    [
        ("FONTSIZE", (0, 0), (-1, -1), 8),
        ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.lightgrey),
    ]
)
_AMOUNTS = TableStyle([*_LISTED.getCommands(), ("ALIGN", (-1, 0), (-1, -1), "RIGHT")])


def statement_pdf(statement: Statement) -> bytes:
    rows = [["Día", "Guía", "Concepto", "Regla", "Valor"]]
    rows += [
        [
            line.day.isoformat(),
            line.guide,
            KIND_WORDS[line.kind],
            line.rule,
            pesos(line.amount),
        ]
        for line in statement.lines
    ]
    return file(
        f"Liquidación de comisiones {statement.period:%Y-%m}",
        [
            text(f"Beneficiario: {statement.payee}"),
            text(f"Liquidación {statement.number}, {statement.status}"),
            Spacer(0, 4 * mm),
            _sums(statement.sums),
            Spacer(0, 6 * mm),
            *_taxes(statement.taxes),
            *_deducted(statement),
            table(rows, amounts=True),
        ],
    )


def certificate_pdf(certificate: Certificate) -> bytes:
    """Art. 381 ET: who was paid and withheld how much in a year, by concept."""
    return file(
        f"Certificado de retenciones {certificate.year}",
        [
            text(f"Agente retenedor: {certificate.agent.name}, NIT {certificate.agent.nit}"),
            text(f"Dirección: {certificate.agent.address}, {certificate.agent.place}"),
            text(f"Practicadas a: {certificate.payee}, {certificate.document}"),
            text(f"Año gravable: {certificate.year}"),
            text(f"Ciudad donde se consignó la retención: {certificate.agent.place}"),
            text(f"Expedido el {certificate.issued_on.isoformat()}"),
            Spacer(0, 4 * mm),
            _sums(certificate.sums),
            Spacer(0, 6 * mm),
            *_taxes(certificate.taxes),
        ],
    )


def invoice_pdf(invoice: Invoice) -> bytes:
    return file(
        f"Cuenta de cobro {invoice.number}",
        [
            text(f"A cargo de: {invoice.payee}"),
            text(invoice.concept),
            text(f"Expedida el {invoice.issued_on.isoformat()}"),
            text(f"Vence el {invoice.due_on.isoformat()}, {invoice.status}"),
            Spacer(0, 4 * mm),
            _sums(invoice.sums),
        ],
    )


def text(words: str) -> Paragraph:
    return Paragraph(escape(words), _STYLES["Normal"])


def _taxes(taxes: Sequence[Tax]) -> list[Flowable]:
    if not taxes:
        return []
    head = ["Impuesto", "Concepto", "Base", "Tarifa", "Valor"]
    return [table([head, *(tax.words() for tax in taxes)], amounts=True), Spacer(0, 6 * mm)]


def _deducted(statement: Statement) -> list[Flowable]:
    if not statement.deductions:
        return []
    rows = [[kind, number, pesos(amount)] for kind, number, amount in statement.deductions]
    head = ["Deducción", "Documento", "Valor"]
    return [table([head, *rows], amounts=True), Spacer(0, 6 * mm)]


def table(rows: list[list[str]], *, amounts: bool = False) -> Table:
    """With a head that every page repeats. `amounts`: in the last column."""
    style = _AMOUNTS if amounts else _LISTED
    return Table(rows, repeatRows=1, style=style, hAlign="LEFT")


def signatures(*names: str) -> Table:
    """A line to sign on for each, side by side."""
    width = 150 / len(names) * mm
    line = TableStyle(
        [("LINEABOVE", (n, 0), (n, 0), 0.75, colors.black) for n in range(0, 2 * len(names), 2)]
    )
    cells = [cell for name in names for cell in (text(name), "")]
    return Table([cells], colWidths=[width, 10 * mm] * len(names), style=line, hAlign="LEFT")


def _sums(sums: Sequence[tuple[str, Money]]) -> Table:
    rows = [[word, pesos(amount)] for word, amount in sums]
    return Table(rows, colWidths=[80 * mm, 40 * mm], style=_GRID, hAlign="LEFT")


def file(title: str, story: list[Flowable]) -> bytes:
    out = BytesIO()
    # The same settlement gives the same bytes.
    document = SimpleDocTemplate(out, pagesize=A4, title=title, author="Quenty", invariant=1)
    document.build([Paragraph(escape(title), _STYLES["Title"]), *story])
    return out.getvalue()
