"""A REST carrier in the manner of Interrapidísimo.

Two headers authenticate. Municipalities go by their DANE code with three zeros behind it.
A guide is born as a pre-shipment (`preenvio`) whose number is that of the guide; tracking
takes many at once. Weight is told in whole kilos, of the volume where that weighs more
(2,500 cm3 a kilo), as its quotation counts.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, ClassVar

from apps.orders.domain.operators.failures import NoAnswer, Refused
from apps.orders.domain.operators.port import (
    Booked,
    Consignment,
    Happened,
    Instructed,
    Instruction,
    Line,
    OperatorLabel,
    OperatorRate,
    Party,
    PickupOrdered,
    PickupWanted,
)
from apps.orders.domain.operators.words_national import INTERRAPIDISIMO, REASONS
from apps.orders.neighbours.operators.exchange import exchange
from apps.orders.neighbours.operators.reading import instant, json_of, pesos, plain_words
from quenty.kernel import clock

DIVISOR = 2500
# Its kinds of solution: another visit, another address, kept at the office, sent back.
_SOLUTIONS = {"retry": 1, "new_date": 1, "new_address": 2, "office": 3, "return": 4}
_CREDIT = 2
_HOME = 1
_SALE = "ApiVentaCredito/api"
_CASES = f"{_SALE}/Novedades"
_QUOTE = "ApiServInter/api/CotizadorCliente/ResultadoListaCotizarValidaContrapago"


class Interrapidisimo:
    """`settings`: id_cliente, id_sucursal, and `service_<code>` for the carrier's service id."""

    needs: ClassVar[tuple[str, ...]] = ("signature", "token")
    offline: ClassVar[bool] = False
    instructs: ClassVar[frozenset[str]] = frozenset(_SOLUTIONS)

    def __init__(self, line: Line) -> None:
        self.line = line
        self.client = line.settings.get("id_cliente", "0")
        self.branch = line.settings.get("id_sucursal", "0")

    def check(self) -> None:
        path = f"{_SALE}/ClientesCredito/ObtenerSucursalesActivasPorCliente"
        self._ask("GET", f"{path}?idCliente={self.client}")

    def quote(self, consignment: Consignment) -> tuple[OperatorRate, ...]:
        day = f"{clock.today():%d-%m-%Y}"
        parts = (
            self.client,
            _locality(consignment.sender.dane),
            _locality(consignment.recipient.dane),
            kilos(consignment),
            int(consignment.declared.amount),
            _HOME,
            day,
            "TRUE" if consignment.collect else "FALSE",
        )
        rows = self._ask("GET", "/".join(str(part) for part in (_QUOTE, *parts)))
        return tuple(self._rate(row) for row in rows or () if row.get("Precio"))

    def _rate(self, row: Mapping[str, Any]) -> OperatorRate:
        price = row["Precio"]
        total = sum(
            (
                pesos(price.get(name, 0))
                for name in ("Valor", "ValorPrimaSeguro", "ValorContraPago")
            ),
            start=pesos(0),
        )
        code = {v: k for k, v in self._services().items()}.get(str(row["IdServicio"]))
        return OperatorRate(
            service_code=code or str(row["IdServicio"]),
            total=total,
            transit_days=_days(row.get("TiempoEntrega")),
        )

    def _services(self) -> dict[str, str]:
        prefix = "service_"
        return {
            name.removeprefix(prefix): value
            for name, value in self.line.settings.items()
            if name.startswith(prefix)
        }

    def book(self, consignment: Consignment) -> Booked:
        if consignment.repeated and (known := self._known(consignment.reference)):
            return Booked(number=known)
        made = self._ask("POST", f"{_SALE}/Admision/InsertarAdmision", self._admission(consignment))
        number = str((made or {}).get("numeroPreenvio") or "")
        if not number:
            raise NoAnswer("the pre-shipment has no number")
        return Booked(number=number)

    def _known(self, reference: str) -> str:
        """The pre-shipment that carries our reference, "" for none."""
        body = {"idCliente": self.client, "referencias": [reference]}
        rows = self._ask("POST", f"{_SALE}/ClientesCredito/ConsultarEstadosGuiasCliente", body)
        return next((str(row["numeroGuia"]) for row in rows or () if row.get("numeroGuia")), "")

    def _admission(self, consignment: Consignment) -> dict[str, Any]:
        longest = max(consignment.boxes, key=lambda box: box.weight_g)
        return {
            "IdClienteCredito": self.client,
            "CodigoConvenioRemitente": self.branch,
            "IdTipoEntrega": _HOME,
            "AplicaContrapago": bool(consignment.collect),
            "ValorRecaudar": int(consignment.collect.amount),
            "IdServicio": int(self._services().get(consignment.service_code, "3")),
            "Peso": kilos(consignment),
            "Largo": ceil(longest.length_mm / 10),
            "Ancho": ceil(longest.width_mm / 10),
            "Alto": ceil(longest.height_mm / 10),
            "DiceContener": consignment.contents[:50],
            "ValorDeclarado": int(consignment.declared.amount),
            "IdTipoEnvio": 3,
            "IdFormaPago": _CREDIT,
            "NumeroPieza": len(consignment.boxes),
            "NumeroReferencia": consignment.reference,
            "Destinatario": _person(consignment.recipient),
            "Observaciones": consignment.notes[:150],
        }

    def label(self, number: str) -> OperatorLabel:
        found = self._ask("GET", f"{_SALE}/Admision/ObtenerBase64PdfPreGuia/{number}")
        try:
            content = base64.b64decode(str(found), validate=True)
        except binascii.Error as error:
            raise NoAnswer("the label is not base64") from error
        if not content.startswith(b"%PDF"):
            raise NoAnswer("the label is no PDF")
        return OperatorLabel(content=content, media="application/pdf")

    def cancel(self, number: str, reference: str, reason: str) -> None:
        number = number or self._known(reference)
        if not number:
            return
        body = {"idCliente": self.client, "numeroPreenvio": number, "motivo": reason[:100]}
        try:
            self._ask("POST", f"{_SALE}/Admision/AnularPreenvio", body)
        except Refused as refusal:
            # One that it does not know needs no cancelling.
            if refusal.code != "404":
                raise

    def track(self, numbers: Sequence[str]) -> Mapping[str, tuple[Happened, ...]]:
        body = {"idCliente": self.client, "numeroGuias": list(numbers)}
        rows = self._ask("POST", f"{_SALE}/ClientesCredito/ConsultarEstadosGuiasCliente", body)
        found: dict[str, list[Happened]] = {}
        for row in rows or ():
            events = found.setdefault(str(row["numeroGuia"]), [])
            events += [_happened(state) for state in row.get("estados", ())]
        return {number: tuple(events) for number, events in found.items()}

    def pickup(self, wanted: PickupWanted) -> PickupOrdered:
        body = {
            "IdClienteCredito": self.client,
            "IdSucursalCliente": self.branch,
            "listaNumPreenvios": list(wanted.numbers),
            "fechaRecogida": f"{wanted.day:%Y-%m-%d} {wanted.ready_from}",
        }
        made = self._ask("POST", f"{_SALE}/Recogida/InsertarRecogidaCliente/", body)
        return PickupOrdered(reference=str((made or {}).get("idRecogida") or ""))

    def instruct(self, wanted: Instruction) -> Instructed:
        if wanted.repeated and (known := self._solution_of(wanted)):
            return Instructed(reference=known)
        made = self._ask(
            "POST", f"{_CASES}/InsertarSolucionNovedad", _solution(wanted, self.client)
        )
        number = str((made or {}).get("idSolucion") or "")
        if not number:
            raise NoAnswer("the solution has no number")
        return Instructed(reference=number)

    def _solution_of(self, wanted: Instruction) -> str:
        """The number of the solution that carries our reference, "" for none."""
        body = {"idCliente": self.client, "numeroGuia": wanted.number}
        rows = self._ask("POST", f"{_CASES}/ConsultarSolucionesNovedad", body)
        same = (row for row in rows or () if row.get("numeroReferencia") == wanted.reference)
        return next((str(row["idSolucion"]) for row in same), "")

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        answer = exchange(
            method,
            f"{self.line.base_url.rstrip('/')}/{path}",
            headers={
                "x-app-signature": self.line.secrets.get("signature", ""),
                "x-app-security_token": self.line.secrets.get("token", ""),
                "content-type": "application/json",
                "accept": "application/json",
            },
            body=json.dumps(body).encode() if body is not None else b"",
            seconds=self.line.seconds,
        )
        return json_of(answer)


