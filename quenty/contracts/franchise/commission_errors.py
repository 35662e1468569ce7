"""The codes of commissions and settlements."""

from quenty.kernel.errors import ErrorCodes, code


class CommissionError(ErrorCodes, prefix="franchise.commission"):
    BANDS_INVALID = code(
        422,
        en="Bands start at zero, rise, and are not negative.",
        es="Los tramos empiezan en cero, son crecientes y no son negativos.",
    )
    TRANSITION = code(
        409,
        en="A commission that is {status} cannot be changed by {action}.",
        es="Una comisión en estado {status} no admite {action}.",
    )


class SettlementError(ErrorCodes, prefix="franchise.settlement"):
    RATE_MISSING = code(
        409,
        en="Nothing is settled: there is no tax row {row}.",
        es="No se liquida: falta la fila tributaria {row}.",
    )
    TRANSITION = code(
        409,
        en="A settlement that is {status} cannot be changed by {action}.",
        es="Una liquidación en estado {status} no admite {action}.",
    )
