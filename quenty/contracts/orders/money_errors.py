"""The codes of a parcel's money: COD, payouts, weight disputes, claims."""

from quenty.kernel.errors import ErrorCodes, code


class CodError(ErrorCodes, prefix="orders.cod"):
    NOT_FOUND = code(404, en="This guide collects no money.", es="Esta guía no recauda dinero.")
    TRANSITION_REFUSED = code(
        409,
        en="A collection that is {status} does not admit: {event}.",
        es="Un recaudo en estado {status} no admite: {event}.",
    )
    ABOVE_EXPECTED = code(
        422,
        en="No more than the {expected} expected can have been collected.",
        es="No pudo recaudarse más de lo esperado, {expected}.",
    )
    REMITTANCE_TAKEN = code(
        409,
        en="A remittance with the reference {reference} was taken already.",
        es="Ya se recibió una remesa con la referencia {reference}.",
    )
    REMITTANCE_TOO_LONG = code(
        422,
        en="A remittance has at most {most} lines.",
        es="Una remesa tiene a lo sumo {most} líneas.",
    )
    REMITTANCE_IN_FUTURE = code(
        422,
        en="{day} is still to come: what was not paid yet is no remittance.",
        es="El {day} no ha llegado: lo que no se ha pagado no es una remesa.",
    )
    REMITTANCE_FILE = code(
        422,
        en="Line {line} of the file is not a guide and an amount.",
        es="La línea {line} del archivo no es una guía y un valor.",
    )
    REMITTANCE_NOT_FOUND = code(404, en="There is no such remittance.", es="No existe esa remesa.")
    PAYOUT_NOT_FOUND = code(404, en="There is no such payout.", es="No existe ese pago.")
    PAYMENTS_UNAVAILABLE = code(
        503,
        en="Payments at the door are not available at the moment.",
        es="Los pagos en la puerta no están disponibles en este momento.",
    )
    PAYMENT_NOT_FOUND = code(404, en="There is no such payment.", es="No existe ese pago.")
    NOTHING_TO_RETURN = code(
        409,
        en="The recipient paid nothing too much, or has it back.",
        es="El destinatario no pagó de más, o ya se le devolvió.",
    )
    OPERATOR_UNKNOWN = code(422, en="There is no such operator.", es="No existe ese operador.")
    PAYMENT_MISMATCH = code(
        422,
        en="The provider tells another amount than the {due} due.",
        es="El proveedor informa un valor distinto de los {due} por cobrar.",
    )
    SIGNATURE_INVALID = code(401, en="The signature does not match.", es="La firma no corresponde.")
    PERIOD_INVALID = code(
        422,
        en="The period ends before it begins or is longer than {most} days.",
        es="El período termina antes de empezar o dura más de {most} días.",
    )


class WeightError(ErrorCodes, prefix="orders.weight"):
    NOT_FOUND = code(
        404, en="There is no such weight dispute.", es="No existe esa disputa de peso."
    )
    NOT_ABOVE = code(
        422,
        en="What was measured does not cost more than what was declared.",
        es="Lo medido no cuesta más que lo declarado.",
    )
    DISPUTED_ALREADY = code(
        409,
        en="This guide's weight is disputed or was charged already.",
        es="El peso de esta guía ya está en disputa o ya fue cobrado.",
    )
    PIECE_UNKNOWN = code(
        422, en="The guide has no piece {piece}.", es="La guía no tiene la pieza {piece}."
    )
    NOT_COLLECTED = code(
        409,
        en="A parcel that is {status} was weighed by nobody.",
        es="Nadie ha pesado un paquete en estado {status}.",
    )
    TRANSITION_REFUSED = code(
        409,
        en="A weight dispute that is {status} does not admit: {event}.",
        es="Una disputa de peso en estado {status} no admite: {event}.",
    )
    SHEET_GONE = code(
        409,
        en="The rate sheet of this guide's price is not here any more.",
        es="La tarifa con la que se vendió esta guía ya no está.",
    )


