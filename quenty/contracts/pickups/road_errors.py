"""The codes of fleet, runs, routes and the driver's work."""

from quenty.kernel.errors import ErrorCodes, code


class RoadError(ErrorCodes, prefix="pickups"):
    RUN_NOT_FOUND = code(404, en="There is no such run.", es="No existe esa ruta.")
    STOP_NOT_FOUND = code(404, en="There is no such stop.", es="No existe esa parada.")
    JOB_NOT_FOUND = code(404, en="There is no such routing job.", es="No existe ese cálculo.")
    DRIVER_NOT_FOUND = code(404, en="There is no such driver.", es="No existe ese conductor.")
    VEHICLE_NOT_FOUND = code(404, en="There is no such vehicle.", es="No existe ese vehículo.")
    DEPOT_NOT_FOUND = code(404, en="There is no such depot.", es="No existe esa base.")
    SHIFT_TAKEN = code(
        409,
        en="The driver or the vehicle has a shift at that time already.",
        es="El conductor o el vehículo ya tiene un turno a esa hora.",
    )
    LICENCE_EXPIRED = code(
        409,
        en="The driver's licence expired on {expires_on}.",
        es="La licencia del conductor venció el {expires_on}.",
    )
    CODE_TAKEN = code(409, en="{code} is in use.", es="{code} ya está en uso.")
    SHIFT_INVALID = code(
        422, en="A shift ends after it starts.", es="Un turno termina después de su inicio."
    )
    NOTHING_TO_PLAN = code(
        409,
        en="There is nothing to plan on {day}: {missing}.",
        es="No hay nada que planear el {day}: {missing}.",
    )
    JOB_NOT_DONE = code(409, en="The job is {status}.", es="El cálculo está {status}.")
    PLAN_STALE = code(
        409,
        en="Stops changed after this plan was made; plan again.",
        es="Las paradas cambiaron después de este plan; planee de nuevo.",
    )
    PLAN_INFEASIBLE = code(
        409,
        en="The sequence cannot be driven: {faults}.",
        es="La secuencia no se puede recorrer: {faults}.",
    )
    RUN_LOCKED = code(
        409, en="The run is {status} and cannot change.", es="La ruta está {status} y no cambia."
    )
    STOP_LOCKED = code(
        409, en="The stop is locked or visited.", es="La parada está bloqueada o visitada."
    )
    STOP_STATE = code(
        409,
        en="A stop that is {status} does not admit: {event}.",
        es="Una parada en estado {status} no admite: {event}.",
    )
    PROOF_MISSING = code(
        422,
        en="The delivery needs {proof} as proof.",
        es="La entrega requiere {proof} como prueba.",
    )
    DOOR_CODE_WRONG = code(
        422,
        en="That is not the recipient's code; tries left: {left}.",
        es="Ese no es el código del destinatario; intentos que quedan: {left}.",
    )
    DOOR_CODE_LOCKED = code(
        409,
        en="The code was wrong too often: take a signature, a photo or an identity.",
        es="El código falló demasiadas veces: tome firma, foto o documento.",
    )
    MATTER_NOT_FOUND = code(404, en="There is no such matter.", es="No existe ese asunto.")
    MATTER_SETTLED = code(409, en="Somebody settled it already.", es="Alguien ya lo resolvió.")
    CASH_SHORT = code(
        422,
        en="{due} is due at the door.",
        es="Se deben cobrar {due} en la puerta.",
    )
    PAYMENT_PENDING = code(
        409,
        en="The payment of {due} is not confirmed yet: do not hand the parcel over.",
        es="El pago de {due} aún no está confirmado: no entregue el paquete.",
    )
    CASH_LIMIT = code(
        409,
        en="The courier holds {held} in cash and may hold {limit}: deposit first.",
        es="El mensajero lleva {held} en efectivo y puede llevar {limit}: consigne primero.",
    )
    REASON_UNKNOWN = code(
        422, en="{reason} is no reason we know.", es="{reason} no es un motivo conocido."
    )
    NOT_A_PICTURE = code(
        422,
        en="The file is no JPEG, PNG or WebP picture.",
        es="El archivo no es una imagen JPEG, PNG o WebP.",
    )
    PICTURE_NOT_FOUND = code(404, en="There is no such picture.", es="No existe esa imagen.")
    FILE_TOO_LARGE = code(
        413, en="The file has more than {limit} MB.", es="El archivo pesa más de {limit} MB."
    )
    STOPS_OPEN = code(
        409,
        en="{count} stops of the run are still open.",
        es="Quedan {count} paradas abiertas en la ruta.",
    )
    TRACKING_NOT_FOUND = code(
        404, en="There is nothing to follow here.", es="No hay nada que seguir aquí."
    )
    POSITION_OLD = code(
        422,
        en="A position of {recorded_at} is too old or yet to come.",
        es="Una posición del {recorded_at} es muy antigua o futura.",
    )
