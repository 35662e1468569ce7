"""Why a label isn't printed."""

from quenty.kernel.errors import ErrorCodes, code


class LabelError(ErrorCodes, prefix="orders.label"):
    VOIDED = code(
        409,
        en="The guide {number} was voided: it has no label.",
        es="La guía {number} fue anulada: no tiene rótulo.",
    )
    NO_SUCH_PIECE = code(
        404,
        en="The guide has {pieces} pieces, and no piece {piece}.",
        es="La guía tiene {pieces} piezas, y ninguna es la {piece}.",
    )
