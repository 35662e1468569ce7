"""What national carriers call the states of a guide, as data. "" moves nothing."""

# Servientrega's movements (`NomMov` of ConsultarGuia) and states (`EstAct`), normalised.
SERVIENTREGA = {
    "GUIA GENERADA": "",
    "ADMITIDO": "picked_up",
    "RECOGIDO": "picked_up",
    "GUIA RECIBIDA EN CENTRO LOGISTICO": "in_transit",
    "INGRESO AL CENTRO LOGISTICO": "in_transit",
    "SALIDA A CIUDAD DESTINO": "in_transit",
    "EN PROCESAMIENTO": "in_transit",
    "EN TRANSITO": "in_transit",
    "SALIO A REPARTO": "out_for_delivery",
    "EN ZONA DE DISTRIBUCION": "out_for_delivery",
    "REPORTADO ENTREGADO": "delivered",
    "ENTREGADO": "delivered",
    "ENTREGA VERIFICADA": "delivered",
    "DISPONIBLE PARA RETIRO EN OFICINA": "at_office",
    "NOVEDAD EN LA ENTREGA": "delivery_failed",
    "ENTREGA NO EXITOSA": "delivery_failed",
    "RETENIDO": "on_hold",
    "EN DEVOLUCION AL REMITENTE": "returning",
    "ENTREGADO A REMITENTE": "returned",
    "SINIESTRO": "lost",
    "AVERIADO": "damaged",
    "ANULADA": "",
}
# Interrapidísimo's `IdEstadoGuia`: the code is told, the words are for people.
INTERRAPIDISIMO = {
    "1": "picked_up",  # Admitida
    "2": "in_transit",  # Centro de acopio
    "3": "in_transit",  # Tránsito nacional
    "4": "in_transit",  # Tránsito regional
    "5": "in_transit",  # Tránsito urbano
    "6": "out_for_delivery",  # En reparto
    "7": "delivery_failed",  # Intento de entrega
    "8": "on_hold",  # Telemercadeo
    "9": "on_hold",  # Custodia
    "10": "returning",  # Devolución ratificada
    "11": "delivered",  # Entregada
    "12": "at_office",  # Reclame en oficina
    "13": "returned",  # Devolución entregada
    "14": "lost",  # Indemnización
    "15": "",  # Anulada
    "16": "",  # Digitalizada
    "17": "",  # Archivada
}
# A carrier's reasons of a failed delivery to ours; what is not here is `other`.
REASONS = {
    "DESTINATARIO AUSENTE": "recipient_absent",
    "NO HAY QUIEN RECIBA": "recipient_absent",
    "CERRADO": "premises_closed",
    "DIRECCION ERRADA": "address_wrong",
    "DIRECCION INCOMPLETA": "address_incomplete",
    "CAMBIO DE DOMICILIO": "recipient_moved",
    "DESTINATARIO DESCONOCIDO": "recipient_unknown",
    "REHUSADO": "recipient_refused",
    "NO RECIBE": "recipient_refused",
    "NO CANCELA": "no_money",
    "ZONA DE DIFICIL ACCESO": "no_access",
}
