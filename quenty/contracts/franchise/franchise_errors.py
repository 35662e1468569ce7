"""The codes of franchises, territories, points and partners."""

from quenty.kernel.errors import ErrorCodes, code


class NetworkError(ErrorCodes, prefix="franchise.network"):
    FRANCHISE_NOT_FOUND = code(
        404, en="There is no such franchise.", es="No existe esa franquicia."
    )
    POINT_NOT_FOUND = code(404, en="There is no such point.", es="No existe ese punto.")
    PARTNER_NOT_FOUND = code(
        404, en="There is no such ally or agent.", es="No existe ese aliado o agente."
    )
    TERRITORY_NOT_FOUND = code(
        404, en="There is no such territory.", es="No existe ese territorio."
    )
    TRANSITION = code(
        409,
        en="A franchise that is {status} cannot be changed by {action}.",
        es="Una franquicia en estado {status} no admite {action}.",
    )
    CODE_IN_USE = code(409, en="The code {code} is in use.", es="El código {code} ya está en uso.")
    CAPITAL_TOO_LOW = code(
        409,
        en="The capital of {capital} is below the minimum of {minimum}.",
        es="El capital de {capital} es inferior al mínimo de {minimum}.",
    )
    KYC_MISSING = code(
        409,
        en="The franchisee has no full KYC in force.",
        es="El franquiciado no tiene una verificación completa vigente.",
    )
    CONTRACT_MISSING = code(
        409, en="The signed contract is missing.", es="Falta el contrato firmado."
    )
    CONTRACT_OUTDATED = code(
        409,
        en="The contract was signed with other conditions than today's: sign it again.",
        es="El contrato se firmó con condiciones distintas de las actuales: fírmelo de nuevo.",
    )
    CONTRACT_INVALID = code(
        422,
        en="The contract is a whole PDF of up to 10 MB.",
        es="El contrato es un PDF completo de hasta 10 MB.",
    )
    TERRITORY_MISSING = code(
        409, en="The franchise holds no territory.", es="La franquicia no tiene territorio."
    )
    TERRITORY_TAKEN = code(
        409,
        en="The territory {municipality} is another franchise's.",
        es="El territorio {municipality} es de otra franquicia.",
    )
    TERRITORY_IN_USE = code(
        409,
        en="The franchise has open points in {municipality}: {points}. Close them first.",
        es="La franquicia tiene puntos abiertos en {municipality}: {points}. Ciérrelos primero.",
    )
    HOURS_INVALID = code(
        422,
        en="The hours of {day} are not in order.",
        es="El horario de {day} no está en orden.",
    )
    POINT_OUTSIDE = code(
        422,
        en="The municipality {municipality} is not in the franchise's territory.",
        es="El municipio {municipality} no es del territorio de la franquicia.",
    )
    POINT_CLOSED = code(409, en="The point is closed.", es="El punto está cerrado.")
    CUSTOMER_UNKNOWN = code(
        422,
        en="There is no such customer: who earns or is brought is registered as one first.",
        es="No existe ese cliente: quien gana o es referido se registra antes como cliente.",
    )
    CUSTOMER_STOPPED = code(
        409,
        en="The customer's account is {status}.",
        es="La cuenta del cliente está {status}.",
    )
    PARTNER_DATES = code(
        422,
        en="The partnership ends on {ends_on}, not after it begins.",
        es="La alianza termina el {ends_on}, que no es posterior a su inicio.",
    )
    PARTNER_ENDED = code(409, en="The partnership has ended.", es="La alianza terminó.")
    MERCHANT_REFERRED = code(
        409,
        en="The merchant was brought by somebody else already.",
        es="El cliente ya fue referido por otra persona.",
    )
