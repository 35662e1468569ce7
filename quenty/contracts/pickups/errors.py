"""The codes that callers of pickups may see; those of the road are in road_errors.py."""

from quenty.contracts.pickups.road_errors import RoadError
from quenty.kernel.errors import ErrorCodes, code

__all__ = ["PickupsError", "RoadError"]


class PickupsError(ErrorCodes, prefix="pickups"):
    NOT_FOUND = code(404, en="There is no such pickup.", es="No existe esa recogida.")
    ZONE_NOT_FOUND = code(404, en="There is no such zone.", es="No existe esa zona.")
    POINT_NOT_FOUND = code(404, en="There is no such point.", es="No existe ese punto.")
    GUIDE_NOT_FOUND = code(404, en="There is no guide {number}.", es="No existe la guía {number}.")
    RECURRING_NOT_FOUND = code(
        404,
        en="There is no such recurring pickup.",
        es="No existe esa recogida programada.",
    )
    NOT_COVERED = code(
        422,
        en="Nobody collects in {municipality}.",
        es="No hay recogidas en {municipality}.",
    )
    SLOT_UNKNOWN = code(
        422,
        en="There is no window that begins at {starts_at}.",
        es="No existe una franja que comience el {starts_at}.",
    )
    SLOT_FULL = code(
        409,
        en="The window of {starts_at} has no place left for this pickup.",
        es="La franja del {starts_at} no tiene cupo para esta recogida.",
    )
    SLOT_TOO_LATE = code(
        409,
        en="The window of {starts_at} can no longer be booked.",
        es="La franja del {starts_at} ya no se puede reservar.",
    )
    DIRECT_NOT_ALLOWED = code(
        409,
        en="A merchant of size {size} drops its parcels at a point.",
        es="Un comercio de tamaño {size} entrega sus paquetes en un punto.",
    )
    MERCHANT_SUSPENDED = code(
        409, en="The merchant is suspended.", es="El comercio está suspendido."
    )
    TRANSITION_REFUSED = code(
        409,
        en="What is {status} does not admit: {event}.",
        es="En estado {status} no se admite: {event}.",
    )
    RESCHEDULES_EXHAUSTED = code(
        409,
        en="It was rescheduled {limit} times already; ask for a new pickup.",
        es="Ya se reprogramó {limit} veces; solicite una nueva recogida.",
    )
    GUIDE_TAKEN = code(
        409,
        en="Guide {number} is in pickup {pickup} already.",
        es="La guía {number} ya está en la recogida {pickup}.",
    )
    GUIDE_NOT_COLLECTABLE = code(
        409,
        en="Guide {number} is {status}: there is nothing to collect.",
        es="La guía {number} está {status}: no hay nada que recoger.",
    )
    ASKED_FOR_LATER = code(
        409,
        en="Guide {number} is not to be delivered before {day}: its merchant asked for that day.",
        es="La guía {number} no se entrega antes del {day}: su comercio pidió ese día.",
    )
    GUIDE_NOT_DELIVERABLE = code(
        409,
        en="Guide {number} is {status}: it cannot go out to its recipient yet, or no more.",
        es="La guía {number} está {status}: todavía no puede salir a entrega, o ya no.",
    )
    GUIDE_NOT_AT_DESK = code(
        409,
        en="Guide {number} is {status}: a point neither takes it nor hands it over.",
        es="La guía {number} está {status}: un punto no la recibe ni la entrega.",
    )
    PIECE_UNKNOWN = code(
        422,
        en="Nothing is expected with the label {label}.",
        es="No se espera nada con la etiqueta {label}.",
    )
    PIECE_DROPPED = code(
        409,
        en="Piece {piece} of guide {number} was dropped by its sender: leave it there.",
        es="El remitente retiró la pieza {piece} de la guía {number}: no la reciba.",
    )
    POINT_CLOSED = code(409, en="The point is closed.", es="El punto está cerrado.")
    POINT_SERVICE = code(
        409,
        en="The point does not offer {service}.",
        es="El punto no presta el servicio {service}.",
    )
    POINT_FULL = code(
        409, en="The point has no room left.", es="El punto no tiene espacio disponible."
    )
    PARCEL_NOT_HERE = code(
        409,
        en="The parcel is {status} at this point.",
        es="El paquete está {status} en este punto.",
    )
    HOURS_INVALID = code(
        422, en="The hours are not right: {problem}.", es="El horario no es correcto: {problem}."
    )
    CODE_WRONG = code(
        422,
        en="That is not the code; tries left: {left}.",
        es="Ese no es el código; intentos que quedan: {left}.",
    )
    CODE_NO_ADDRESS = code(
        409,
        en="The recipient left no e-mail address; check the person's identity.",
        es="El destinatario no dejó correo; verifique la identidad.",
    )
    CODE_SENT_ENOUGH = code(
        409,
        en="The code was sent {limit} times; check the person's identity.",
        es="El código ya se envió {limit} veces; verifique la identidad.",
    )
    CODE_SENT_JUST_NOW = code(
        409,
        en="The code was sent less than {minutes} minutes ago.",
        es="El código se envió hace menos de {minutes} minutos.",
    )
    DOCUMENT_INVALID = code(
        422,
        en="That is no number of a document of kind {kind}.",
        es="Ese no es un número de documento de tipo {kind}.",
    )
    CODE_LOCKED = code(
        409,
        en="The code was wrong too often; check the person's identity.",
        es="El código falló demasiadas veces; verifique la identidad.",
    )
    CLOSE_EXISTS = code(
        409, en="The cash of {day} is closed already.", es="La caja del {day} ya está cerrada."
    )
    CLOSE_EARLY = code(
        422,
        en="{day} has not begun: there is nothing to count.",
        es="El {day} no ha empezado: no hay caja por contar.",
    )
    CLOSE_REASON_MISSING = code(
        422,
        en="A difference of {difference} needs an explanation.",
        es="Una diferencia de {difference} requiere una explicación.",
    )
