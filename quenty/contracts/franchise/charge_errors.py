"""The codes of what payees owe."""

from quenty.kernel.errors import ErrorCodes, code


class ChargeError(ErrorCodes, prefix="franchise.charge"):
    NOT_FOUND = code(404, en="There is no such charge.", es="No existe ese cobro.")
    NUMBER_TAKEN = code(
        409,
        en="There is a charge {number} already.",
        es="Ya existe un cobro {number}.",
    )
    PERIOD_AHEAD = code(
        409,
        en="The month {period} has not begun and no fee of it is issued yet.",
        es="El mes {period} no ha empezado y su canon aún no se expide.",
    )
    IN_SETTLEMENT = code(
        409,
        en="A settlement that is not paid yet takes part of it.",
        es="Una liquidación aún sin pagar toma parte de él.",
    )
    TRANSITION = code(
        409,
        en="A charge that is {status} cannot be changed by {action}.",
        es="Un cobro en estado {status} no admite {action}.",
    )
