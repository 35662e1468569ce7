"""A settlement, a year or a charge as a file."""

from django.utils.translation import override

from apps.franchise import neighbours
from apps.franchise.domain.statements.content import (
    DEDUCTION_WORDS,
    Agent,
    Certificate,
    Invoice,
    Line,
    Statement,
    Tax,
)
from apps.franchise.domain.statements.pdf import certificate_pdf, invoice_pdf, statement_pdf
from apps.franchise.domain.statements.xlsx import statement_xlsx
from apps.franchise.models import Charge, Payee, Settlement
from apps.franchise.models.charges import CHARGE_STATUS_LABELS
from apps.franchise.models.settlements import SETTLEMENT_STATUS_LABELS
from apps.franchise.selectors.commission_rules import payer_named
from apps.franchise.selectors.earnings import certified, lines_of, taxes_of
from quenty.kernel import clock, dane
from quenty.kernel.money import COP, Money, total


def print_statement(row: Settlement, *, layout: str) -> bytes:
    """`layout`: pdf or xlsx. In Spanish, whoever asks."""
    with override("es"):
        content = _statement(row)
    return statement_pdf(content) if layout == "pdf" else statement_xlsx(content)


def _statement(row: Settlement) -> Statement:
    return Statement(
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
        taxes=_taxes([row]),
        deductions=[
            (DEDUCTION_WORDS[each["kind"]], each["reference"], Money(each["amount"], COP))
            for each in row.deductions
        ],
    )


def _taxes(rows: list[Settlement]) -> list[Tax]:
    return [
        Tax(
            tax=line.tax,
            concept=line.concept,
            base=line.base,
            percent=line.rate,
            amount=line.amount,
        )
        for line in taxes_of(rows)
    ]


def print_certificate(payee: Payee, *, year: int) -> bytes:
    """With the payee's legal name and document as customers knows them. Raises
    customers.not_found, franchise.settlement.payer_unnamed."""
    rows, agent = certified(payee, year), payer_named(clock.today())
    name, document = neighbours.names(payee.customer_id)
    withheld = total(row.retefuente + row.reteiva + row.reteica for row in rows)
    return certificate_pdf(
        Certificate(
            agent=Agent(
                name=agent.name,
                nit=agent.nit,
                address=agent.address,
                place=dane.municipalities()[agent.dane_code].name,
            ),
            payee=name or payee.name,
            document=document,
            year=year,
            issued_on=clock.today(),
            sums=[
                ("Pagos", total(row.gross for row in rows)),
                ("IVA", total(row.iva for row in rows)),
                ("Retenido", withheld),
            ],
            taxes=_taxes(rows),
        )
    )


def print_charge(row: Charge) -> bytes:
    """In Spanish, whoever asks."""
    with override("es"):
        status = str(CHARGE_STATUS_LABELS[row.status])
    return invoice_pdf(
        Invoice(
            number=row.number,
            payee=row.payee.name,
            concept=row.concept,
            status=status,
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
