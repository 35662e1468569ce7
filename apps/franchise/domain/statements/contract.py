"""The contract of a franchise: its conditions as terms, their fingerprint, and the PDF to sign."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from apps.franchise.domain.statements.content import pesos
from apps.franchise.domain.statements.pdf import file, signatures, table, text
from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed. `territory`: names with department, in order."""

    code: str
    name: str
    capital: Money
    minimum_capital: Money
    monthly_fee: Money
    fee_days: int
    territory: Sequence[str]

    def sha256(self) -> str:
        plain = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()


CLAUSES = (
    "1. Territorio. El franquiciado opera en exclusiva en los municipios de la lista. La"
    " exclusividad empieza al activarse la franquicia y termina con ella; los municipios quedan"
    " libres en ese momento.",
    "2. Capital. El franquiciado acredita al menos {minimum} y declara {capital}.",
    "3. Canon. El franquiciado paga {fee} al mes más IVA, por factura, dentro de los {days} días"
    " siguientes a su expedición; lo que deba se descuenta de sus liquidaciones.",
    "4. Comisiones. Cada guía entregada en su territorio se liquida una sola vez, por mes, según"
    " las reglas vigentes el día de la entrega; se reversa cuando el flete se devuelve.",
    "5. Retenciones. Quenty practica las retenciones de ley y entrega el certificado anual.",
    "6. Identificación. La franquicia solo se activa con verificación completa de identidad y con"
    " este contrato firmado.",
    "7. Suspensión y terminación. Quenty informa el motivo. Lo causado durante una suspensión se"
    " retiene, y se liquida y se paga al reactivarse la franquicia o al terminar, menos lo que"
    " deba.",
)


def contract_pdf(terms: Terms, *, drawn_on: date) -> bytes:
    """To be signed: the same terms on the same day give the same bytes."""
    words = {
        "minimum": pesos(terms.minimum_capital), "capital": pesos(terms.capital),
        "fee": pesos(terms.monthly_fee), "days": terms.fee_days,
    }  # fmt: skip
    return file(
        "Contrato de franquicia",
        [
            text(f"Entre Quenty y {terms.name} (franquicia {terms.code})."),
            text(f"Elaborado el {drawn_on.isoformat()}."),
            Spacer(0, 4 * mm),
            *(
                part
                for clause in CLAUSES
                for part in (text(clause.format(**words)), Spacer(0, 2 * mm))
            ),
            table([["Municipios"], *([name] for name in terms.territory)]),
            Spacer(0, 6 * mm),
            text(f"Huella de las condiciones (SHA-256): {terms.sha256()}"),
            Spacer(0, 20 * mm),
            signatures("Por Quenty", f"Por {terms.name}"),
        ],
    )
