"""Answers as two national carriers write them, from their published integration guides."""

from typing import Any

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
)
_FOOT = "</soap:Body></soap:Envelope>"


def _reply(name: str, inner: str, namespace: str = "http://tempuri.org/") -> str:
    return f'{_HEAD}<{name}Response xmlns="{namespace}">{inner}</{name}Response>{_FOOT}'


def soap_booked(number: str) -> str:
    return _reply(
        "CargueMasivoExterno",
        "<CargueMasivoExternoResult>true</CargueMasivoExternoResult>"
        "<envios><CargueMasivoExternoDTO><objEnvios><EnviosExterno>"
        f"<Num_Guia>{number}</Num_Guia></EnviosExterno></objEnvios>"
        "</CargueMasivoExternoDTO></envios>"
        f"<arrayGuias><string>{number}</string></arrayGuias>",
    )


def soap_refusal(said: str) -> str:
    return _reply(
        "CargueMasivoExterno",
        "<CargueMasivoExternoResult>false</CargueMasivoExternoResult>"
        f"<arrayGuias><string>{said}</string></arrayGuias>",
    )


def soap_known(number: str) -> str:
    inner = f"<NumeroGuia>{number}</NumeroGuia>" if number else ""
    return _reply(
        "EstadoGuiasIdDocumentoCliente",
        f"<EstadoGuiasIdDocumentoClienteResult><Table>{inner}</Table>"
        "</EstadoGuiasIdDocumentoClienteResult>",
        "http://servientrega.com/",
    )


def soap_cancelled(number: str) -> str:
    return _reply(
        "AnularGuias",
        "<AnularGuiasResult>Proceso realizado</AnularGuiasResult>"
        f"<interno><ResultadoAnulacionGuias><Num_Guia>{number}</Num_Guia>"
        "<Des_Observacion>Anulada</Des_Observacion></ResultadoAnulacionGuias></interno>",
    )


def soap_label(pdf: str) -> str:
    return _reply(
        "GenerarGuiaSticker",
        "<GenerarGuiaStickerResult>true</GenerarGuiaStickerResult>"
        f"<bytesReport>{pdf}</bytesReport>",
    )


def soap_manifest(number: str, pdf: str) -> str:
    return _reply(
        "GenerarManifiesto",
        "<GenerarManifiestoResult>true</GenerarManifiestoResult>"
        f"<cadenaBytes>{pdf}</cadenaBytes><Num_manifiesto>{number}</Num_manifiesto>"
        "<Mensaje />",
    )


def soap_no_manifest(guide: str, said: str) -> str:
    return _reply(
        "GenerarManifiesto",
        "<GenerarManifiestoResult>false</GenerarManifiestoResult><cadenaBytes />"
        f"<Des_Error><ErrorGeneradoPorGuia><Num_Guia>{guide}</Num_Guia>"
        f"<Des_Error>{said}</Des_Error></ErrorGeneradoPorGuia></Des_Error>",
    )


def soap_solved(number: str) -> str:
    return _reply(
        "SolucionNovedad",
        "<SolucionNovedadResult>true</SolucionNovedadResult>"
        f"<Num_Radicado>{number}</Num_Radicado><Mensaje />",
    )


def soap_not_solved(said: str) -> str:
    return _reply(
        "SolucionNovedad",
        "<SolucionNovedadResult>false</SolucionNovedadResult><Num_Radicado />"
        f"<Mensaje>{said}</Mensaje>",
    )


def soap_solution(number: str) -> str:
    return _reply(
        "ConsultarSolucionNovedad",
        f"<ConsultarSolucionNovedadResult><Num_Radicado>{number}</Num_Radicado>"
        "</ConsultarSolucionNovedadResult>",
    )


def soap_fault(said: str) -> str:
    return (
        f"{_HEAD}<soap:Fault><faultcode>soap:Server</faultcode>"
        f"<faultstring>{said}</faultstring></soap:Fault>{_FOOT}"
    )


def soap_tracking(number: str, moves: list[dict[str, str]]) -> str:
    shown = "".join(
        f"<InformacionMov><IdProceso>{index}</IdProceso><NomMov>{move['word']}</NomMov>"
        f"<FecMov>{move['at']}</FecMov><OriMov>{move.get('place', '')}</OriMov>"
        f"<NomConc>{move.get('concept', '')}</NomConc></InformacionMov>"
        for index, move in enumerate(moves, 1)
    )
    return _reply(
        "ConsultarGuia",
        f"<ConsultarGuiaResult><NumGui>{number}</NumGui><EstAct>EN TRANSITO</EstAct>"
        f"<Mov>{shown}</Mov></ConsultarGuiaResult>",
        "http://servientrega.com/",
    )


def quotation(price: int) -> dict[str, Any]:
    return {
        "ValorTotal": price,
        "ValorFlete": price - 500,
        "ValorSobreFlete": 500,
        "CostoManejo": 0,
        "TiempoEntrega": "2",
    }


def price_list(price: int) -> list[dict[str, Any]]:
    return [
        {
            "IdServicio": 3,
            "NombreServicio": "Mensajería",
            "TiempoEntrega": "48",
            "Precio": {"Valor": price - 500, "ValorPrimaSeguro": 500, "ValorContraPago": 0},
        },
        {"IdServicio": 17, "NombreServicio": "Sin cubrimiento", "Precio": None},
    ]
