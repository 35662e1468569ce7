"""A consignment in Servientrega's fields."""

from math import ceil
from typing import Any

from apps.orders.domain.operators.port import Consignment, Instruction
from quenty.kernel.dane import municipality

NAMESPACE = "http://tempuri.org/"
TRACKING_NAMESPACE = "http://servientrega.com/"
# Its kinds of solution: another visit, another address, kept at the office, sent back.
SOLUTIONS = {"retry": 1, "new_date": 1, "new_address": 2, "office": 3, "return": 4}
_NOBODY = "00000000-0000-0000-0000-000000000000"


def shipment(consignment: Consignment, *, product: str, billing_code: str) -> dict[str, Any]:
    """The body of CargueMasivoExterno: one shipment with all its pieces."""
    sender, recipient = consignment.sender, consignment.recipient
    biggest = max(consignment.boxes, key=lambda box: box.length_mm * box.width_mm * box.height_mm)
    to = municipality(recipient.dane)
    at = municipality(sender.dane)
    fields: dict[str, Any] = {
        "Num_Guia": 0,
        "Num_Sobreporte": 0,
        "Num_Piezas": len(consignment.boxes),
        "Des_TipoTrayecto": 1,
        "Ide_Producto": product,
        "Ide_CodFacturacion": billing_code,
        "Ide_Destinatarios": _NOBODY,
        "Ide_Manifiesto": _NOBODY,
        "Des_FormaPago": 2,
        "Des_MedioTransporte": 1,
        "Des_TipoDuracionTrayecto": 1,
        "Num_PesoTotal": ceil(consignment.weight_g / 1000),
        "Num_Alto": ceil(biggest.height_mm / 10),
        "Num_Ancho": ceil(biggest.width_mm / 10),
        "Num_Largo": ceil(biggest.length_mm / 10),
        "Des_UnidadLongitud": "cm",
        "Des_UnidadPeso": "kg",
        "Nom_UnidadEmpaque": "GENERICA",
        "Num_ValorDeclaradoTotal": int(consignment.declared.amount),
        "Num_Recaudo": int(consignment.collect.amount),
        "Des_DiceContener": consignment.contents[:60],
        "Doc_Relacionado": consignment.reference,
        "Num_Factura": consignment.reference,
        "Des_VlrCampoPersonalizado1": consignment.notes[:60],
        "Nom_Contacto": recipient.name[:60],
        "Des_Telefono": recipient.phone.removeprefix("+57"),
        "Des_Direccion": f"{recipient.address} {recipient.complement}".strip()[:120],
        "Des_Ciudad": f"{recipient.dane}000",
        "Des_DepartamentoDestino": to.department if to else "",
        "Des_CorreoElectronico": recipient.email,
        "Est_EnviarCorreo": False,
        "Nom_Remitente": sender.name[:60],
        "Num_TelefonoRemitente": sender.phone.removeprefix("+57"),
        "Des_DireccionRemitente": f"{sender.address} {sender.complement}".strip()[:120],
        "Num_IdentiRemitente": sender.document,
        "Des_CiudadOrigen": f"{sender.dane}000",
        "Des_DepartamentoOrigen": at.department if at else "",
        "Gen_Cajaporte": False,
        "Gen_Sobreporte": False,
    }
    return {"envios": {"CargueMasivoExternoDTO": {"objEnvios": {"EnviosExterno": fields}}}}


def quotation(consignment: Consignment, product: str) -> dict[str, Any]:
    return {
        "IdProducto": product,
        "NumeroPiezas": len(consignment.boxes),
        "Piezas": [
            {
                "Peso": ceil(box.weight_g / 1000),
                "Largo": ceil(box.length_mm / 10),
                "Ancho": ceil(box.width_mm / 10),
                "Alto": ceil(box.height_mm / 10),
            }
            for box in consignment.boxes
        ],
        "ValorDeclarado": int(consignment.declared.amount),
        "IdDaneCiudadOrigen": f"{consignment.sender.dane}000",
        "IdDaneCiudadDestino": f"{consignment.recipient.dane}000",
        "EnvioConCobro": bool(consignment.collect),
        "FormaPago": 2,
        "TiempoEntrega": 1,
        "MedioTransporte": 1,
        "NumRecaudo": int(consignment.collect.amount),
    }


def solution(wanted: Instruction, billing_code: str) -> dict[str, Any]:
    """The body of SolucionNovedad: what is to be done with a guide that has a "novedad"."""
    fields = {
        "Num_Guia": wanted.number,
        "Ide_CodFacturacion": billing_code,
        "Tip_Solucion": SOLUTIONS[wanted.action],
        "Fec_Ofrecimiento": f"{wanted.day:%d/%m/%Y}" if wanted.day else "",
        "Des_Direccion": f"{wanted.address} {wanted.complement}".strip()[:120],
        "Des_Ciudad": f"{wanted.dane}000" if wanted.address else "",
        "Des_Telefono": wanted.phone.removeprefix("+57"),
        "Des_Observaciones": wanted.comment[:200],
        "Doc_Relacionado": wanted.reference,
    }
    return {"novedad": {"SolucionNovedadDTO": fields}}
