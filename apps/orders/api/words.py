"""What the states of a guide are called, in Spanish and English."""

# Status -> (Spanish, English): as a headline, and as an event of the timeline.
HEADLINES = {
    "generated": ("Guía generada", "Label created"),
    "received_at_point": ("Recibido en punto", "Received at a drop-off point"),
    "picked_up": ("Recogido", "Picked up"),
    "in_transit": ("En camino", "On its way"),
    "out_for_delivery": ("En reparto", "Out for delivery"),
    "delivered": ("Entregado", "Delivered"),
    "at_office": ("Disponible en oficina", "Ready for collection at an office"),
    "delivery_failed": ("Entrega no lograda", "Delivery attempt failed"),
    "on_hold": ("Detenido", "On hold"),
    "returning": ("De regreso al remitente", "Returning to the sender"),
    "returned": ("Devuelto al remitente", "Returned to the sender"),
    "lost": ("Extraviado", "Lost"),
    "damaged": ("Averiado", "Damaged"),
    "voided": ("Anulado", "Voided"),
}
EXPLAINED = {
    "generated": (
        "El remitente preparó el envío. Falta que lo recojan.",
        "The sender has prepared the parcel. It is waiting to be collected.",
    ),
    "received_at_point": (
        "El paquete está en el punto y saldrá con la próxima recogida.",
        "The parcel is at the point and leaves with the next collection.",
    ),
    "picked_up": ("El transportador ya tiene el paquete.", "The carrier has the parcel."),
    "in_transit": (
        "El paquete viaja hacia la ciudad de destino.",
        "The parcel is travelling to its destination.",
    ),
    "out_for_delivery": (
        "El mensajero lo lleva hoy a la dirección de entrega.",
        "The courier is bringing it to its address today.",
    ),
    "delivered": ("El paquete fue entregado.", "The parcel was delivered."),
    "at_office": (
        "Puede reclamarlo en la oficina del transportador con su documento.",
        "It can be collected at the carrier's office with an identity document.",
    ),
    "delivery_failed": (
        "No se pudo entregar. El transportador lo intentará de nuevo.",
        "It could not be delivered. The carrier will try again.",
    ),
    "on_hold": (
        "El envío está detenido mientras se resuelve una novedad.",
        "The parcel is on hold until something is settled.",
    ),
    "returning": ("El paquete regresa al remitente.", "The parcel is going back to its sender."),
    "returned": (
        "El paquete volvió al remitente.",
        "The parcel is back with its sender.",
    ),
    "lost": (
        "El transportador no encuentra el paquete. Consulte al remitente.",
        "The carrier cannot find the parcel. Please ask the sender.",
    ),
    "damaged": (
        "El paquete se averió en el camino. Consulte al remitente.",
        "The parcel was damaged on its way. Please ask the sender.",
    ),
    "voided": ("El remitente anuló esta guía.", "The sender voided this label."),
}


def said(table: dict[str, tuple[str, str]], status: str, language: str) -> str:
    """The words for a status; the status itself where there are none."""
    words = table.get(status)
    if words is None:
        return status
    return words[1] if language == "en" else words[0]
