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
