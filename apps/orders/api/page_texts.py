"""The texts of the public tracking pages."""

NAMES = {"es": "Español", "en": "English"}
TEXTS = {
    "es": {
        "title": "Rastreo de envíos",
        "language": "Idioma",
        "number_label": "Número de guía",
        "search": "Rastrear",
        "search_title": "¿Dónde está su envío?",
        "search_lead": "Escriba el número de la guía. Está en el rótulo, bajo el código de barras.",
        "unknown_title": "No encontramos esa guía",
        "unknown_lead": (
            "Revise el número: lleva tres letras y nueve cifras. Una guía recién creada puede "
            "tardar unos minutos en aparecer."
        ),
        "sandbox": "Guía de prueba: ningún paquete viaja con ella.",
        "stale_link": "El enlace venció o no es de esta guía. Esto es lo que ve el público.",
        "guide": "Guía",
        "progress": "Avance",
        "origin": "Origen",
        "destination": "Destino",
        "carrier": "Transportador",
        "expected": "Entrega estimada",
        "pieces": "Piezas",
        "piece_count": "{count} · {status}",
        "one_piece": "pieza {numbers}",
        "some_pieces": "piezas {numbers}",
        "pod": "Prueba de entrega",
        "pod_said": "Entregado el {when}",
        "pod_proof": "Constancia: {proof}.",
        "pod_masked": "Quién recibió solo lo ve el remitente o quien tenga su enlace.",
        "pod_missing": "Las imágenes de la entrega no se pueden mostrar en este momento.",
        "details": "Datos del envío",
        "recipient": "Destinatario",
        "address": "Dirección",
        "sender": "Remitente",
        "contents": "Contenido",
        "reference": "Referencia",
        "courier": "Llamar al mensajero",
        "call_until": "Número de enlace, válido hasta el {when}",
        "collect": "Por pagar al recibir",
        "collected": "Pagado al recibir",
        "timeline": "Recorrido",
        "masked": (
            "Por privacidad aquí no aparecen nombres, direcciones ni teléfonos. El remitente "
            "puede compartir un enlace con todos los datos."
        ),
        "footer": "Horas de Colombia.",
    },
    "en": {
        "title": "Parcel tracking",
        "language": "Language",
        "number_label": "Tracking number",
        "search": "Track",
        "search_title": "Where is your parcel?",
        "search_lead": "Type the tracking number. It stands on the label, below the barcode.",
        "unknown_title": "We cannot find that number",
        "unknown_lead": (
            "Please check it: it has three letters and nine digits. A new label can take a few "
            "minutes to show up."
        ),
        "sandbox": "Test label: no parcel travels with it.",
        "stale_link": "The link has expired or is not this parcel's. This is the public view.",
        "guide": "Number",
        "progress": "Progress",
        "origin": "From",
        "destination": "To",
        "carrier": "Carrier",
        "expected": "Expected delivery",
        "pieces": "Pieces",
        "piece_count": "{count} · {status}",
        "one_piece": "piece {numbers}",
        "some_pieces": "pieces {numbers}",
        "pod": "Proof of delivery",
        "pod_said": "Delivered on {when}",
        "pod_proof": "Proven by {proof}.",
        "pod_masked": "Only the sender, or who holds the sender's link, sees who received it.",
        "pod_missing": "The pictures of the delivery cannot be shown at the moment.",
        "details": "Parcel details",
        "recipient": "Recipient",
        "address": "Address",
        "sender": "Sender",
        "contents": "Contents",
        "reference": "Reference",
        "courier": "Call the courier",
        "call_until": "A relayed number, good until {when}",
        "collect": "To pay on delivery",
        "collected": "Paid on delivery",
        "timeline": "Timeline",
        "masked": (
            "For privacy no names, addresses or telephones are shown here. The sender can "
            "share a link with all details."
        ),
        "footer": "Times are Colombia's.",
    },
}
MONTHS = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
STEPS = ("generated", "picked_up", "in_transit", "out_for_delivery", "delivered")
STEP_NAMES = {
    "es": ("Guía", "Recogido", "En camino", "En reparto", "Entregado"),
    "en": ("Label", "Collected", "On its way", "Out for delivery", "Delivered"),
}
# How a delivery was proven.
PROOF_NAMES = {
    "es": {
        "signature": "firma",
        "photo": "foto",
        "code": "código del destinatario",
        "identity": "documento de identidad",
    },
    "en": {
        "signature": "signature",
        "photo": "photo",
        "code": "the recipient's code",
        "identity": "identity document",
    },
}
