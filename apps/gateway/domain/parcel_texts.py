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
