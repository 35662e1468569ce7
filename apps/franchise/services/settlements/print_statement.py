"""A settlement, a year or a charge as a file."""

from apps.franchise.domain.statements.content import (
    DEDUCTION_WORDS,
    Certificate,
    Invoice,
    Line,
    Statement,
)
from apps.franchise.domain.statements.pdf import certificate_pdf, invoice_pdf, statement_pdf
from apps.franchise.domain.statements.xlsx import statement_xlsx
from apps.franchise.models import Charge, Payee, Settlement
from apps.franchise.models.charges import CHARGE_STATUS_LABELS
from apps.franchise.models.settlements import SETTLEMENT_STATUS_LABELS
from apps.franchise.selectors.earnings import certified, lines_of
from quenty.kernel import clock
from quenty.kernel.money import COP, Money


def print_statement(row: Settlement, *, layout: str) -> bytes:
    """`layout`: pdf or xlsx."""
    content = Statement(
        number=str(row.pk),
        payee=row.payee.name,
        period=row.period,
        status=str(SETTLEMENT_STATUS_LABELS[row.status]),
        lines=[
            Line(
                day=line.earned_on,
                guide=line.guide.number,
                kind=line.kind,
                rule=line.rule.code,
                amount=line.amount,
            )
            for line in lines_of(row)
        ],
        sums=[
            ("Comisiones", row.gross),
            ("IVA", row.iva),
            ("Retefuente", -row.retefuente),
            ("ReteIVA", -row.reteiva),
            ("ReteICA", -row.reteica),
            ("Deducciones", -row.deducted),
            ("Neto a pagar", row.net),
        ],
        deductions=[
            (DEDUCTION_WORDS[each["kind"]], each["reference"], Money(each["amount"], COP))
            for each in row.deductions
        ],
    )
    return statement_pdf(content) if layout == "pdf" else statement_xlsx(content)


def print_certificate(payee: Payee, *, year: int) -> bytes:
    sums = certified(payee, year)
    return certificate_pdf(
        Certificate(
            payee=payee.name,
            year=year,
            issued_on=clock.today(),
            sums=[
                ("Pagos", sums["gross"]),
                ("IVA", sums["iva"]),
                ("Retefuente practicada", sums["retefuente"]),
                ("ReteIVA practicada", sums["reteiva"]),
                ("ReteICA practicada", sums["reteica"]),
            ],
        )
    )


def print_charge(row: Charge) -> bytes:
    return invoice_pdf(
        Invoice(
            number=row.number,
            payee=row.payee.name,
            concept=row.concept,
            status=str(CHARGE_STATUS_LABELS[row.status]),
            issued_on=row.issued_on,
            due_on=row.due_on,
            sums=[
                ("Base", row.base),
                ("IVA", row.iva),
                ("Total", row.total),
                ("Pagado", -row.paid),
                ("Saldo", row.total - row.paid),
            ],
        )
    )
