"""What is written to senders and recipients of parcels, by template and language."""

PARCEL_TEXTS = {
    ("guide_for_sender", "es"): (
        "Guía {number}: rótulo para imprimir",
        "Hola {name}:\n\nLa guía {number} de {operator} para {destination} está lista. Imprima su "
        "rótulo con este enlace, válido por siete días:\n{{link}}\n\nReferencia: {reference}. "
        "Entrega estimada: {expected}. Por cobrar en la puerta: {collect}.",
    ),
    ("guide_for_sender", "en"): (
        "Waybill {number}: label to print",
        "Hello {name},\n\nThe waybill {number} of {operator} to {destination} is ready. Print its "
        "label with this link, good for seven days:\n{{link}}\n\nReference: {reference}. "
        "Expected delivery: {expected}. To collect at the door: {collect}.",
    ),
    ("guide_for_recipient", "es"): (
        "Su envío {number} está en preparación",
        "Hola {name}:\n\n{sender} le envía un paquete con {operator}, guía {number}. Sígalo aquí:"
        "\n{{link}}\n\nEntrega estimada: {expected}. Por pagar al recibir: {collect}.",
    ),
    ("guide_for_recipient", "en"): (
        "Your parcel {number} is being prepared",
        "Hello {name},\n\n{sender} sends you a parcel with {operator}, waybill {number}. Follow it "
        "here:\n{{link}}\n\nExpected delivery: {expected}. To pay on delivery: {collect}.",
    ),
    ("office_term_for_recipient", "es"): (
        "Su envío {number} lo espera hasta el {until}",
        "Hola {name}:\n\nSu envío {number} está en la oficina de {operator} en {destination}. "
        "Puede recogerlo hasta el {until}; después vuelve al remitente. Por pagar al recibir: "
        "{collect}. Los datos están aquí:\n{{link}}",
    ),
    ("office_term_for_recipient", "en"): (
        "Your parcel {number} waits for you until {until}",
        "Hello {name},\n\nYour parcel {number} is at the office of {operator} in {destination}. "
        "You can fetch it until {until}; then it goes back to its sender. To pay on delivery: "
        "{collect}. The details are here:\n{{link}}",
    ),
    ("office_term_for_sender", "es"): (
        "Guía {number}: la oficina la guarda hasta el {until}",
        "Hola {name}:\n\nNadie ha recogido el envío {number} en la oficina de {operator} en "
        "{destination}. Si no lo recogen hasta el {until}, vuelve a usted:\n{{link}}",
    ),
    ("office_term_for_sender", "en"): (
        "Waybill {number}: the office keeps it until {until}",
        "Hello {name},\n\nNobody has fetched the parcel {number} at the office of {operator} in "
        "{destination}. If nobody does until {until}, it goes back to you:\n{{link}}",
    ),
    ("desk_code_for_recipient", "es"): (
        "Su envío {number} lo espera en {point}",
        "Hola {name}:\n\nSu envío {number} está en {point}, {address}, {place}. Para recogerlo "
        "diga este código al recibirlo, y a nadie antes:\n{{link}}\n\nPor pagar al recibir: "
        "{collect}. También puede mostrar su documento de identidad. Un código nuevo "
        "anula los anteriores.",
    ),
    ("desk_code_for_recipient", "en"): (
        "Your parcel {number} waits for you at {point}",
        "Hello {name},\n\nYour parcel {number} is at {point}, {address}, {place}. To fetch it, say "
        "this code when you get it, and to nobody before:\n{{link}}\n\nTo pay on delivery: "
        "{collect}. You may also show an identity document. A new code makes older ones void.",
    ),
    ("waiting_long_for_sender", "es"): (
        "Guía {number}: nadie la ha recogido en {point}",
        "Hola {name}:\n\nEl envío {number} está en {point} desde el {since} y nadie lo ha "
        "recogido. Avise a su cliente; si no llega, el punto lo devuelve.",
    ),
    ("waiting_long_for_sender", "en"): (
        "Waybill {number}: nobody has fetched it at {point}",
        "Hello {name},\n\nThe parcel {number} has been at {point} since {since} and nobody has "
        "fetched it. Tell your customer; if nobody comes, the point sends it back.",
    ),
    ("waiting_for_courier_for_sender", "es"): (
        "Guía {number}: sigue en {point}",
        "Hola {name}:\n\nEl envío {number} que usted dejó en {point} el {since} todavía espera al "
        "mensajero. Ya avisamos al punto.",
    ),
    ("waiting_for_courier_for_sender", "en"): (
        "Waybill {number}: still at {point}",
        "Hello {name},\n\nThe parcel {number} that you left at {point} on {since} still waits for "
        "the courier. The point was told.",
    ),
    ("waiting_long_for_point", "es"): (
        "El envío {number} lleva mucho en {point}",
        "Hola {name}:\n\nEl envío {number} está en {point} desde el {since}. Llame al destinatario "
        "o al mensajero, o devuélvalo.",
    ),
    ("waiting_long_for_point", "en"): (
        "The parcel {number} has been at {point} for long",
        "Hello {name},\n\nThe parcel {number} has been at {point} since {since}. Call its "
        "recipient or the courier, or send it back.",
    ),
    ("incident_for_sender", "es"): (
        "Guía {number}: {cause}. ¿Qué hacemos?",
        "Hola {name}:\n\nEl envío {number} no se pudo entregar: {cause}. Díganos qué hacemos, "
        "hasta el {until}, con este enlace:\n{{link}}\n\nSin respuesta se intenta de nuevo "
        "mientras quede un intento; después lo guarda la oficina.",
    ),
    ("incident_for_sender", "en"): (
        "Waybill {number}: {cause}. What shall we do?",
        "Hello {name},\n\nThe parcel {number} could not be delivered: {cause}. Tell us what to "
        "do, until {until}, with this link:\n{{link}}\n\nWithout an answer it is tried again "
        "while an attempt is left; then the office keeps it.",
    ),
}
# Where there is no day, and where there is nothing to pay.
NONE = {"es": "por confirmar", "en": "to be confirmed"}
NOTHING = {"es": "nada", "en": "nothing"}
