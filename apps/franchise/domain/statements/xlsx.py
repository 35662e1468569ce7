"""Statements as XLSX: amounts as numbers, so that they can be summed again."""

from io import BytesIO

from openpyxl import Workbook

from apps.franchise.domain.statements.content import (
    CONCEPT_WORDS,
    KIND_WORDS,
    TAX_WORDS,
    Statement,
)


def statement_xlsx(statement: Statement) -> bytes:
    book = Workbook(write_only=True)
    summary = book.create_sheet("Resumen")
    summary.append(["Liquidación", statement.number])
    summary.append(["Beneficiario", _inert(statement.payee)])
    summary.append(["Mes", f"{statement.period:%Y-%m}"])
    for word, amount in statement.sums:
        summary.append([word, int(amount.amount)])
    taxes = book.create_sheet("Impuestos")
    taxes.append(["Impuesto", "Concepto", "Base", "Tarifa %", "Valor"])
    for tax in statement.taxes:
        row = [TAX_WORDS[tax.tax], CONCEPT_WORDS[tax.concept], int(tax.base.amount)]
        taxes.append([*row, tax.percent, int(tax.amount.amount)])
    lines = book.create_sheet("Guías")
    lines.append(["Día", "Guía", "Concepto", "Regla", "Valor"])
    for line in statement.lines:
        lines.append(
            [
                line.day,
                _inert(line.guide),
                KIND_WORDS[line.kind],
                _inert(line.rule),
                int(line.amount.amount),
            ]
        )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _inert(text: str) -> str:
    """Never a formula, whoever chose the name."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