def kilos(consignment: Consignment) -> int:
    """Whole kilos, up: of the scale or of the volume, whichever is more."""
    volume = sum(b.length_mm * b.width_mm * b.height_mm for b in consignment.boxes) / 1000
    return max(1, ceil(max(consignment.weight_g / 1000, volume / DIVISOR)))


def _locality(dane: str) -> str:
    return f"{dane}000"


def _person(party: Party) -> dict[str, Any]:
    return {
        "tipoDocumento": "CC",
        "numeroDocumento": party.document or "0",
        "nombre": party.name[:50],
        "primerApellido": "",
        "telefono": party.phone.removeprefix("+57"),
        "direccion": f"{party.address} {party.complement}".strip()[:150],
        "idLocalidad": _locality(party.dane),
        "correo": party.email,
    }


def _solution(wanted: Instruction, client: str) -> dict[str, Any]:
    return {
        "idCliente": client,
        "numeroGuia": wanted.number,
        "numeroReferencia": wanted.reference,
        "idTipoSolucion": _SOLUTIONS[wanted.action],
        "fechaEntrega": f"{wanted.day:%Y-%m-%d}" if wanted.day else None,
        "direccion": f"{wanted.address} {wanted.complement}".strip()[:150],
        "idLocalidad": _locality(wanted.dane) if wanted.address else None,
        "telefono": wanted.phone.removeprefix("+57"),
        "observaciones": wanted.comment[:150],
    }


def _days(text: Any) -> int | None:
    digits = "".join(c for c in str(text or "") if c.isdigit())
    hours = int(digits) if digits else 0
    # Told in hours by most of its services, in days by some.
    return None if not hours else (hours if hours < 24 else ceil(hours / 24))


def _happened(state: Mapping[str, Any]) -> Happened:
    word = str(state.get("idEstado", ""))
    reason = plain_words(str(state.get("motivo") or ""))
    return Happened(
        word=word,
        event=INTERRAPIDISIMO.get(word, ""),
        occurred_at=instant(str(state.get("fecha", ""))),
        place=str(state.get("idLocalidad") or "")[:5],
        reason=REASONS.get(reason, "other") if reason else "",
        external_id=str(state.get("idEstadoGuia") or ""),
    )
