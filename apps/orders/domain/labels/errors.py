"""Why a label or a manifest isn't printed."""

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
    TOO_MANY = code(
        422,
        en="These guides have {labels} labels, one for each piece; ask for {limit} at most.",
        es="Estas guías tienen {labels} rótulos, uno por pieza; pida {limit} a lo sumo.",
    )


class ManifestError(ErrorCodes, prefix="orders.manifest"):
    EMPTY = code(
        404,
        en="This operator was given no guide on {day}.",
        es="Ese operador no recibió guías el {day}.",
    )
    TOO_LONG = code(
        422,
        en="The day has {guides} guides; a manifest has {limit} at most. Ask for one merchant.",
        es="El día tiene {guides} guías; una relación tiene {limit} a lo sumo. Pida un comercio.",
    )
