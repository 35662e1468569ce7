"""A SOAP carrier in the manner of Servientrega.

Guides come from `GeneracionGuias.asmx` under an AuthHeader, with the carrier's own serials;
tracking from `wsrastreoenvios.asmx`; prices from a REST service with a token. Our reference
goes as `Doc_Relacionado`, by which a repeat is found again.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, ClassVar
from xml.etree import ElementTree

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
    PickupOrdered,
    PickupWanted,
)
from apps.orders.domain.operators.words_national import REASONS, SERVIENTREGA
from apps.orders.neighbours.operators.exchange import exchange
from apps.orders.neighbours.operators.reading import (
    every,
    first,
    instant,
    json_of,
    pesos,
    plain_words,
    text_of,
    xml_of,
)
from apps.orders.neighbours.operators.servientrega_shapes import (
    NAMESPACE,
    SOLUTIONS,
    TRACKING_NAMESPACE,
    quotation,
    shipment,
    solution,
)
from apps.orders.neighbours.operators.soap import envelope

_GUIDES = "GeneracionGuias.asmx"
_TRACKING = "wsrastreoenvios/wsrastreoenvios.asmx"
_PRICES = "CotizadorCorporativo/api"


class Servientrega:
    """`settings`: product_<service code> (Ide_Producto), cargue (Nombre_Cargue)."""

    needs: ClassVar[tuple[str, ...]] = ("login", "password", "billing_code")
    offline: ClassVar[bool] = False
    instructs: ClassVar[frozenset[str]] = frozenset(SOLUTIONS)

    def __init__(self, line: Line) -> None:
        self.line = line

    def check(self) -> None:
        self._token()

    def _token(self) -> str:
        secrets = self.line.secrets
        body = {
            "login": secrets.get("login", ""),
            "password": secrets.get("password", ""),
            "codFacturacion": secrets.get("billing_code", ""),
        }
        token = (self._rest("autenticacion/login", body) or {}).get("token")
        if not token:
            raise Refused("no token", code="login")
        return str(token)

    def quote(self, consignment: Consignment) -> tuple[OperatorRate, ...]:
        body = quotation(consignment, self._product(consignment.service_code))
        answer = self._rest("Cotizacion", body, token=self._token())
        total = sum(
            (pesos(answer.get(n) or 0) for n in ("ValorFlete", "ValorSobreFlete", "CostoManejo")),
            start=pesos(0),
        )
        if not total:
            raise NoAnswer("a quotation without an amount")
        days = answer.get("TiempoEntrega")
        return (
            OperatorRate(
                service_code=consignment.service_code,
                total=total,
                transit_days=ceil(float(days)) if str(days or "").isdecimal() else None,
            ),
        )

    def _product(self, service_code: str) -> str:
        return self.line.settings.get(f"product_{service_code}", "2")

    def book(self, consignment: Consignment) -> Booked:
        if consignment.repeated and (known := self._known(consignment.reference)):
            return Booked(number=known)
        body = shipment(
            consignment,
            product=self._product(consignment.service_code),
            billing_code=self.line.secrets.get("billing_code", ""),
        )
        root = self._soap("CargueMasivoExterno", body)
        if text_of(root, "CargueMasivoExternoResult") != "true":
            said = "; ".join((e.text or "").strip() for e in every(root, "string"))
            raise Refused(said or "CargueMasivoExterno said no")
        number = text_of(root, "Num_Guia")
        if not number or number == "0":
            raise NoAnswer("the guide has no number")
        return Booked(number=number)

    def _known(self, reference: str) -> str:
        """The guide that carries our reference, "" for none."""
        body = {
            "ID_Cliente": self.line.secrets.get("billing_code", ""),
            "RelacionDocumentos": reference,
        }
        return text_of(self._tracking("EstadoGuiasIdDocumentoCliente", body), "NumeroGuia")

    def label(self, number: str) -> OperatorLabel:
        body = {
            "num_Guia": number,
            "num_GuiaFinal": number,
            "ide_CodFacturacion": self.line.secrets.get("billing_code", ""),
        }
        found = text_of(self._soap("GenerarGuiaSticker", body), "bytesReport")
        try:
            content = base64.b64decode(found, validate=True)
        except binascii.Error as error:
            raise NoAnswer("the label is not base64") from error
        if not content.startswith(b"%PDF"):
            raise NoAnswer("the label is no PDF")
        return OperatorLabel(content=content, media="application/pdf")

    def cancel(self, number: str, reference: str, reason: str) -> None:
        number = number or self._known(reference)
        if not number:
            return
        root = self._soap("AnularGuias", {"num_Guia": number, "num_GuiaFinal": number})
        said = plain_words(text_of(root, "AnularGuiasResult"))
        if "DEBE AUTENTICARSE" in said or "NO SE PUEDE" in said:
            raise Refused(said)

    def track(self, numbers: Sequence[str]) -> Mapping[str, tuple[Happened, ...]]:
        found = {}
        for number in numbers:
            root = self._tracking("ConsultarGuia", {"NumeroGuia": number})
            if text_of(root, "NumGui"):
                found[number] = tuple(_happened(one) for one in every(root, "InformacionMov"))
        return found

    def pickup(self, wanted: PickupWanted) -> PickupOrdered:
        """Its dispatch manifest: whoever comes by is handed what it lists. It has no day."""
        guides = [{"Numero_Guia": number} for number in wanted.numbers]
        body = {
            "Ide_Currier": 0,
            "Nombre_Currier": 0,
            "Ide_Auxiliar": 0,
            "Nombre_Auxiliar": "",
            "Placa_Vehiculo": 0,
            "Lista_Guias_Xml": {"Guias": {"ObjetoGuia": guides}},
        }
        root = self._soap("GenerarManifiesto", body)
        if text_of(root, "GenerarManifiestoResult") != "true":
            said = [" ".join(e.itertext()) for e in every(root, "ErrorGeneradoPorGuia")]
            raise Refused(plain_words("; ".join(said)) or text_of(root, "Mensaje") or "no manifest")
        number = text_of(root, "Num_manifiesto")
        if not number:
            raise NoAnswer("the manifest has no number")
        return PickupOrdered(reference=number)

    def instruct(self, wanted: Instruction) -> Instructed:
        if wanted.repeated and (known := self._solution_of(wanted.reference)):
            return Instructed(reference=known)
        billing_code = self.line.secrets.get("billing_code", "")
        root = self._soap("SolucionNovedad", solution(wanted, billing_code))
        if text_of(root, "SolucionNovedadResult") != "true":
            raise Refused(plain_words(text_of(root, "Mensaje")) or "SolucionNovedad said no")
        number = text_of(root, "Num_Radicado")
        if not number:
            raise NoAnswer("the solution has no number")
        return Instructed(reference=number)

    def _solution_of(self, reference: str) -> str:
        """The number of the solution that carries our reference, "" for none."""
        root = self._soap("ConsultarSolucionNovedad", {"Doc_Relacionado": reference})
        return text_of(root, "Num_Radicado")

    def _soap(self, operation: str, body: Mapping[str, Any]) -> ElementTree.Element:
        secrets = self.line.secrets
        header = {
            "login": secrets.get("login", ""),
            "pwd": secrets.get("password", ""),
            "Id_CodFacturacion": secrets.get("billing_code", ""),
            "Nombre_Cargue": self.line.settings.get("cargue", "Quenty"),
        }
        sent = envelope(NAMESPACE, operation, body, ("AuthHeader", header))
        return self._post(_GUIDES, f"{NAMESPACE}{operation}", sent)

    def _tracking(self, operation: str, body: Mapping[str, Any]) -> ElementTree.Element:
        sent = envelope(TRACKING_NAMESPACE, operation, body)
        return self._post(_TRACKING, f"{TRACKING_NAMESPACE}{operation}", sent)

    def _post(self, path: str, action: str, sent: bytes) -> ElementTree.Element:
        answer = exchange(
            "POST",
            f"{self.line.base_url.rstrip('/')}/{path}",
            headers={"content-type": "text/xml; charset=utf-8", "soapaction": f'"{action}"'},
            body=sent,
            seconds=self.line.seconds,
        )
        return xml_of(answer)

    def _rest(self, path: str, body: Mapping[str, Any], token: str = "") -> Any:
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        answer = exchange(
            "POST",
            f"{self.line.base_url.rstrip('/')}/{_PRICES}/{path}",
            headers=headers,
            body=json.dumps(body).encode(),
            seconds=self.line.seconds,
        )
        return json_of(answer)


def _happened(one: ElementTree.Element) -> Happened:
    word = plain_words(text_of(one, "NomMov"))
    concept = plain_words(text_of(one, "NomConc"))
    return Happened(
        word=word,
        event=SERVIENTREGA.get(word, ""),
        occurred_at=instant(text_of(one, "FecMov")),
        place=text_of(one, "OriMov")[:120],
        reason=REASONS.get(concept, "other") if concept else "",
        external_id=text_of(one, "IdProceso") if first(one, "IdProceso") is not None else "",
    )