class FreightError(ErrorCodes, prefix="orders.freight"):
    REFUND_TOO_MUCH = code(
        422,
        en="{left} percent of this guide's freight is left to refund.",
        es="Queda por devolver el {left} por ciento del flete de esta guía.",
    )
    NOT_COLLECTED = code(
        409,
        en="A guide that is {status} was not collected: void it, and all of its price goes back.",
        es="Una guía en estado {status} no se ha recogido: anúlela y se devuelve todo su precio.",
    )
    NO_RULE = code(
        422,
        en="No rule gives anything back for this cause: say how much, and why.",
        es="Ninguna regla devuelve algo por esta causa: indique cuánto y por qué.",
    )
    REASON_MISSING = code(
        422,
        en="No rule gives this share: say why it goes back.",
        es="Ninguna regla da esta parte: indique por qué se devuelve.",
    )
    RULE_DATES = code(
        422,
        en="A rule begins after the one before, and ends after it begins and not after the next"
        " one does.",
        es="Una regla empieza después de la anterior y termina después de empezar, no más tarde de"
        " cuando empieza la siguiente.",
    )
    RULE_PAST = code(
        422,
        en="A rule begins and ends today at the earliest, and one that has ended has ended.",
        es="Una regla empieza y termina a más temprano hoy, y la que terminó, terminó.",
    )
    RULE_BEGUN = code(
        409,
        en="A rule that holds already is ended, and not withdrawn.",
        es="Una regla que ya rige se termina; no se retira.",
    )
    NOT_CHARGED = code(
        409,
        en="Nothing was charged for this guide.",
        es="Por esta guía no se cobró nada.",
    )


class EvidenceError(ErrorCodes, prefix="orders.evidence"):
    NOT_FOUND = code(404, en="There is no such file.", es="No existe ese archivo.")
    FILE_REFUSED = code(
        422,
        en="The file is not a whole PDF, JPEG or PNG of up to {most} MB.",
        es="El archivo no es un PDF, JPEG o PNG completo de hasta {most} MB.",
    )
    TOO_MANY = code(
        409,
        en="There are {most} files already.",
        es="Ya hay {most} archivos.",
    )


class ClaimError(ErrorCodes, prefix="orders.claim"):
    NOT_FOUND = code(404, en="There is no such claim.", es="No existe esa reclamación.")
    TOO_LATE = code(
        422,
        en="The term to claim ended on {ended}.",
        es="El término para reclamar venció el {ended}.",
    )
    NOT_CLAIMABLE = code(
        409,
        en="A guide that is {status} admits no claim for {kind}.",
        es="Una guía en estado {status} no admite una reclamación por {kind}.",
    )
    CLAIMED_ALREADY = code(
        409,
        en="There is a claim on this guide for the same cause.",
        es="Ya hay una reclamación por esta guía y por la misma causa.",
    )
    TURNED_UP = code(
        409,
        en="There is news of this parcel ({event}): correct the guide, or say that it is not so.",
        es="Hay noticias de este paquete ({event}): corrija la guía o diga que no es así.",
    )
    NOT_OVERTURNABLE = code(
        409,
        en="Only a loss that was paid is taken back, of a parcel that arrived. State of this one:"
        " {state}; of its claim: {status}.",
        es="Solo se revierte una pérdida pagada de un paquete que llegó. Estado de este: {state};"
        " de su reclamo: {status}.",
    )
    OVERTURN_ASKED = code(
        409,
        en="Somebody has asked to take this claim back: another person decides it.",
        es="Ya se pidió revertir esta reclamación: otra persona la decide.",
    )
    OVERTURN_NOT_ASKED = code(
        409, en="Nobody asked to take this claim back.", es="Nadie pidió revertir esta reclamación."
    )
    SAME_PERSON = code(
        409,
        en="Whoever asked to take it back cannot decide it.",
        es="Quien pidió revertirla no puede decidirla.",
    )
    ABOVE_LIMIT = code(
        422,
        en="At most {limit} is compensated under this service's regime, or is left of it.",
        es="El régimen de este servicio compensa a lo sumo {limit}, o es lo que queda.",
    )
    EVIDENCE_MISSING = code(
        409,
        en="A claim for {kind} is decided on evidence.",
        es="Una reclamación por {kind} se decide con pruebas.",
    )
    TRANSITION_REFUSED = code(
        409,
        en="A claim that is {status} does not admit: {event}.",
        es="Una reclamación en estado {status} no admite: {event}.",
    )
